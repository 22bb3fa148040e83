"""Grouping: which sightings are one claim, and which claims cannot all be true."""
