"""Cases as those who know write them, in tests/cases/*.toml: each is judged through the JSON line.

Fields of a [[case]]: name, on, answers, and what is expected of the result. urgency; rules (each fired);
ranking (patterns in order); fit (of the first); care_steps (each), no_steps (none); recommends (each),
not_recommended (none); ask_first (exactly); left_out (key = words its reason contains); review ("" for none).
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guidance import Guidance, answer_line, assess, verdicts

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [case for path in sorted(FOLDER.glob("*.toml")) for case in tomllib.loads(path.read_text())["case"]]
EXPECTED = {
    *("urgency", "rules", "ranking", "fit", "care_steps", "no_steps", "recommends"),
    *("not_recommended", "ask_first", "left_out", "review"),
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_case_is_judged_as_its_author_expects(guidance: Guidance, case: dict[str, Any]) -> None:
    assert set(case) - {"name", "on", "answers"} <= EXPECTED, "a field nobody checks"
    line = json.dumps({"answers": case["answers"], "on": str(case["on"])})
    found = answer_line(guidance, line)
    assert found["urgency"] == case["urgency"]
    assert set(case.get("rules", ())) <= set(found["rules"])
    if "ranking" in case:
        assert [ranked["pattern"] for ranked in found["ranking"]] == case["ranking"]
    if "fit" in case:
        assert found["ranking"][0]["fit"] == case["fit"]
    assert set(case.get("care_steps", ())) <= set(found["care_steps"])
    assert set(case.get("no_steps", ())).isdisjoint(found["care_steps"])
    assert set(case.get("recommends", ())) <= set(found["recommends"])
    assert set(case.get("not_recommended", ())).isdisjoint(found["recommends"])
    if "ask_first" in case:
        assert found["ask_first"] == case["ask_first"]
    reasons = {item["key"]: item["reason"] for item in found["left_out"]}
    for key, words in case.get("left_out", {}).items():
        assert words in reasons[key]
    if "review" in case:
        assert found["review"] == (str(case["review"]) if case["review"] else None)


def test_every_rule_has_a_case_that_fires_it(guidance: Guidance) -> None:
    tried = {rule for case in CASES for rule in case.get("rules", ())}
    assert {rule.id for rule in guidance.rules} <= tried


def test_every_row_of_the_filter_has_a_case_or_cannot_be_reached(guidance: Guidance) -> None:
    shut_out = {"cancer_treatment"}  # U8 ends the check the same day; the row is a second lock
    met = set()
    for case in CASES:
        if case["urgency"] in {"emergency_now", "same_day"}:
            continue
        facts = {group: frozenset(keys) for group, keys in case["answers"].items()}
        found = assess(guidance, facts, date(2026, 12, 1))
        met |= {r for f in verdicts(guidance, facts, found.ranking).values() for r in f.reasons}
    assert {factor.key for factor in guidance.factors} - shut_out <= met
