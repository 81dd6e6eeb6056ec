"""Persons: one person, one row."""
