"""The book's chapters on what fits and what is advised: patterns, plans, care steps, the filter."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.book_words import BookWords, heading, sources, table
from guidance.catalog import Plan, Step, Verdict

VERDICTS = {Verdict.OK: "ok", Verdict.ASK: "ask first", Verdict.LEAVE_OUT: "**leave out**"}


def patterns(words: BookWords) -> Iterator[str]:
    yield "Estimates: +4 is a hallmark, +2 supports, −2 speaks against, −4 almost excludes."
    for pattern in words.guidance.patterns.values():
        yield heading(3, f"{words.text(f'pattern-{pattern.key}')} ({pattern.key})")
        if what := words.text(f"pattern-{pattern.key}.what"):
            yield what
        must = ", ".join(words.fact(fact) for fact in pattern.requires) or "nothing"
        yield (
            f"Group: {pattern.group}. Plan: {pattern.plan}. Must have been said: {must}. "
            f"Sources: {sources(pattern.source, pattern.since)}."
        )
        groups = dict.fromkeys(group for group, _ in pattern.weights)
        rows = []
        for group in groups:
            weights = [
                (weight, words.fact((g, k))) for (g, k), weight in pattern.weights.items() if g == group
            ]
            speaks = sorted((w for w in weights if w[0] > 0), key=lambda item: -item[0])
            against = sorted((w for w in weights if w[0] < 0), key=lambda item: item[0])
            rows.append([group, _weighed(speaks), _weighed(against)])
        yield table(["Question", "For it", "Against it"], rows)


def _weighed(weights: list[tuple[int, str]]) -> str:
    return "<br>".join(f"{'+' if weight > 0 else '−'}{abs(weight)} {text}" for weight, text in weights) or "–"


def plans(words: BookWords) -> Iterator[str]:
    for plan in words.guidance.plans.values():
        followed = [f"pattern-{p.key}" for p in words.guidance.patterns.values() if p.plan == plan.key]
        yield heading(3, f"Plan {plan.key}")
        who = ", ".join(words.text(key) for key in followed) or "where nothing fits"
        looks = " and ".join(f"day {day}" for day in plan.looks)
        infection = " An infection: the review is never put off." if plan.infection else ""
        yield (
            f"For: {who}. Looked at on {looks}; the last one decides.{infection} "
            f"Sources: {sources(plan.source, plan.since)}."
        )
        yield (
            f"Ingredients, best first: {words.ingredients(plan.actives)}. "
            f"Told where the filter leaves them out: {words.ingredients(plan.considers)}."
        )
        yield words.text(f"timeline-{plan.key}")
        yield table(
            ["Step", "Kept only if", "Why", "Sources"], (_planned(words, plan, key) for key in plan.steps)
        )


def _planned(words: BookWords, plan: Plan, key: str) -> list[str]:
    step = words.guidance.steps[key]
    only = [words.condition(when) for when in (plan.only.get(key), step.when) if when]
    if step.uses:
        kept = "; kept all the same here" if key in plan.always else ""
        one = "one of: " if len(step.uses) > 1 else ""
        only.append(f"the filter allows {one}{words.ingredients(step.uses)}{kept}")
    return [
        words.text(f"step-{key}"),
        "<br>**and** ".join(only) or "always",
        words.text(f"step-{key}.why"),
        sources(step.source),
    ]


def steps(words: BookWords) -> Iterator[str]:
    yield "Every care step in all its wordings. The first wording whose condition holds is shown."
    rows = (row for step in words.guidance.steps.values() for row in _wordings(words, step))
    yield table(["Step", "Shown if", "Words", "When in the day", "Says besides", "Sources; since"], rows)


def _wordings(words: BookWords, step: Step) -> Iterator[list[str]]:
    rest = [", ".join(step.times), step.says.replace("_", " ") or "–", sources(step.source, step.since)]
    yield [f"`{step.key}`", words.condition(step.when), words.text(f"step-{step.key}"), *rest]
    for name, when in step.variants:
        yield [
            f"`{step.key}-{name}`",
            words.condition(when),
            words.text(f"step-{step.key}-{name}"),
            "",
            "",
            "",
        ]


def ingredients(words: BookWords) -> Iterator[str]:
    rows = (
        [
            words.text(f"ingredient-{item.key}"),
            f"`{item.key}`",
            f"{item.start_nights} to {item.most_nights} nights a week" if item.active else "not counted",
            sources(item.source, item.since),
        ]
        for item in words.guidance.ingredients.values()
    )
    yield table(["Ingredient", "Key", "Begun with, at most", "Sources; since"], rows)


def filter_table(words: BookWords) -> Iterator[str]:
    guidance = words.guidance
    yield "Every row that applies counts, and the strictest cell wins."
    names = [words.text(f"ingredient-{key}") for key in guidance.ingredients]
    cells = (
        [words.text(f"factor-{row.key}"), *(VERDICTS[row.cells[key]] for key in guidance.ingredients)]
        for row in guidance.factors
    )
    yield table(["Reason", *names], cells)
    rows = (
        [
            words.text(f"factor-{row.key}"),
            words.condition(row.when),
            words.steps(row.steps),
            words.steps(row.always),
            sources(row.source, row.since),
        ]
        for row in guidance.factors
    )
    head = ["Reason", "Applies if", "Adds where it decided", "Adds to every plan", "Sources; since"]
    yield table(head, rows)
