"""What all tests share: the wheel as an operator installs it, the sandbox, bots, people."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.sandbox import SandboxServer, serve
from tests.bots import BotProcess, Days, new_master_key
from tests.postgres import PostgresServer, postgres_server

ROOT = Path(__file__).parent.parent

HARMLESS = ("message is not modified", "query is too old")
"""Refusals that a double tap or a late answer brings by nature. Everything else is a fault of ours."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built wheel installed in it, apart from the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    installed = folder / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", str(installed), str(wheel)], check=True, capture_output=True)
    return installed


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture
def sandbox() -> Iterator[SandboxServer]:
    """Afterwards: no call of the bot broke a rule of the Bot API, and every tap was answered."""
    server = serve()
    yield server
    server.stop()
    hold_to_the_rules(server)


def hold_to_the_rules(server: SandboxServer) -> None:
    state = server.sandbox
    refused = [
        call
        for call in state.calls
        if call["broken"]
        or (call["status"] in {400, 404, 413} and not any(w in str(call["description"]) for w in HARMLESS))
    ]
    assert not refused, f"calls that broke a rule of the Bot API: {refused}"
    left = [tap.data for tap in state.taps.values() if not tap.answered]
    assert not left, f"taps never answered: {left}"


@pytest.fixture
def days(tmp_path: Path, sandbox: SandboxServer) -> Days:
    return Days(tmp_path / "clock", sandbox)


@pytest.fixture
def new_bot(
    site: Path, sandbox: SandboxServer, days: Days, tmp_path: Path
) -> Iterator[Callable[..., BotProcess]]:
    """Makes bots that share data, key and clock; stops them all in the end."""
    key, made = new_master_key(), []

    def make(**extra: str) -> BotProcess:
        bot = BotProcess(site, sandbox, tmp_path / "data", key, days.file, extra)
        made.append(bot)
        return bot

    yield make
    for bot in made:
        bot.kill()


@pytest.fixture
def bot(new_bot: Callable[..., BotProcess]) -> BotProcess:
    return new_bot().start()
