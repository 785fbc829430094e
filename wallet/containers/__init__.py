"""Where is it packed? One module for each container."""
