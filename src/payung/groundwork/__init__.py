"""What every Django part stands on: the embedded database, encrypted fields, their keys, refusals, background jobs."""
