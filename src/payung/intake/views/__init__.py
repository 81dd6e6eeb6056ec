"""Pages of lists, their rows and registers."""
