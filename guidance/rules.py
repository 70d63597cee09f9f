"""Which rules of urgency fire. Judged on what was said, and only then on the ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guidance.catalog import Guidance, Rule
from guidance.index import said_in
from guidance.model import Fact, Facts, Urgency


def fired(guidance: Guidance, facts: Facts, *, ranking: bool = False) -> tuple[Rule, ...]:
    """The rules that hold, most urgent first. `ranking`: `facts` also tell the ranking (see rank.py). Without
    it, what a rule says of the ranking is not so, and rules that deny something of it are left for later."""
    index = guidance.lookup.rules if ranking else guidance.lookup.answer_rules
    return tuple(index.holding(said_in(facts)))


def most_urgent(rules: Iterable[Rule]) -> Urgency:
    """The highest level of these rules; self-care where there are none."""
    return max((rule.level for rule in rules), key=lambda level: level.rank, default=Urgency.SELF_CARE)


def rules_by_fact(rules: Sequence[Rule]) -> Mapping[Fact, tuple[Rule, ...]]:
    """The rules on answers alone, by the facts they speak of; the order of `rules` is kept."""
    found: dict[Fact, list[Rule]] = {}
    for rule in rules:
        facts = {(group, key) for line in rule.when.alternatives for group, key, _ in line}
        for fact in facts if not rule.after_ranking else ():
            found.setdefault(fact, []).append(rule)
    return {fact: tuple(each) for fact, each in found.items()}


def raised(guidance: Guidance, so_far: Urgency, known: Facts, said: Iterable[Fact]) -> Urgency:
    """The urgency once `said` was added to what is `known` (which holds it already).

    Looks only at rules that speak of it: no rule says "not" of an answer, so no other rule can have changed.
    """
    for fact in said:
        for rule in guidance.rules_of.get(fact, ()):
            if rule.level.rank <= so_far.rank:
                break  # most urgent first
            if rule.when.holds(known):
                so_far = rule.level
    return so_far
