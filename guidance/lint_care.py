"""What an author wants to know of patterns, plans, care steps and the filter: which never count."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.catalog import Guidance, Verdict
from guidance.model import Problem
from guidance.possible import best_score
from guidance.rank import COULD_FIT
from guidance.reading import nearest
from guidance.reading_care import NEEDED_PLANS, NEEDED_STEPS


def patterns(guidance: Guidance) -> Iterator[Problem]:
    check = guidance.fact_groups["check"]
    known = [f"{group}.{key}" for group, keys in check.items() for key in keys]
    for pattern in guidance.patterns.values():
        place = f"patterns.toml, pattern {pattern.key}"
        best = best_score(guidance, pattern)
        if best < COULD_FIT:
            what = f"it is never shown: its best score is {best}, and {COULD_FIT} is the least."
            yield Problem(place, what, "Raise its weights, or remove it.")
        for fact, weight in pattern.weights.items():
            if weight == 0:
                yield Problem(
                    place, f"the weight of {'.'.join(fact)} is 0.", "Give it a weight, or leave it out."
                )
        for group, key in (*pattern.weights, *pattern.requires):
            if key not in check.get(group, ()):
                what = f"{group}.{key} is only said in the weekly questions, not in the check."
                yield Problem(place, what, nearest(f"{group}.{key}", known))


def care(guidance: Guidance) -> Iterator[Problem]:
    """Steps, plans and ingredients that nothing uses, or that never show."""
    used = {*NEEDED_STEPS, *(key for keys in guidance.level_steps.values() for key in keys)}
    used |= {key for rule in guidance.rules for key in rule.steps}
    used |= {key for plan in guidance.plans.values() for key in plan.steps}
    used |= {key for row in guidance.factors for key in (*row.steps, *row.always)}
    for key in sorted(guidance.steps.keys() - used):
        fix = "Name it in a plan, a rule, a level or the filter, or remove it."
        yield Problem(f"care.toml, step {key}", "nothing uses this care step.", fix)
    followed = {pattern.plan for pattern in guidance.patterns.values()} | set(NEEDED_PLANS)
    for key in sorted(guidance.plans.keys() - followed):
        near = nearest(key, guidance.patterns)
        yield Problem(
            f"care.toml, plan {key}", "no pattern follows this plan.", f"Name it in patterns.toml. {near}"
        )
    for plan in guidance.plans.values():
        place = f"care.toml, plan {plan.key}"
        told = {use for key in plan.steps for use in guidance.steps[key].uses}
        for key in sorted(set(plan.actives) - told):
            fix = f"Add a step that uses {key!r}."
            yield Problem(place, f"it recommends {key!r}, but none of its steps says how to use it.", fix)
        for key in sorted(set(plan.always) - set(plan.steps)):
            yield Problem(
                place, f"always names {key!r}, which is not among its steps.", nearest(key, plan.steps)
            )
        usable = {*plan.actives, *(k for k, i in guidance.ingredients.items() if not i.active)}
        for key in plan.steps:
            uses = guidance.steps[key].uses
            if uses and usable.isdisjoint(uses) and key not in plan.always:
                what = f"its step {key!r} never shows: the plan has none of {', '.join(uses)}."
                yield Problem(place, what, "Add one to actives, or leave the step out.")


def filter_rows(guidance: Guidance) -> Iterator[Problem]:
    for row in guidance.factors:
        if all(cell is Verdict.OK for cell in row.cells.values()) and not row.always:
            yield Problem(
                f"filter.toml, factor {row.key}",
                "it keeps nothing out and adds nothing.",
                "Set a cell, or remove it.",
            )
    for key, ingredient in guidance.ingredients.items():
        if ingredient.active and all(row.cells[key] is Verdict.OK for row in guidance.factors):
            what = "no row of the filter ever asks about this active or keeps it out."
            yield Problem(f"care.toml, ingredient {key}", what, "Go through its column in filter.toml.")
