"""Parts of the pages about skills and years."""
