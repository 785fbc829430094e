"""Parts of the list of credentials."""
