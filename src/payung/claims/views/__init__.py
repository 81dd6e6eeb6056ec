"""Pages of deaths and claims."""
