"""Parts of the page that checks what was received."""
