"""The synthetic city and the programme run in it; every person in it is invented."""
