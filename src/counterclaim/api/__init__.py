"""The Python front door: read texts and extract sightings (``reading``), keep a ledger (``ledger``).

The database layer is only loaded with ``ledger``.
"""
