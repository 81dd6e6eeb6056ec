"""Provinces to kelurahan: codes, aliases and tiles."""
