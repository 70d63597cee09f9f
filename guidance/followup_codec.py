"""Follow-ups, check-ins and regimens to JSON-safe data and back. Keys are stored: they stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from guidance.assess_codec import facts_from_dict, facts_to_dict
from guidance.model import CheckIn, FollowUp, Regimen, Trend, Urgency


def regimen_to_dict(regimen: Regimen) -> dict[str, Any]:
    return {
        "active": regimen.active,
        "nights": regimen.nights,
        "usual_nights": regimen.usual_nights,
        "stung": regimen.stung,
        "dropped": list(regimen.dropped),
    }


def regimen_from_dict(data: Mapping[str, Any]) -> Regimen:
    """Raises KeyError where a field is missing."""
    return Regimen(
        data["active"], data["nights"], data["usual_nights"], data["stung"], tuple(data["dropped"])
    )


def checkin_to_dict(checkin: CheckIn) -> dict[str, Any]:
    return {
        "on": checkin.on.isoformat(),
        "facts": facts_to_dict(checkin.facts),
        "regimen": regimen_to_dict(checkin.regimen),
    }


def checkin_from_dict(data: Mapping[str, Any]) -> CheckIn:
    """Raises KeyError where a field is missing, ValueError for a date that is none."""
    return CheckIn(
        date.fromisoformat(data["on"]), facts_from_dict(data["facts"]), regimen_from_dict(data["regimen"])
    )


def followup_to_dict(result: FollowUp) -> dict[str, Any]:
    return {
        "version": result.version,
        "on": result.on.isoformat(),
        "urgency": result.urgency.value,
        "rules": list(result.rules),
        "trend": result.trend.value,
        "itch_change": result.itch_change,
        "soreness_change": result.soreness_change,
        "advice": list(result.advice),
        "regimen": regimen_to_dict(result.regimen),
        "review": result.review.isoformat() if result.review else None,
        "told_to_see": result.told_to_see,
        "rhythm": result.rhythm,
    }


def followup_from_dict(data: Mapping[str, Any]) -> FollowUp:
    """Raises KeyError where a field is missing, ValueError for a date or level that is none."""
    return FollowUp(
        version=data["version"],
        on=date.fromisoformat(data["on"]),
        urgency=Urgency(data["urgency"]),
        rules=tuple(data["rules"]),
        trend=Trend(data["trend"]),
        itch_change=data["itch_change"],
        soreness_change=data["soreness_change"],
        advice=tuple(data["advice"]),
        regimen=regimen_from_dict(data["regimen"]),
        review=date.fromisoformat(data["review"]) if data["review"] else None,
        told_to_see=data["told_to_see"],
        rhythm=data["rhythm"],
    )
