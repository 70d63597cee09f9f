"""What an operator can set and a person can type stands in the README, and the house keeps its own rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import SECRETS, Settings
from handlers import COMMANDS

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()
MOST_LINES = 320


@pytest.mark.parametrize("name", [field.upper() for field in Settings.model_fields])
def test_every_setting_is_documented(name: str) -> None:
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `{name}`")]
    assert ("(or `_FILE`)" in row) is (name in SECRETS), "a secret may come from a file: say so"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"/{name}" in README


def test_every_command_of_the_program_is_documented() -> None:
    for command in (
        "run",
        "assess --jsonl",
        "webhook set",
        "content check",
        "content try",
        "content cases",
        "content book",
    ):
        assert f"python -m bot {command}" in README


def test_the_two_commands_are_the_ones_of_the_makefile() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {"run", "test"} <= set(targets)
    assert "make run" in README
    assert "make test" in README


def test_files_stay_short_enough_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in ("bot", "handlers", "guidance", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert not long, f"split these by feature: {long}"


def test_lock_files_carry_hashes_and_no_addresses() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert "://" not in text
        assert text.count("--hash=sha256:") > text.count("==")


def test_only_bot_asks_the_clock() -> None:
    asking = re.compile(r"datetime\.now\(|date\.today\(|time\.time\(")
    for folder in ("handlers", "guidance"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not asking.search(path.read_text()), f"{path.name} asks the clock itself"
