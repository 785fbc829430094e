"""What does it say? One module for each data model."""
