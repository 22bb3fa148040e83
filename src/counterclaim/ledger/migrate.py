"""Migrating: a ledger is brought to the present schema when it is opened, forward only.

Invariants: all steps are one transaction; a ledger from a newer version is refused before anything
but its revision is read. Alembic is loaded only where there is a step to make.
"""

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

from counterclaim.errors import LedgerDamagedError, LedgerReadOnlyError, LedgerVersionError
from counterclaim.ledger.database import Database

LATEST = "0002_facts"
REVISIONS = ("0001_ledger", LATEST)  # oldest first; each has a module in migrations/versions
VERSION_TABLE = "ledger_revision"
_SCRIPTS = "counterclaim.ledger:migrations"

_revision = Table(VERSION_TABLE, MetaData(), Column("version_num", String(32)))


def migrate(database: Database) -> None:
    """Bring a ledger to the present schema; make the tables of one that is new.

    Raises
    ------
    LedgerVersionError
        If a newer version made it.
    LedgerDamagedError
        If its revision is missing while there are tables, so that it is not known what it is.
    LedgerReadOnlyError
        If it has to be brought to the present schema, and may not be written.
    """
    with database.reading() as connection:
        before = revision_of(connection, database.name)
        if before == LATEST:
            return
    try:
        with database.writing() as connection:
            if revision_of(connection, database.name) != LATEST:  # nobody else was faster
                _upgrade(connection)
    except LedgerReadOnlyError as error:
        if before is None:
            raise
        raise LedgerReadOnlyError(
            f"{database.name}: an older version made it, and it may not be written",
            "copy it to where it may be: opened there once, it is brought up to date",
        ) from error


def revision_of(connection: Connection, name: str) -> str | None:
    """Return the revision of a ledger, ``None`` if it has no table yet."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if "entries" in tables:
            raise LedgerDamagedError(f"{name}: it has tables, but no ledger made them")
        return None
    found = connection.execute(select(_revision.c.version_num)).scalars().all()
    if not found:
        raise LedgerDamagedError(f"{name}: it does not say which revision it has")
    revision = str(found[0])
    if revision not in REVISIONS:
        raise LedgerVersionError(
            f"{name}: a newer version of counterclaim made it (revision {revision})",
            "install that version; this one would not understand it",
        )
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic.config import Config  # noqa: PLC0415  # slow to load, and seldom needed
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415  # as above
    from alembic.runtime.migration import MigrationContext, RevisionStep  # noqa: PLC0415  # as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # as above

    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: MigrationContext) -> list[RevisionStep]:
        return scripts._upgrade_revs(LATEST, revision)  # type: ignore[arg-type]

    with EnvironmentContext(config, scripts, fn=steps) as environment:
        environment.configure(
            connection=connection, version_table=VERSION_TABLE, transaction_per_migration=False
        )
        environment.run_migrations()
