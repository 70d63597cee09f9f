"""The cases in tests/cases/*.toml, as those who know write them. guidance/cases.py explains their fields."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guidance import Guidance, assess, load, why_ask_first
from guidance.cases import Case, judge, parse_cases
from guidance.catalog import Verdict

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


def test_every_cell_of_the_filter_that_says_ask_or_leave_out_has_a_case(guidance: Guidance) -> None:
    """For the actives; what no plan ever starts (a retinoid) is kept out by every plan. One row is a second
    lock that nobody comes to: on cancer treatment, U8 ends the check the same day."""
    actives = [key for key, ingredient in guidance.ingredients.items() if ingredient.active]
    wanted = {
        (row.key, key, row.cells[key])
        for row in guidance.factors
        for key in actives
        if row.cells[key] is not Verdict.OK and row.key != "cancer_treatment"
    }
    met = set()
    for case in CASES:
        found = assess(guidance, case.answers, date(2026, 12, 1))
        left = {item.key: item.reasons for item in found.left_out}
        met |= {(row, key, Verdict.LEAVE_OUT) for key, rows in left.items() for row in rows}
        for key in found.ask_first:
            met |= {(row, key, Verdict.ASK) for row in why_ask_first(guidance, found, key)}
    assert wanted <= met
