"""Reading care.toml and patterns.toml: ingredients, care steps, plans, and the weights of the patterns."""

from __future__ import annotations

from collections.abc import Mapping

from guidance.catalog import Ingredient, Pattern, Plan, Source, Step
from guidance.model import Condition, Fact
from guidance.reading import Table, Vocabulary, cited, nearest

TIMES = ("now", "morning", "evening", "nights", "always", "avoid", "tell")
NEEDED_PLANS = {"unclear": "when nothing fits", "irritant_contact": "a mixed picture"}
NEEDED_STEPS = ("pharmacist", "parent", "timeline", "safety_net", "stop_trigger", "barrier_rest")
"""What assess.py names itself."""


def read_ingredients(file: Table, sources: Mapping[str, Source]) -> dict[str, Ingredient]:
    found = {}
    for table in file.tables("ingredient"):
        active = table.flag("active", default=False)
        ingredient = Ingredient(
            key=table.text("key"),
            active=active,
            start_nights=table.number("start_nights", None if active else 0),
            most_nights=table.number("most_nights", None if active else 0),
            source=cited(table, sources),
            since=table.since(),
        )
        table.done()
        if active and not 1 <= ingredient.start_nights <= ingredient.most_nights <= 7:
            table.trouble("its nights a week do not rise.", "Write 1 <= start_nights <= most_nights <= 7.")
        found[ingredient.key] = ingredient
    return found


def read_steps(
    file: Table, sources: Mapping[str, Source], ingredients: Mapping[str, Ingredient], vocabulary: Vocabulary
) -> dict[str, Step]:
    """`vocabulary`: of answers and of the ranking."""
    found = {}
    for table in file.tables("step"):
        variants = []
        for variant in table.tables("variant"):
            when = variant.condition("when", vocabulary, needed=True)
            if when:
                variants.append((variant.text("key"), when))
            variant.done()
        step = Step(
            key=table.text("key"),
            times=table.names("times", TIMES, "time", needed=True),
            uses=table.names("uses", ingredients, "ingredient"),
            when=table.condition("when", vocabulary),
            says=table.text("says", ""),
            variants=tuple(variants),
            source=cited(table, sources),
            since=table.since(),
        )
        table.done()
        found[step.key] = step
    for key in NEEDED_STEPS:
        if key not in found:
            file.trouble(f"there is no care step {key!r}.", "Add it: every result may need it.")
    return found


def read_plans(
    file: Table,
    sources: Mapping[str, Source],
    ingredients: Mapping[str, Ingredient],
    steps: Mapping[str, Step],
    vocabulary: Vocabulary,
) -> dict[str, Plan]:
    """`vocabulary`: of answers and of the ranking."""
    active = [key for key, ingredient in ingredients.items() if ingredient.active]
    found = {}
    for table in file.tables("plan"):
        listed = table.names("steps", steps, "care step", needed=True)
        plan = Plan(
            key=table.text("key"),
            group=table.text("group"),
            steps=listed,
            only=_only(table.table("only"), listed, vocabulary),
            always=table.names("always", steps, "care step"),
            actives=table.names("actives", active, "active ingredient"),
            considers=table.names("considers", ingredients, "ingredient"),
            looks=table.numbers("looks") or (1,),
            infection=table.flag("infection", default=False),
            source=cited(table, sources),
            since=table.since(),
        )
        table.done()
        if list(plan.looks) != sorted(set(plan.looks)) or plan.looks[0] < 1:
            table.trouble(f"looks = {list(plan.looks)} do not rise.", "Write days after the check: [7, 14].")
        found[plan.key] = plan
    for key, use in NEEDED_PLANS.items():
        if key not in found:
            file.trouble(f"there is no plan {key!r}.", f"Add it: it is for {use}.")
    return found


def _only(table: Table, listed: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, Condition]:
    found = {key: when for key in listed if (when := table.condition(key, vocabulary))}
    table.done()
    return found


def read_patterns(
    file: Table, sources: Mapping[str, Source], plans: Mapping[str, Plan], vocabulary: Vocabulary
) -> dict[str, Pattern]:
    found = {}
    for table in file.tables("pattern"):
        plan = table.text("plan")
        if plan and plan not in plans:
            table.trouble(f"its plan {plan!r} is not in care.toml.", nearest(plan, plans))
        pattern = Pattern(
            key=table.text("key"),
            group=table.text("group"),
            plan=plan,
            requires=_requires(table, vocabulary),
            weights=_weights(table, vocabulary),
            source=cited(table, sources),
            since=table.since(),
        )
        table.done()
        found[pattern.key] = pattern
    return found


def _requires(table: Table, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    facts = []
    for line in table.texts("requires"):
        group, _, key = line.partition(".")
        _known(table, (group, key), "requires", vocabulary)
        facts.append((group, key))
    return tuple(facts)


def _weights(table: Table, vocabulary: Vocabulary) -> dict[Fact, int]:
    weights: dict[Fact, int] = {}
    for group, values in table.mapping("weights").items():
        if not isinstance(values, dict):
            table.trouble(f"weights.{group} is {values!r}.", "Write it as { face = 2 }.")
            continue
        for key, weight in values.items():
            if not isinstance(weight, int) or isinstance(weight, bool):
                table.trouble(f"the weight of {group}.{key} is {weight!r}.", "Write a whole number.")
                continue
            _known(table, (group, key), "weights", vocabulary)
            weights[group, key] = weight
    if not weights:
        table.trouble("it has no weights.", "Add [pattern.weights].")
    return weights


def _known(table: Table, fact: Fact, field: str, vocabulary: Vocabulary) -> None:
    group, key = fact
    if group not in vocabulary:
        table.trouble(f"{field} speaks of {group!r}, which nothing says.", nearest(group, vocabulary))
    elif key not in vocabulary[group]:
        table.trouble(
            f"{field} speaks of {group}.{key}, which nothing says.", nearest(key, vocabulary[group])
        )
