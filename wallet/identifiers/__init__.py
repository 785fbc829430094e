"""Whose key is this? One module for each identifier method."""
