"""Is it intact, and whose key signed it? One module for each securing form or suite."""
