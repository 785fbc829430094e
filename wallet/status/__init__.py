"""Is it still valid? One module for each status type."""
