"""The first schema: entries, what they bring, what is derived, and triggers that refuse a change.

Revision ID: 0001_ledger
Revises: nothing
"""

from importlib import resources

from alembic import op
from sqlalchemy import inspect, text

revision = "0001_ledger"
down_revision = None

# Written out, since a revision never changes while ``schema.py`` does.
_APPEND_ONLY = (
    *("captures", "documents", "entries", "readings", "reviews", "run_ends", "runs"),
    *("sightings", "skips", "statements", "texts"),
)
_REFUSE_SQLITE = """
CREATE TRIGGER %(table)s_no_%(verb)s BEFORE %(verb)s ON %(table)s
BEGIN SELECT RAISE(ABORT, 'rows of %(table)s are only added'); END
"""
_REPLACE_SQLITE = """
CREATE TRIGGER %(table)s_no_REPLACE BEFORE INSERT ON %(table)s
WHEN EXISTS (SELECT 1 FROM %(table)s WHERE %(is_same)s)
BEGIN SELECT RAISE(ABORT, 'rows of %(table)s are only added'); END
"""
_FUNCTION_POSTGRES = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME; END $$
"""
_REFUSE_POSTGRES = """
CREATE TRIGGER %(table)s_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON %(table)s
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    """Make every table, index and trigger."""
    script = resources.files("counterclaim.ledger.migrations.versions").joinpath("v0001_ledger.sql")
    is_postgres = op.get_bind().dialect.name == "postgresql"
    lines = script.read_text(encoding="utf-8").splitlines()
    tables = "\n".join(line for line in lines if not line.startswith("--"))
    for statement in tables.replace(" BLOB", " BYTEA" if is_postgres else " BLOB").split(";"):
        if statement.strip():
            op.execute(text(statement))
    if is_postgres:
        op.execute(text(_FUNCTION_POSTGRES))
        for table in _APPEND_ONLY:
            op.execute(text(_REFUSE_POSTGRES % {"table": table}))
        return
    for table in _APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(text(_REFUSE_SQLITE % {"table": table, "verb": verb}))
        key = inspect(op.get_bind()).get_pk_constraint(table)["constrained_columns"]
        is_same = " AND ".join(f"{name} = NEW.{name}" for name in key)
        op.execute(text(_REPLACE_SQLITE % {"table": table, "is_same": is_same}))
