"""Several machines of one owner."""
