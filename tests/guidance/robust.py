"""What the tests of robustness share: the cases, people built from the weights, and the safety filter as the
clinical reference prints it, written down here a second time, on purpose without a look at the content."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

from guidance import Assessment, Fact, Facts, Guidance, Urgency, assess

ON = date(2026, 12, 1)
FOLDER = Path(__file__).parents[1] / "cases"
CASES: list[dict[str, Any]] = [
    case for path in sorted(FOLDER.glob("*.toml")) for case in tomllib.loads(path.read_text())["case"]
]
CALM = ("site", "look", "feel", "onset", "trigger", "extras", "itch")  # screens 5 to 12
ONE_ANSWER = ("age", "feel", "onset", "itch")
GENITAL_SORES = ("extras", "genital_sores")  # said on screen 2, among the warning signs
AGES = ("lt3m", "3m_2y", "3_11", "12_17", "18plus", None)
KP = {
    "site": frozenset({"outer_arm_thigh"}),
    "look": frozenset({"rough_uniform"}),
    "feel": frozenset({"rough"}),
    "onset": frozenset({"years"}),
    "trigger": frozenset({"dry_winter"}),
    "age": frozenset({"18plus"}),
    "itch": frozenset({"1"}),
}
"""Keratosis pilaris as in the textbook."""


def facts_of(case: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {group: frozenset(keys) for group, keys in case["answers"].items()}


def signs(guidance: Guidance) -> list[Fact]:
    """Whatever can be said on the screens of warning signs."""
    return [
        *(("red_flags", key) for key in sorted(guidance.fact_groups["check"]["red_flags"])),
        GENITAL_SORES,
    ]


def urgency(guidance: Guidance, facts: Facts) -> Urgency:
    return assess(guidance, facts, ON).urgency


def urgent(found: Assessment) -> bool:
    return found.urgency.rank >= Urgency.SAME_DAY.rank


def with_fact(facts: Facts, fact: Fact) -> dict[str, frozenset[str]]:
    """One thing more said; where only one answer is possible, said instead."""
    group, key = fact
    others = frozenset() if group in ONE_ANSWER else facts.get(group, frozenset())
    return {**facts, group: others | {key}}


def wrong_answers(guidance: Guidance, facts: Facts) -> Iterator[tuple[str, dict[str, frozenset[str]]]]:
    """(group, facts) for each way to get one calm answer wrong: an option left out, or another instead."""
    for group in CALM:
        known = guidance.fact_groups["check"][group]
        swaps = sorted(key for key in known if (group, key) != GENITAL_SORES)
        for given in sorted(facts.get(group, ())):
            if (group, given) == GENITAL_SORES:
                continue
            rest = facts[group] - {given}
            yield group, {**facts, group: rest}
            yield from ((group, {**facts, group: rest | {key}}) for key in swaps if key not in facts[group])


def typical(guidance: Guidance, pattern: str) -> dict[str, frozenset[str]]:
    """Its must-haves and, of each question on the calm screens, the answer that speaks for it most."""
    found = guidance.patterns[pattern]
    facts = {group: frozenset({key}) for group, key in found.requires}
    for group in CALM:
        weights = {key: w for (g, key), w in found.weights.items() if g == group and w > 0}
        if weights:
            best = max(sorted(weights), key=weights.__getitem__)
            facts[group] = facts.get(group, frozenset()) | {best}
    return facts


def blends(guidance: Guidance, one: str, other: str) -> Iterator[dict[str, frozenset[str]]]:
    """Each question answered as the one pattern does or as the other: every way to mix the two."""
    ways = [typical(guidance, one), typical(guidance, other)]
    groups = sorted({*ways[0], *ways[1]})
    for choice in product(ways, repeat=len(groups)):
        yield {group: way[group] for group, way in zip(groups, choice, strict=True) if group in way}


def subsets(keys: Collection[str]) -> Iterator[frozenset[str]]:
    ordered = sorted(keys)
    every = chain.from_iterable(combinations(ordered, size) for size in range(len(ordered) + 1))
    return (frozenset(chosen) for chosen in every)


# The filter of section 2.7. Columns: AHA, BHA, urea 10-20 %, benzoyl peroxide wash, retinoid.
# D: not named at all. A: only as "ask before using". "-": allowed.
COLUMNS = ("aha", "bha", "urea_strong", "bpo", "retinoid")
IRRITABLE = {"irritant_contact", "allergic_contact", "atopic_eczema", "rosacea"}
Met = Callable[[Facts, Collection[str]], bool]


def _said(*facts: str) -> Met:
    """Any of these was said."""
    split = [tuple(fact.split(".")) for fact in facts]
    return lambda facts, _shown: any(key in facts.get(group, ()) for group, key in split)


def _both(first: Met, second: Met) -> Met:
    return lambda facts, shown: first(facts, shown) and second(facts, shown)


_ON_THE_BREAST = _said("site.chest_back", "site.folds", "site.trunk", "site.widespread")
_ON_THE_LEGS = _said("site.outer_arm_thigh", "site.shaved_leg_bikini", "site.widespread")
_BROKEN = _said("extras.broken_skin", "extras.infected_dermatitis", "look.blister_weep", "look.golden_crust")

TABLE: tuple[tuple[str, Met, str], ...] = (
    ("anyone", lambda _facts, _shown: True, "- - - - D"),
    ("under 3 years", _said("age.lt3m", "age.3m_2y"), "D D D D D"),
    ("3 to 11 years", _said("age.3_11"), "D D A D D"),
    ("12 to 17 years", _said("age.12_17"), "- - - - D"),
    ("pregnant or trying", _said("personal.pregnant"), "A D - A D"),
    ("breast-feeding", _said("personal.breastfeeding"), "A A - A D"),
    ("where the baby lies", _both(_said("personal.breastfeeding"), _ON_THE_BREAST), "A D - A D"),
    ("aspirin allergy", _said("personal.aspirin_allergy"), "- D - - D"),
    ("diabetes", _said("personal.diabetes"), "- A - - D"),
    ("diabetes, on the legs", _both(_said("personal.diabetes"), _ON_THE_LEGS), "A A - - D"),
    ("low immunity", _said("personal.immuno"), "A A - A D"),
    ("on a retinoid", _said("personal.retinoid"), "D D - D D"),
    ("broken, weeping or infected", _BROKEN, "D D D D D"),
    ("an irritable pattern", lambda _facts, shown: not IRRITABLE.isdisjoint(shown), "D D - D D"),
    (
        "an irritable pattern that stings",
        lambda facts, shown: "sting" in facts.get("feel", ()) and not IRRITABLE.isdisjoint(shown),
        "D D D D D",
    ),
    ("sunburnt", _said("extras.sunburn"), "D A - - D"),
    ("cancer treatment", _said("personal.chemo"), "D D A D D"),
)


def broken_by(facts: Facts, found: Assessment) -> list[tuple[str, str]]:
    """(row, ingredient) of the table above wherever an assessment goes against it."""
    shown = {ranked.pattern for ranked in found.ranking}
    named = {*found.recommends, *found.ask_first}
    wrong = []
    for row, met, cells in TABLE:
        if not met(facts, shown):
            continue
        for ingredient, cell in zip(COLUMNS, cells.split(), strict=True):
            if (cell == "D" and ingredient in named) or (cell == "A" and ingredient in found.recommends):
                wrong.append((row, ingredient))
    return wrong
