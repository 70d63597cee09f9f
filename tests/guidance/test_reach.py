"""Whatever a rule of urgency waits for, a person can say it by tapping, and is then told no less."""

from __future__ import annotations

import pytest

from guidance import (
    Fact,
    Guidance,
    Kind,
    Question,
    Session,
    Urgency,
    apply,
    current,
    load,
    start,
    urgency_so_far,
)

CONTENT = load()
ANSWERS = set(CONTENT.fact_groups["check"])
LINES = [
    (rule.id, tuple((group, key) for group, key, _ in line), rule.level)
    for rule in CONTENT.rules
    for line in rule.when.alternatives
    if all(group in ANSWERS for group, _, _ in line)
]


def with_what_leads_there(guidance: Guidance, wanted: set[Fact]) -> set[Fact]:
    """The facts, and those without which their questions are not asked."""
    grown = set(wanted)
    for question in reversed(guidance.questionnaires["check"].questions):
        says = {o.fact for o in question.options} | {question.not_sure_says}
        if question.when is None or not says & grown:
            continue
        lines = [{(g, k) for g, k, wish in line if wish} for line in question.when.alternatives]
        if not any(line <= grown for line in lines):
            grown |= lines[0]
    return grown


def taps_for(question: Question, wanted: set[Fact]) -> list[str]:
    """The taps that say what is wanted, or else as little as can be."""
    saying = [o.key for o in question.options if o.fact in wanted]
    if question.kind is Kind.MANY and saying:
        return [*saying, "done"]
    if saying:
        return saying[:1]
    if question.not_sure_says in wanted:
        return ["not_sure"]
    if question.none:
        return ["none"]
    silent = [o.key for o in question.options if o.fact is None]
    return silent[:1] or ["not_sure"]


def told(guidance: Guidance, wanted: set[Fact]) -> Session:
    session = start(guidance, "check")
    while (question := current(guidance, session)) is not None:
        for option in taps_for(question, wanted):
            session, _ = apply(guidance, session, question.key, option, rev=session.rev)
    return session


@pytest.mark.parametrize(
    ("rule", "facts", "level"), LINES, ids=[f"{r}-{n}" for n, (r, _, _) in enumerate(LINES)]
)
def test_the_rule_can_be_reached_by_tapping(
    guidance: Guidance, rule: str, facts: tuple[Fact, ...], level: Urgency
) -> None:
    session = told(guidance, with_what_leads_there(guidance, set(facts)))
    assert urgency_so_far(guidance, session).rank >= level.rank, rule
