"""Parts of the page of trust."""
