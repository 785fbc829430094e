"""Parts of the page of agreements on recognition."""
