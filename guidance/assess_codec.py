"""An assessment as JSON-safe data and back, for storage. Reading it needs no content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from guidance.model import Assessment, Fact, Facts, Fit, LeftOut, Ranked, Urgency


def facts_to_dict(facts: Facts) -> dict[str, list[str]]:
    return {group: sorted(keys) for group, keys in sorted(facts.items())}


def facts_from_dict(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {group: frozenset(keys) for group, keys in data.items()}


def assessment_to_dict(assessment: Assessment) -> dict[str, Any]:
    return {
        "version": assessment.version,
        "on": assessment.on.isoformat(),
        "urgency": assessment.urgency.value,
        "rules": list(assessment.rules),
        "facts": facts_to_dict(assessment.facts),
        "ranking": [_ranked_to_dict(ranked) for ranked in assessment.ranking],
        "plan": assessment.plan,
        "care_steps": list(assessment.care_steps),
        "recommends": list(assessment.recommends),
        "ask_first": list(assessment.ask_first),
        "left_out": [{"key": item.key, "reasons": list(item.reasons)} for item in assessment.left_out],
        "review": assessment.review.isoformat() if assessment.review else None,
    }


def assessment_from_dict(data: Mapping[str, Any]) -> Assessment:
    """The inverse. Raises KeyError or ValueError where the data is not what `assessment_to_dict` made."""
    return Assessment(
        version=data["version"],
        on=date.fromisoformat(data["on"]),
        urgency=Urgency(data["urgency"]),
        rules=tuple(data["rules"]),
        facts=facts_from_dict(data["facts"]),
        ranking=tuple(_ranked_from_dict(ranked) for ranked in data["ranking"]),
        plan=data["plan"],
        care_steps=tuple(data["care_steps"]),
        recommends=tuple(data["recommends"]),
        ask_first=tuple(data["ask_first"]),
        left_out=tuple(LeftOut(item["key"], tuple(item["reasons"])) for item in data["left_out"]),
        review=date.fromisoformat(data["review"]) if data["review"] else None,
    )


def _ranked_to_dict(ranked: Ranked) -> dict[str, Any]:
    return {
        "pattern": ranked.pattern,
        "group": ranked.group,
        "fit": ranked.fit.value,
        "score": ranked.score,
        "reasons_for": [list(fact) for fact in ranked.reasons_for],
        "reason_against": list(ranked.reason_against) if ranked.reason_against else None,
    }


def _ranked_from_dict(data: Mapping[str, Any]) -> Ranked:
    return Ranked(
        pattern=data["pattern"],
        group=data["group"],
        fit=Fit(data["fit"]),
        score=data["score"],
        reasons_for=tuple(_fact(fact) for fact in data["reasons_for"]),
        reason_against=_fact(data["reason_against"]) if data["reason_against"] else None,
    )


def _fact(data: list[str]) -> Fact:
    group, key = data
    return group, key
