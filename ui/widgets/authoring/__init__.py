"""Parts of the editor of pathways."""
