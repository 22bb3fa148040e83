"""Releases: frozen, hashed exports of a ledger in the formats of the field.

``formats.py`` lists them, ``folder.py`` writes one. Everything here takes objects of the model and
never a database.
"""
