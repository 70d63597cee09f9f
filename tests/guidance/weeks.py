"""A person's diary for tests: a check, then one check-in after another, each with the regimen of the last."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from guidance.assess import assess
from guidance.catalog import Guidance
from guidance.followup import as_checkin, follow_up
from guidance.loader import load
from guidance.model import Assessment, CheckIn, FollowUp

BEGAN = date(2026, 9, 7)

KP = {
    "age": {"18plus"},
    "personal": set(),
    "site": {"outer_arm_thigh"},
    "look": {"rough_uniform"},
    "feel": {"rough"},
    "onset": {"years"},
    "trigger": {"dry_winter"},
    "itch": {"3"},
}
FOLLICULITIS = KP | {
    "site": {"buttocks"},
    "look": {"pus"},
    "feel": {"tender"},
    "onset": {"2_7d"},
    "trigger": {"sweat_tight"},
}
IRRITATION = KP | {
    "site": {"face"},
    "look": {"flat_dry"},
    "feel": {"sting"},
    "onset": {"2_7d"},
    "trigger": {"harsh"},
}
UNCLEAR = KP | {
    "site": {"scalp"},
    "look": {"other"},
    "feel": {"none"},
    "onset": {"1_6w"},
    "trigger": {"none"},
}


@cache
def guidance() -> Guidance:
    return load()


def facts(**groups: object) -> dict[str, frozenset[str]]:
    """itch=3, change="same", red_flags=("fever", "eye"): as the engine would hand them over."""
    return {
        group: frozenset(value)
        if isinstance(value, set | frozenset | tuple | list)
        else frozenset({str(value)})
        for group, value in groups.items()
    }


def check(said: dict[str, set[str]], **more: object) -> Assessment:
    return assess(guidance(), facts(**{**said, **more}), BEGAN)


class Diary:
    """`week(2, change="same")` answers the check-in 14 days after the check; what is unsaid is quiet."""

    def __init__(self, said: dict[str, set[str]], **more: object) -> None:
        self.assessment = check(said, **more)
        self.history: list[CheckIn] = []

    def week(self, number: int, **answers: object) -> FollowUp:
        quiet = {"change": "same", "itch": 3, "soreness": 0, "steps": "fine", "bother": "little"}
        said = facts(**{**quiet, **answers})
        return self.on(BEGAN + timedelta(weeks=number), said)

    def on(self, day: date, said: dict[str, frozenset[str]]) -> FollowUp:
        result = follow_up(guidance(), self.assessment, BEGAN, self.history, said, day)
        self.history.append(as_checkin(result, said))
        return result
