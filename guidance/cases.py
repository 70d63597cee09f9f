"""Cases as those who know write them: who says what, and what the guidance is expected to make of it.

Fields of a [[case]]: name, on, answers, and what is expected of the result. urgency; rules (each fired);
ranking (patterns in order); fit (of the first); care_steps (each), no_steps (none); recommends (each),
not_recommended (none); ask_first (exactly); left_out (key = words its reason contains); review ("" for none).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidance.catalog import Guidance
from guidance.jsonl import YEARS, answer_line, facts_from_answers
from guidance.model import Facts, Fit, Problem, Urgency
from guidance.reading import Table, nearest

NEVER = frozenset(
    {"scrub", "hot_water", "squeeze", "shave_continue", "occlusive", "steroid_cream", "stop_medicine"}
    | {"oral_antifungal", "photo_request", "photo_intimate", "self_care_only", "wait_weekly"}
    | {"reassure_harmless"}
)
"""What a recommendation could be besides ingredients: most of it no result may ever hold."""


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    place: str  # file and name, for messages
    on: date
    answers: Facts
    expected: Mapping[str, Any]  # by field; only the fields the author wrote


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that came out otherwise, in words."""

    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}; found {self.found}"


def parse_cases(guidance: Guidance, text: str, place: str) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """The cases of one file, and every mistake in it, with the nearest known name."""
    problems: list[Problem] = []
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        return (), (Problem(place, f"this is not TOML: {exc}.", "Correct that line."),)
    file = Table(data, place, problems)
    cases = tuple(_case(guidance, table) for table in file.tables("case", "name"))
    file.done()
    if not cases and not problems:
        file.trouble("it holds no case.", "Write each as [[case]].")
    return cases, tuple(problems)


def judge(guidance: Guidance, case: Case) -> tuple[Mismatch, ...]:
    """What comes out otherwise than the author expects; empty where all is as expected."""
    answers = {group: sorted(keys) for group, keys in case.answers.items()}
    found = answer_line(guidance, json.dumps({"answers": answers, "on": case.on.isoformat()}))
    return tuple(_mismatches(_Words(guidance), case.expected, found))


@dataclass(frozen=True, slots=True)
class _Words:
    """Keys in a clinician's words, the key itself beside them."""

    guidance: Guidance

    def __call__(self, prefix: str, keys: Iterable[str]) -> str:
        return ", ".join(self._one(prefix, key) for key in keys) or "none"

    def _one(self, prefix: str, key: str) -> str:
        country = self.guidance.country("world")
        text = f"{prefix}-{key}"
        if not self.guidance.words.has(text):
            return key
        words = self.guidance.words.plain(text, **{**country.values, "emergency": country.emergency})
        words = words.splitlines()[0].partition(": ")[0].partition(". ")[0].rstrip(".")
        return f"{words} [{key}]"


def _mismatches(words: _Words, want: Mapping[str, Any], found: Mapping[str, Any]) -> Iterable[Mismatch]:
    if "urgency" in want and found["urgency"] != want["urgency"]:
        told = words("urgency", [want["urgency"]]), words("urgency", [found["urgency"]])
        yield Mismatch("how soon", *told)
    yield from _each(words, "rules fired", "rule", want.get("rules", ()), found["rules"])
    patterns = [ranked["pattern"] for ranked in found["ranking"]]
    if "ranking" in want and patterns != want["ranking"]:
        told = words("pattern", want["ranking"]), words("pattern", patterns)
        yield Mismatch("what fits, best first", *told)
    fit = found["ranking"][0]["fit"] if found["ranking"] else "none"
    if "fit" in want and fit != want["fit"]:
        yield Mismatch("how well the first fits", want["fit"].replace("_", " "), fit.replace("_", " "))
    yield from _each(words, "care steps", "step", want.get("care_steps", ()), found["care_steps"])
    yield from _none(words, "care steps", "step", want.get("no_steps", ()), found["care_steps"])
    yield from _each(words, "recommended", "ingredient", want.get("recommends", ()), found["recommends"])
    yield from _none(words, "recommended", "ingredient", want.get("not_recommended", ()), found["recommends"])
    if "ask_first" in want and found["ask_first"] != want["ask_first"]:
        told = words("ingredient", want["ask_first"]), words("ingredient", found["ask_first"])
        yield Mismatch("only after asking", *told)
    reasons = {item["key"]: item["reason"] for item in found["left_out"]}
    for key, part in want.get("left_out", {}).items():
        if part not in reasons.get(key, ""):
            yield Mismatch(f"why {key} is left out", f"“{part}”", f"“{reasons.get(key, 'not left out')}”")
    if "review" in want and (found["review"] or "") != str(want["review"]):
        yield Mismatch("next look", str(want["review"]) or "none", found["review"] or "none")


def _each(words: _Words, what: str, prefix: str, want: list[str], found: list[str]) -> Iterable[Mismatch]:
    if missing := [key for key in want if key not in found]:
        yield Mismatch(what, words(prefix, missing), f"only {words(prefix, found)}" if found else "none")


def _none(words: _Words, what: str, prefix: str, unwanted: list[str], found: list[str]) -> Iterable[Mismatch]:
    if there := [key for key in unwanted if key in found]:
        yield Mismatch(what, f"without {words(prefix, there)}", f"it is there: {words(prefix, there)}")


def _case(guidance: Guidance, table: Table) -> Case:
    if not table.has("answers"):
        table.trouble("it has no answers.", "Write answers = {}, with all that was said in it.")
    name, answers = table.text("name"), table.mapping("answers")
    on = table.day("on")
    facts: Facts = {}
    if on is not None and on.year not in YEARS:
        table.trouble(f"on = {on} is out of range.", f"Write a day from {YEARS[0]} to {YEARS[-1]}.")
    try:
        facts = facts_from_answers(guidance.fact_groups["check"], answers)
    except ValueError as exc:
        table.trouble(f"answers: {exc}", "Correct it.")
    expected = _expected(guidance, table)
    table.done()
    if not expected:
        table.trouble("nothing is expected of it.", 'Write at least urgency = "self_care".')
    return Case(name, table.place, on or date.min, facts, expected)


def _expected(guidance: Guidance, table: Table) -> dict[str, Any]:
    """The fields the author wrote, each name in them known."""
    recommended = {*guidance.ingredients, *NEVER, *(s.says for s in guidance.steps.values() if s.says)}
    lists: dict[str, tuple[Iterable[str], str]] = {
        "rules": ([rule.id for rule in guidance.rules], "rule"),
        "ranking": (guidance.patterns, "pattern"),
        "care_steps": (guidance.steps, "care step"),
        "no_steps": (guidance.steps, "care step"),
        "recommends": (recommended, "recommendation"),
        "not_recommended": (recommended, "recommendation"),
        "ask_first": (guidance.ingredients, "ingredient"),
    }
    expected: dict[str, Any] = {}
    for field, (known, what) in lists.items():
        if table.has(field):
            expected[field] = list(table.names(field, known, what))
    if table.has("urgency"):
        expected["urgency"] = table.choice("urgency", [level.value for level in Urgency])
    else:
        table.choice("urgency", [level.value for level in Urgency])  # every case says how soon
    if table.has("fit"):
        expected["fit"] = table.choice("fit", [fit.value for fit in Fit])
    if table.has("left_out"):
        expected["left_out"] = table.mapping("left_out")
        for key, reason in expected["left_out"].items():
            if not isinstance(reason, str):
                table.trouble(f"left_out.{key} is {reason!r}.", "Write words that its reason contains.")
            if key not in guidance.ingredients:
                near = nearest(key, guidance.ingredients)
                table.trouble(f"left_out names the ingredient {key!r}, which is not known.", near)
    if table.has("review"):
        expected["review"] = table.day("review", empty=True) or ""
    return expected
