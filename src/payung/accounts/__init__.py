"""People who sign in, what their role may do, and the areas they may see."""
