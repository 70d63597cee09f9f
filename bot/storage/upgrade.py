"""Bring the database to the schema of this code, at start-up, with other replicas starting beside us."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bot.storage.database import Database
from bot.storage.errors import StorageTrouble
from bot.storage.migrations import HEAD

_LOCK = 0x72656470  # any number of our own, the same in every replica


async def upgrade(database: Database) -> None:
    """Idempotent; one process does the work, others wait and find it done. Raises StorageTrouble.

    SQLite: the writing transaction itself excludes everybody else. PostgreSQL: an advisory lock, held until
    the transaction ends, since two CREATE TABLE at once would clash.
    """
    if await database.read(_revision) != HEAD:
        await database.write(_upgrade)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415  - only an upgrade pays for loading it
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, HEAD)
    except CommandError as error:
        raise StorageTrouble(
            f"The database was changed by a newer version of this bot ({error}): run that version, or "
            "restore a backup from before."
        ) from error
