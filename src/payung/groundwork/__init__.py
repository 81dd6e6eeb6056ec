"""What every Django part stands on: the embedded database, encrypted fields and their keys, refusals, background jobs."""
