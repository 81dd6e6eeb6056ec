"""Lists and registers in, verdicts out. Works without any database."""
