"""Decrees, memberships, their ends, and the files exchanged with BPJS."""
