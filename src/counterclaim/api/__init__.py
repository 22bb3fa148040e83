"""The Python front door: texts and their sightings (``reading``), and ledgers (``ledger``).

The database layer is only loaded with ``ledger``.
"""
