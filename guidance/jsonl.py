"""One line of JSON in, one assessment out: for trying many cases at once, without a conversation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from guidance.assess import assess
from guidance.catalog import Guidance
from guidance.model import Assessment, Facts
from guidance.reading import nearest

FIELDS = ("answers", "on")


def answer_line(guidance: Guidance, line: str) -> dict[str, Any]:
    """Judge one case: {"answers": {"look": ["pus"], "age": ["18plus"], "itch": ["4"]}, "on": "2026-12-01"}.

    The questions and options are the groups and keys of facts in the check. A missing or empty question means
    not asked, or not sure. Raises ValueError naming what is wrong and the nearest known name.
    """
    data = _parsed(line)
    for name in data:
        if name not in FIELDS:
            raise ValueError(f"unknown field {name!r}. {nearest(name, FIELDS)}")
    for name in FIELDS:
        if name not in data:
            raise ValueError(f"the field {name!r} is missing. Write both of: {', '.join(FIELDS)}.")
    facts = _facts(guidance.fact_groups["check"], data["answers"])
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
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as exc:
        raise ValueError(f"this line is not JSON: {exc}. Write one JSON object a line.") from exc
    if not isinstance(data, dict):
        raise ValueError(
            f"this line is not a JSON object but {type(data).__name__}. Write one object a line."
        )
    return data


def _date(value: object) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as exc:
        raise ValueError(f'"on" is {value!r}, which is not a date. Write it as "2026-12-01".') from exc


def _facts(known: Mapping[str, frozenset[str]], answers: object) -> Facts:
    if not isinstance(answers, dict):
        raise ValueError(f'"answers" is {answers!r}. Write an object such as {{"look": ["pus"]}}.')
    facts: dict[str, frozenset[str]] = {}
    for question, options in answers.items():
        if question not in known:
            raise ValueError(f"unknown question {question!r}. {nearest(question, known)}")
        if not isinstance(options, list):
            raise ValueError(f'the answer to {question!r} is {options!r}. Write a list such as ["yes"].')
        for option in options:
            if not isinstance(option, str) or option not in known[question]:
                hint = nearest(str(option), known[question])
                raise ValueError(f"unknown option {option!r} of question {question!r}. {hint}")
        if options:
            facts[question] = frozenset(options)
    return facts
