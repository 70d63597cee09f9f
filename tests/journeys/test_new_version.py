"""The guidance changes while someone is in the middle of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.sandbox import SandboxServer
from tests.bots import BotProcess, new_master_key
from tests.client import Person
from tests.journeys.records import records
from tests.journeys.steps import CHECK, agrees, checks, goes

NEW = "2099-01-01.1"


@pytest.fixture
def changed(site: Path, tmp_path: Path) -> Path:
    """The same program with newer guidance: another version, another wording, a rule that takes more in."""
    copy = tmp_path / "changed"
    shutil.copytree(site, copy)
    guidance = copy / "guidance"
    meta = guidance / "content" / "meta.toml"
    old = next(line for line in meta.read_text().splitlines() if line.startswith("version"))
    meta.write_text(meta.read_text().replace(old, f'version = "{NEW}"'))
    words = guidance / "texts" / "en" / "check.ftl"
    text = words.read_text()
    assert "q-feel = What do you feel most?" in text
    words.write_text(text.replace("q-feel = What do you feel most?", "q-feel = What is it you feel?"))
    return copy


async def test_an_open_check_finishes_under_the_version_it_began_with(
    site: Path, changed: Path, tmp_path: Path, sandbox: SandboxServer
) -> None:
    ann, bea = await Person.arrive(sandbox.url, "Ann"), await Person.arrive(sandbox.url, "Bea")
    key, data, clock = new_master_key(), tmp_path / "data", tmp_path / "clock"
    before = BotProcess(site, sandbox, data, key, clock).start()
    await agrees(ann)
    await checks(ann, CHECK[:6])
    before.stop()
    after = BotProcess(changed, sandbox, data, key, clock).start()
    try:
        await ann.types("/start")
        assert "What do you feel most?" in (await ann.screen()).text, "in the words it began with"
        await checks(ann, CHECK[6:])
        await goes(ann, "go:result:")
        assert "Keratosis pilaris" in (await ann.screen()).text
        await agrees(bea)
        await checks(bea, CHECK[:6])
        assert "What is it you feel?" in (await bea.screen()).text, "who begins now begins with the new one"
        await checks(bea, CHECK[6:])
    finally:
        after.stop()
    versions = [
        (await records(data, key, person.id))["assessments"][0]["assessment"]["version"]
        for person in (ann, bea)
    ]
    assert versions[0] != NEW
    assert versions[1] == NEW
