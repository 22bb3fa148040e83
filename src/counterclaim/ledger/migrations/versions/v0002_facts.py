"""What documents say of themselves, and what reading remembers between runs.

Captures get authors, language, where their date comes from, its instant, and notes; all optional,
since rows from before say nothing of them and are not changed. The tables of what is remembered
have no triggers: they are no part of the chain.

Revision ID: 0002_facts
Revises: 0001_ledger
"""

from alembic import op
from sqlalchemy import text

revision = "0002_facts"
down_revision = "0001_ledger"

_STEPS = (
    "ALTER TABLE captures ADD COLUMN authors TEXT",
    "ALTER TABLE captures ADD COLUMN language TEXT",
    "ALTER TABLE captures ADD COLUMN published_from TEXT",
    "ALTER TABLE captures ADD COLUMN published_at TEXT",
    "ALTER TABLE captures ADD COLUMN notes TEXT",
    """
CREATE TABLE validators (
    "key" VARCHAR(64) NOT NULL,
    url TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    sha256 TEXT,
    source TEXT,
    fetched_at VARCHAR(27),
    CONSTRAINT pk_validators PRIMARY KEY ("key")
)""",
    """
CREATE TABLE positions (
    "key" VARCHAR(64) NOT NULL,
    archive TEXT NOT NULL,
    position BIGINT NOT NULL,
    CONSTRAINT pk_positions PRIMARY KEY ("key")
)""",
    """
CREATE TABLE seen_entries (
    "key" VARCHAR(64) NOT NULL,
    CONSTRAINT pk_seen_entries PRIMARY KEY ("key")
)""",
    """
CREATE TABLE announced (
    "key" VARCHAR(64) NOT NULL,
    CONSTRAINT pk_announced PRIMARY KEY ("key")
)""",
)


def upgrade() -> None:
    """Add the columns and the tables."""
    for step in _STEPS:
        op.execute(text(step))
