"""Older files that hold many attacks of a kind; their check is one that these share."""
