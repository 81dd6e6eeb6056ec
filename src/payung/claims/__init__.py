"""Cases, heirs, awards, decisions, payouts and handovers."""
