"""From what was said to an assessment: urgency, ranking, care steps after the filter, review date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guidance.catalog import Factor, Guidance, Plan, Rule, Verdict
from guidance.index import said_in
from guidance.model import Assessment, Facts, LeftOut, Ranked, Urgency
from guidance.rank import Picture, picture, ranking_facts
from guidance.rules import fired, most_urgent

IRRITATION_PLAN, UNCLEAR_PLAN = "irritant_contact", "unclear"
MIXED_STEPS = ("stop_trigger", "barrier_rest")  # beside a plan that cannot wait for the skin to calm


@dataclass(frozen=True, slots=True)
class Filtered:
    """The filter's word on one ingredient, and the factors and care steps behind it."""

    verdict: Verdict
    reasons: tuple[str, ...]
    steps: tuple[str, ...]


def assess(guidance: Guidance, facts: Facts, on: date) -> Assessment:
    """Judge what was said on that day. Same-day and emergency results hold what to do now, nothing else."""
    raw = fired(guidance, facts)
    if most_urgent(raw).urgent:
        return _urgent(guidance, facts, on, raw)
    shown = picture(guidance, facts)
    seen = {**facts, **ranking_facts(shown)}
    rules = fired(guidance, seen, ranking=True)
    if most_urgent(rules).urgent:  # the ranking can raise the urgency; `rules` holds all of `raw`
        return _urgent(guidance, facts, on, rules)
    return _cared_for(guidance, facts, on, rules, shown, seen)


def verdicts(guidance: Guidance, facts: Facts, ranking: tuple[Ranked, ...]) -> Mapping[str, Filtered]:
    """The strictest cell of the filter for each ingredient, with the factors that asked for it."""
    shown = Picture(ranking, picture(guidance, facts).mixed)
    return _filtered(guidance, _factors(guidance, {**facts, **ranking_facts(shown)}))


def why_ask_first(guidance: Guidance, assessment: Assessment, ingredient: str) -> tuple[str, ...]:
    """The filter factors for which someone should be asked before using it, as keys of "factor-<key>"."""
    return verdicts(guidance, assessment.facts, assessment.ranking)[ingredient].reasons


def _factors(guidance: Guidance, seen: Facts) -> list[Factor]:
    return guidance.lookup.factors.holding(said_in(seen))


def _filtered(guidance: Guidance, factors: Sequence[Factor]) -> Mapping[str, Filtered]:
    return {key: _strictest(key, factors) for key in guidance.ingredients}


def _strictest(ingredient: str, factors: Sequence[Factor]) -> Filtered:
    verdict = Verdict.OK
    for row in factors:
        if row.cells[ingredient].rank > verdict.rank:
            verdict = row.cells[ingredient]
    if verdict is Verdict.OK:
        return Filtered(verdict, (), ())
    met = [row for row in factors if row.cells[ingredient] is verdict]
    return Filtered(verdict, tuple(row.key for row in met), tuple(s for row in met for s in row.steps))


def _urgent(guidance: Guidance, facts: Facts, on: date, rules: tuple[Rule, ...]) -> Assessment:
    urgency = most_urgent(rules)
    steps = [*guidance.level_steps[urgency]]
    for rule in rules:
        if rule.level.urgent:
            steps += rule.steps
    steps += _for_a_child(facts)
    return Assessment(
        version=guidance.version,
        on=on,
        urgency=urgency,
        rules=tuple(rule.id for rule in rules),
        facts=facts,
        care_steps=tuple(dict.fromkeys([*steps, "safety_net"])),
    )


def _cared_for(
    guidance: Guidance, facts: Facts, on: date, rules: tuple[Rule, ...], shown: Picture, seen: Facts
) -> Assessment:
    """`seen`: the facts, and what `shown` tells of the ranking."""
    plan = _plan(guidance, shown)
    factors = _factors(guidance, seen)
    found = _filtered(guidance, factors)
    actives = tuple(key for key in plan.actives if found[key].verdict is Verdict.OK)
    ask_first = tuple(key for key in plan.actives if found[key].verdict is Verdict.ASK)
    considered = _considered(guidance, plan, shown.ranking)
    urgency = most_urgent(rules)
    steps = [*guidance.level_steps[urgency], *(step for rule in rules for step in rule.steps)]
    steps += [step for row in factors for step in row.always]
    for key in ask_first:
        steps += found[key].steps or ("pharmacist",)
    if plan.actives and not actives and not ask_first:
        steps.append("pharmacist")  # everything was left out: someone may know what suits
    steps += _for_a_child(facts)
    if "mixed" in seen["result"] and plan.group != "irritation":
        steps += MIXED_STEPS
    steps += _plan_steps(guidance, plan, found, seen)
    if urgency.rank > Urgency.ROUTINE_DERM.rank:  # what someone should look at soon is not called harmless
        steps = [key for key in steps if not guidance.steps[key].says]
    return Assessment(
        version=guidance.version,
        on=on,
        urgency=urgency,
        rules=tuple(rule.id for rule in rules),
        facts=facts,
        ranking=shown.ranking,
        plan=plan.key,
        care_steps=tuple(dict.fromkeys([*steps, "timeline", "safety_net"])),
        recommends=(*actives, *(says for key in steps if (says := guidance.steps[key].says))),
        ask_first=ask_first,
        left_out=tuple(
            LeftOut(key, found[key].reasons) for key in considered if found[key].verdict is Verdict.LEAVE_OUT
        ),
        review=on + timedelta(days=plan.review_days),
    )


def _plan(guidance: Guidance, shown: Picture) -> Plan:
    if not shown.ranking:
        return guidance.plan(UNCLEAR_PLAN)
    plan = guidance.plan(guidance.patterns[shown.ranking[0].pattern].plan)
    if plan.actives and not plan.infection and shown.mixed:
        return guidance.plan(IRRITATION_PLAN)  # mixed picture: calm the skin first, start nothing new
    return plan


def _considered(guidance: Guidance, plan: Plan, ranking: tuple[Ranked, ...]) -> tuple[str, ...]:
    """What this plan, or the plan of what fits, would have used: worth saying that it was left out."""
    plans = [plan, *(guidance.plan(guidance.patterns[r.pattern].plan) for r in ranking)]
    return tuple(dict.fromkeys(key for p in plans for key in (*p.actives, *p.considers)))


def _plan_steps(guidance: Guidance, plan: Plan, found: Mapping[str, Filtered], seen: Facts) -> list[str]:
    """The plan's steps, less those whose ingredients are kept out or whose condition does not hold."""
    offered = {
        key
        for key, ingredient in guidance.ingredients.items()
        if found[key].verdict is Verdict.OK and (key in plan.actives or not ingredient.active)
    }

    def kept(key: str) -> bool:
        step = guidance.steps[key]
        usable = not step.uses or not offered.isdisjoint(step.uses) or key in plan.always
        return usable and all(when is None or when.holds(seen) for when in (step.when, plan.only.get(key)))

    return [key for key in plan.steps if kept(key)]


def _for_a_child(facts: Facts) -> list[str]:
    ages = facts.get("age", frozenset())
    return ["parent"] if ages & {"lt3m", "3m_2y", "3_11", "12_17"} else []
