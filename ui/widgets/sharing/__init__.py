"""Parts of the pages that choose and show a presentation."""
