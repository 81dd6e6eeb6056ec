"""Settings, addresses, sign-in, layout and the home page."""
