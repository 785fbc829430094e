"""Parts of the pages that show pathways."""
