"""Pages of invoices: prepared, decided, paid, received and corrected."""
