"""Every word the conversation uses is there, every word that is there is used, and all of it fits a phone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import guidance
import handlers
from bot.editions import load_edition
from guidance import Guidance, Words
from handlers.callback import LIMIT, Tap
from handlers.ports import CONSENT_KINDS

FOLDERS = [Path(module.__file__ or "").parent for module in (handlers, bot)]
LONGEST_BUTTON = 40  # characters that a row of its own shows on a narrow phone


@pytest.fixture(scope="module")
def content() -> Guidance:
    return guidance.load()


@pytest.fixture(scope="module")
def words(content: Guidance) -> Words:
    return load_edition().words


def trees() -> Iterator[ast.AST]:
    for folder in FOLDERS:
        for path in folder.glob("*.py"):
            yield ast.parse(path.read_text())


def literals() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every string in the source, and every f-string as a pattern."""
    plain: set[str] = set()
    patterns = []
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z_A-Z0-9.-]+"
                    for p in node.values
                ]
                patterns.append(re.compile("".join(parts)))
    return plain, [p for p in patterns if re.match(r"[a-z]", p.pattern)]


def test_every_text_of_the_conversation_is_used() -> None:
    own = Words.load([Path(handlers.__file__ or "").parent / "texts"])
    plain, patterns = literals()
    unused = {
        key for key in own.keys("en") - plain if not any(pattern.fullmatch(key) for pattern in patterns)
    }
    assert not unused, f"texts nobody shows: {sorted(unused)}"


def test_every_text_that_is_asked_for_is_there(words: Words) -> None:
    missing = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _speaks(node.func) and node.args:
                first = node.args[0]
                if (
                    isinstance(first, ast.Constant)
                    and isinstance(first.value, str)
                    and not words.has(first.value)
                ):
                    missing.add(first.value)
    assert not missing, f"texts nobody wrote: {sorted(missing)}"


def _speaks(func: ast.expr) -> bool:
    name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
    return name in {"voice", "plain"}


def test_no_button_is_longer_than_a_phone_shows(words: Words) -> None:
    values = {"what": "x" * 12, "city": "Port Moresby", "time": "18:00"}
    keys = [
        k
        for k in words.keys("en")
        if (k.startswith(("button-", "country-")) and k != "country-ask") or k == "zone-button"
    ]
    long = {k: t for k in keys if len(t := words.plain(k, **values)) > LONGEST_BUTTON}
    assert not long


def test_no_toast_is_longer_than_telegram_takes(words: Words) -> None:
    assert all(len(words.plain(k)) <= 200 for k in words.keys("en") if k.startswith("toast-"))


def test_every_country_and_every_consent_has_its_words(content: Guidance, words: Words) -> None:
    for key in content.countries:
        assert words.has(f"country-{key}")
    for kind in CONSENT_KINDS:
        assert words.has(f"consent-{kind}")
        assert words.has(f"consent-name-{kind}")


def test_every_command_of_the_menu_is_named_and_helped_with(words: Words) -> None:
    for name in handlers.COMMANDS:
        assert words.has(f"command-{name}")
    told = words.text("help", emergency="112")
    for name in set(handlers.COMMANDS) - {"start", "help", "language"}:
        assert f"/{name}" in told


def test_no_button_of_any_question_is_too_long_for_telegram(content: Guidance) -> None:
    for questionnaire in content.questionnaires.values():
        for question in questionnaire.questions:
            for option in (*(o.key for o in question.options), "not_sure", "none", "done"):
                data = Tap("q", 2**31, 9999, question.key, option).pack()
                assert len(data.encode()) <= LIMIT


def test_the_bot_never_promises_what_it_cannot_hold() -> None:
    promising = re.compile(r"\b(diagnos|detect|cures?\b|guarantee|clinically proven)", re.IGNORECASE)
    for module in (guidance, handlers):
        for path in Path(module.__file__ or "").parent.glob("texts/*/*.ftl"):
            for line in path.read_text().splitlines():
                text = line.replace("not a diagnosis", "").removeprefix("not-a-diagnosis")
                assert line.startswith("#") or not promising.search(text), f"{path.name}: {line}"
