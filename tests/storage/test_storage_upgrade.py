from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.storage import migrations
from bot.storage.errors import StorageTrouble
from bot.storage.schema import metadata
from tests.storage.children import start
from tests.storage.conftest import Home


async def test_the_migrations_build_exactly_the_schema_of_the_code(empty_home: Home) -> None:
    def differences(connection: sa.Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    async with empty_home.open() as store:
        assert await store._db.read(differences) == []


def test_the_newest_migration_is_the_one_a_start_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


async def test_starting_again_changes_nothing(empty_home: Home) -> None:
    for _ in range(2):
        async with empty_home.open() as store:
            await store.check()


async def test_three_processes_starting_at_once_make_one_schema(empty_home: Home) -> None:
    children = [await start(empty_home, "await store.check()") for _ in range(3)]
    for child in children:
        _, errors = await child.communicate()
        assert child.returncode == 0, errors.decode()
    async with empty_home.open() as store:
        await store.check()


async def test_three_replicas_in_one_process_starting_at_once_make_one_schema(empty_home: Home) -> None:
    async def open_and_check() -> None:
        async with empty_home.open() as store:
            await store.check()

    await asyncio.gather(open_and_check(), open_and_check(), open_and_check())


async def test_a_database_of_a_newer_version_is_left_alone(empty_home: Home) -> None:
    async with empty_home.open() as store:
        newer = sa.text("UPDATE alembic_version SET version_num = '9999'")
        await store._db.write(lambda c: c.execute(newer))
    with pytest.raises(StorageTrouble, match="newer version"):
        async with empty_home.open():
            pass
