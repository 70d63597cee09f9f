"""Which rules of urgency fire. Judged on what was said, and only then on the ranking."""

from __future__ import annotations

from collections.abc import Iterable

from guidance.catalog import Guidance, Rule
from guidance.model import Facts, Urgency


def fired(guidance: Guidance, facts: Facts, *, ranking: bool = False) -> tuple[Rule, ...]:
    """The rules that hold, most urgent first. `ranking`: `facts` also tell the ranking (see rank.py). Without
    it, what a rule says of the ranking is not so, and rules that deny something of it are left for later."""
    return tuple(r for r in guidance.rules if (ranking or not r.after_ranking) and r.when.holds(facts))


def most_urgent(rules: Iterable[Rule]) -> Urgency:
    """The highest level of these rules; self-care where there are none."""
    return max((rule.level for rule in rules), key=lambda level: level.rank, default=Urgency.SELF_CARE)
