"""Migrations: from every schema that was ever released to the one of ``schema.py``."""
