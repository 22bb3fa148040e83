"""Watching: feeds are followed, and each contradiction is told once, when it appears."""
