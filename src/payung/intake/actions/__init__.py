"""What changes lists and registers: files, registers, screening, review, decisions."""
