"""Figures and dashboards, read from everything before it."""
