"""Reading tables of TOML so that every mistake is told at once: where, what is wrong, what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from guidance.model import Condition, Fact, Problem

Vocabulary = Mapping[str, frozenset[str]]
"""Every fact that can be said, by group."""


def nearest(name: str, known: Iterable[str]) -> str:
    """What to do about an unknown name: the nearest known one, or the first few."""
    names = sorted(set(known))
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]!r}?"
    listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return f"Known: {listed or 'none'}."


def read_toml(path: Path, place: str, problems: list[Problem]) -> dict[str, Any]:
    """The parsed file; empty, with a problem noted, where it is missing or broken."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(Problem(place, "this file is missing.", "Put it back."))
    except tomllib.TOMLDecodeError as exc:
        problems.append(Problem(place, f"this is not TOML: {exc}.", "Correct that line."))
    except UnicodeDecodeError as exc:
        problems.append(Problem(place, f"this is not UTF-8: {exc.reason}.", "Save it as UTF-8."))
    return {}


class Table:
    """One TOML table. Every field is taken once; `done` tells of the ones nobody knows."""

    def __init__(self, data: Mapping[str, Any], place: str, problems: list[Problem]) -> None:
        self._left = dict(data)
        self._known: set[str] = set()
        self.place = place
        self.problems = problems

    def trouble(self, what: str, fix: str) -> None:
        self.problems.append(Problem(self.place, what, fix))

    def _take(self, key: str, kind: type, word: str, needed: bool) -> Any:
        self._known.add(key)
        if key not in self._left:
            if needed:
                self.trouble(f"{key!r} is missing.", f"Add {key} = {word}.")
            return None
        value = self._left.pop(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.trouble(f"{key!r} is {value!r}.", f"Write {word} there.")
            return None
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, str, "a text in quotes", default is None)
        return value if value is not None else (default or "")

    def number(self, key: str, default: int | None = None) -> int:
        value = self._take(key, int, "a whole number", default is None)
        return value if value is not None else (default or 0)

    def flag(self, key: str, default: bool) -> bool:
        value = self._take(key, bool, "true or false", needed=False)
        return value if value is not None else default

    def choice(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        value, names = self.text(key, default), tuple(known)
        if value and value not in names:
            self.trouble(f"{key} = {value!r} is not known.", nearest(value, names))
            return default or names[0]
        return value or names[0]

    def texts(self, key: str, needed: bool = False) -> tuple[str, ...]:
        values = self._take(key, list, 'a list of texts like ["a", "b"]', needed) or []
        good = tuple(v for v in values if isinstance(v, str))
        if len(good) < len(values):
            self.trouble(f"{key!r} holds something that is not a text.", 'Write ["a", "b"].')
        return good

    def numbers(self, key: str) -> tuple[int, ...]:
        values = self._take(key, list, "a list of whole numbers like [7, 14]", needed=True) or []
        good = tuple(v for v in values if isinstance(v, int) and not isinstance(v, bool))
        if len(good) < len(values) or not good:
            self.trouble(f"{key!r} is not a list of whole numbers.", "Write [7, 14].")
        return good

    def names(self, key: str, known: Iterable[str], what: str, needed: bool = False) -> tuple[str, ...]:
        """A list of names, each of them known."""
        values, names = self.texts(key, needed), set(known)
        for value in values:
            if value not in names:
                self.trouble(f"{key} names the {what} {value!r}, which is not known.", nearest(value, names))
        return tuple(v for v in values if v in names)

    def table(self, key: str) -> Table:
        value = self._take(key, dict, "a table", needed=False)
        return Table(value or {}, f"{self.place}, {key}", self.problems)

    def tables(self, key: str, name: str = "key") -> tuple[Table, ...]:
        """An array of tables; each is called by its `name` field in messages, and that may not come twice."""
        values = self._take(key, list, f"tables like [[{key}]]", needed=False) or []
        found, seen = [], set()
        for number, value in enumerate(values, 1):
            if not isinstance(value, dict):
                self.trouble(f"{key} number {number} is not a table.", f"Write it as [[{key}]].")
                continue
            label = str(value.get(name, f"number {number}"))
            if label in seen:
                self.trouble(f"the {key} {label!r} comes twice.", f"Give each {key} a {name} of its own.")
            seen.add(label)
            found.append(Table(value, f"{self.place}, {key} {label}", self.problems))
        return tuple(found)

    def peek(self, key: str) -> tuple[Mapping[str, Any], ...]:
        """An array of tables as it stands, without taking it."""
        values = self._left.get(key)
        return tuple(v for v in values if isinstance(v, dict)) if isinstance(values, list) else ()

    def mapping(self, key: str) -> dict[str, Any]:
        """A table whose keys are the author's own."""
        return dict(self._take(key, dict, "a table", needed=False) or {})

    def since(self) -> date:
        value = self.text("since")
        try:
            return date.fromisoformat(value)
        except ValueError:
            if value:
                self.trouble(f"since = {value!r} is not a date.", 'Write since = "2026-11-23".')
            return date.min

    def has(self, key: str) -> bool:
        """Whether the author wrote this field; does not take it."""
        return key in self._left

    def day(self, key: str, *, empty: bool = False) -> date | None:
        """A day, as TOML writes it or in quotes. `empty`: "" may stand there, and is None."""
        value = self._take(key, object, "2026-12-01", needed=True)
        if type(value) is date or value is None or (empty and value == ""):
            return value or None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.trouble(f"{key} = {value!r} is not a date.", f"Write {key} = 2026-12-01.")
            return None

    def fact(self, key: str) -> Fact | None:
        """ "group.key" as a fact; None where it is absent."""
        value = self.text(key, "")
        if not value:
            return None
        group, dot, name = value.partition(".")
        if not (group and dot and name):
            self.trouble(f"{key} = {value!r} is not a fact.", 'Write it as "group.key".')
            return None
        return group, name

    def condition(self, key: str, vocabulary: Vocabulary, needed: bool = False) -> Condition | None:
        lines = self.texts(key, needed)
        if not lines:
            return None
        return Condition(tuple(self._conjunction(line, vocabulary) for line in lines))

    def _conjunction(self, line: str, vocabulary: Vocabulary) -> tuple[tuple[str, str, bool], ...]:
        atoms = []
        for part in line.split(" and "):
            word = part.strip()
            wanted = not word.startswith("not ")
            name = word.removeprefix("not ").strip()
            group, _, key = name.partition(".")
            if group not in vocabulary:
                self.trouble(f"{line!r} speaks of {name!r}, which nothing says.", nearest(group, vocabulary))
            elif key not in vocabulary[group]:
                known = [f"{group}.{k}" for k in vocabulary[group]]
                self.trouble(f"{line!r} speaks of {name!r}, which nothing says.", nearest(name, known))
            atoms.append((group, key, wanted))
        return tuple(atoms)

    def done(self) -> None:
        for key in self._left:
            self.trouble(f"the field {key!r} is not known.", nearest(key, self._known))


def cited(table: Table, sources: Iterable[str]) -> tuple[str, ...]:
    """The sources a table names; one without a source does not load."""
    found = table.names("source", sources, "source", needed=True)
    if not found:
        table.trouble("it cites no known source.", 'Add source = ["S1"], with an id of sources.toml.')
    return found
