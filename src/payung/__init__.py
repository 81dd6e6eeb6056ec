"""Payung runs the programme by which a city pays social security for its vulnerable workers."""

__version__ = "0.1.0"
