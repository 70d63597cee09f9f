"""Everything in the content that has a condition, or a source and a date, with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from guidance.catalog import Guidance
from guidance.model import Condition


def conditions(guidance: Guidance) -> Iterator[tuple[str, Condition]]:
    """(place, condition) for every condition of the content."""
    for key, questionnaire in guidance.questionnaires.items():
        for question in questionnaire.questions:
            if question.when:
                yield f"questionnaires/{key}.toml, question {question.key}", question.when
    for rule in guidance.rules:
        yield f"urgency.toml, rule {rule.id}", rule.when
    for step in guidance.steps.values():
        if step.when:
            yield f"care.toml, step {step.key}", step.when
        for name, when in step.variants:
            yield f"care.toml, step {step.key}, variant {name}", when
    for plan in guidance.plans.values():
        for key, when in plan.only.items():
            yield f"care.toml, plan {plan.key}, only.{key}", when
    for row in guidance.factors:
        yield f"filter.toml, factor {row.key}", row.when


def sourced(guidance: Guidance) -> Iterator[tuple[str, str, tuple[str, ...], date]]:
    """(file, what, sources, date) for everything that names its source, follow-up rules aside."""
    for rule in guidance.rules:
        yield "urgency.toml", f"rule {rule.id}", rule.source, rule.since
    for pattern in guidance.patterns.values():
        yield "patterns.toml", f"pattern {pattern.key}", pattern.source, pattern.since
    for plan in guidance.plans.values():
        yield "care.toml", f"plan {plan.key}", plan.source, plan.since
    for ingredient in guidance.ingredients.values():
        yield "care.toml", f"ingredient {ingredient.key}", ingredient.source, ingredient.since
    for step in guidance.steps.values():
        yield "care.toml", f"step {step.key}", step.source, step.since
    for row in guidance.factors:
        yield "filter.toml", f"factor {row.key}", row.source, row.since
    for country in guidance.countries.values():
        yield "services.toml", f"country {country.key}", country.source, country.since


def readable(line: Iterable[tuple[str, str, bool]]) -> str:
    """A line of a condition as its author writes it."""
    return " and ".join(f"{'' if wanted else 'not '}{group}.{key}" for group, key, wanted in line)
