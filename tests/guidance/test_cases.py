"""The cases in tests/cases/*.toml, as those who know write them. guidance/cases.py explains their fields."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guidance import Guidance, assess, load, verdicts
from guidance.cases import Case, judge, parse_cases

FOLDER = Path(__file__).parents[1] / "cases"
READ = [
    parse_cases(load(), path.read_text(encoding="utf-8"), path.name) for path in sorted(FOLDER.glob("*.toml"))
]
CASES = [case for cases, _ in READ for case in cases]


def test_every_case_can_be_read() -> None:
    assert CASES
    assert [problem for _, problems in READ for problem in problems] == []


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_case_is_judged_as_its_author_expects(guidance: Guidance, case: Case) -> None:
    assert judge(guidance, case) == ()


def test_every_rule_has_a_case_that_fires_it(guidance: Guidance) -> None:
    tried = {rule for case in CASES for rule in case.expected.get("rules", ())}
    assert {rule.id for rule in guidance.rules} <= tried


def test_every_row_of_the_filter_has_a_case_or_cannot_be_reached(guidance: Guidance) -> None:
    shut_out = {"cancer_treatment"}  # U8 ends the check the same day; the row is a second lock
    met = set()
    for case in CASES:
        if case.expected["urgency"] in {"emergency_now", "same_day"}:
            continue
        found = assess(guidance, case.answers, date(2026, 12, 1))
        met |= {r for f in verdicts(guidance, case.answers, found.ranking).values() for r in f.reasons}
    assert {factor.key for factor in guidance.factors} - shut_out <= met
