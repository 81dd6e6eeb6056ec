"""Lists as received, registers, screening runs and review."""
