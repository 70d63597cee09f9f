"""One line of JSON in, one assessment out: for trying many cases at once, without a conversation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from guidance.assess import assess
from guidance.catalog import Guidance
from guidance.model import Assessment, Facts
from guidance.reading import nearest

FIELDS = ("answers", "on")
CHARACTERS = 20_000  # many times what a line with every option needs
YEARS = range(2000, 2101)  # a review date after it must be a date, too
ONE_ANSWER = ("age", "itch")  # two ages are two people
ECHO = 60  # characters of a wrong value that a message repeats


def answer_line(guidance: Guidance, line: str) -> dict[str, Any]:
    """Judge one case: {"answers": {"look": ["pus"], "age": ["18plus"], "itch": ["4"]}, "on": "2026-12-01"}.

    The questions and options are the groups and keys of facts in the check. A missing or empty question means
    not asked, or not sure; an option written twice counts once. Both fields are needed: without "on" the same
    line would get another review date every day. Raises ValueError naming what is wrong and the nearest known
    name.
    """
    data = _parsed(line)
    for name in data:
        if name not in FIELDS:
            raise ValueError(f"unknown field {_echo(name)}. {nearest(name[:ECHO], FIELDS)}")
    for name in FIELDS:
        if name not in data:
            raise ValueError(f"the field {name!r} is missing. Write both of: {', '.join(FIELDS)}.")
    facts = facts_from_answers(guidance.fact_groups["check"], data["answers"])
    return as_answer(guidance, assess(guidance, facts, _date(data["on"])))


def as_answer(guidance: Guidance, assessment: Assessment) -> dict[str, Any]:
    """The assessment as the line that goes out; reasons in plain English."""
    return {
        "urgency": assessment.urgency.value,
        "rules": list(assessment.rules),
        "ranking": [
            {"pattern": ranked.pattern, "group": ranked.group, "fit": ranked.fit.value}
            for ranked in assessment.ranking
        ],
        "care_steps": list(assessment.care_steps),
        "recommends": list(assessment.recommends),
        "ask_first": list(assessment.ask_first),
        "left_out": [
            {
                "key": item.key,
                "reason": "; ".join(guidance.words.plain(f"factor-{reason}") for reason in item.reasons),
            }
            for item in assessment.left_out
        ],
        "review": assessment.review.isoformat() if assessment.review else None,
    }


def _parsed(line: str) -> dict[str, Any]:
    if len(line) > CHARACTERS:
        raise ValueError(
            f"this line has {len(line)} characters. Write one case a line, {CHARACTERS} at most."
        )
    try:
        data = _DECODER.decode(line.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as exc:
        raise ValueError(f"this line is not JSON: {exc}. Write one JSON object a line.") from exc
    if not isinstance(data, dict):
        raise ValueError(
            f"this line is not a JSON object but {type(data).__name__}. Write one object a line."
        )
    return data


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Where a name comes twice, JSON keeps the last and drops the first: that could lose a warning sign."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{_echo(name)} comes twice. Write it once, with all that was answered.")
        found[name] = value
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value. Leave the question out where there is no answer.")


def _whole(digits: str) -> int:
    if len(digits) > ECHO:
        raise ValueError(f'a number has {len(digits)} digits. The itch is written as "0" to "10".')
    return int(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole)


def _date(value: object) -> date:
    text = value if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) else ""
    try:
        day = date.fromisoformat(text)
    except ValueError as exc:
        raise ValueError(f'"on" is {_echo(value)}, which is not a date. Write it as "2026-12-01".') from exc
    if day.year not in YEARS:
        raise ValueError(f'"on" is {text}. Write a date from {YEARS[0]} to {YEARS[-1]}.')
    return day


def facts_from_answers(known: Mapping[str, frozenset[str]], answers: object) -> Facts:
    """The answers of one case as facts; `known` are the groups and keys of the check. Raises ValueError."""
    if not isinstance(answers, dict):
        raise ValueError(f'"answers" is {_echo(answers)}. Write an object such as {{"look": ["pus"]}}.')
    facts: dict[str, frozenset[str]] = {}
    for question, options in answers.items():
        if question not in known:
            raise ValueError(f"unknown question {_echo(question)}. {nearest(question[:ECHO], known)}")
        if not isinstance(options, list):
            raise ValueError(f'the answer to {question!r} is {_echo(options)}. Write a list such as ["yes"].')
        for option in options:
            if not isinstance(option, str) or option not in known[question]:
                hint = nearest(str(option)[:ECHO], known[question])
                raise ValueError(f"unknown option {_echo(option)} of question {question!r}. {hint}")
        if question in ONE_ANSWER and len(set(options)) > 1:
            raise ValueError(f"{question!r} has several answers: {_echo(options)}. Write one.")
        if options:
            facts[question] = frozenset(options)
    return facts


def _echo(value: object) -> str:
    text = repr(value)
    return text if len(text) <= ECHO else f"{text[:ECHO]} …"
