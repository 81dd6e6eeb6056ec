"""Events: append-only, sealed into a chain, verifiable. The actor is stored as text, so this part depends on nobody."""
