"""Dated numbers with their sources, and pure functions over them. Knows no database."""
