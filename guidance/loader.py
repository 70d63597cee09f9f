"""Read the content and the texts, check all of it, and report every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from guidance.asked import read_questionnaires
from guidance.catalog import Guidance
from guidance.check import check_followup, check_texts, fact_keys
from guidance.followup_content import FollowUpContent, parse_followup
from guidance.model import ContentError, Problem
from guidance.reading import Table, Vocabulary, read_toml
from guidance.reading_care import read_ingredients, read_patterns, read_plans, read_steps
from guidance.reading_rules import (
    read_countries,
    read_factors,
    read_levels,
    read_rules,
    read_sources,
    read_zones,
)
from guidance.rules import rules_by_fact
from guidance.words import Words

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
"""The medical words, to be loaded together with those of the conversation."""


def load(root: Path | None = None) -> Guidance:
    """Read `content/` and `texts/` under `root` (default: the ones in this package).

    Raises ContentError with every problem found: where, what is wrong, what to do.
    """
    problems: list[Problem] = []
    guidance = _read(root or HERE, problems)
    if problems:
        raise ContentError(tuple(dict.fromkeys(problems)))
    return guidance


def _read(root: Path, problems: list[Problem]) -> Guidance:
    content = root / "content"

    def file(name: str) -> Table:
        return Table(read_toml(content / name, name, problems), name, problems)

    meta, urgency, care = file("meta.toml"), file("urgency.toml"), file("care.toml")
    filter_, services, weights = file("filter.toml"), file("services.toml"), file("patterns.toml")
    sources = read_sources(file("sources.toml"))
    questionnaires, groups = read_questionnaires(content / "questionnaires", problems)
    said = _merged(groups.values())
    ranked = ranking_vocabulary(weights.peek("pattern"))
    both = {**said, **ranked}
    ingredients = read_ingredients(care, sources)
    steps = read_steps(care, sources, ingredients, both)
    plans = read_plans(care, sources, ingredients, steps, both)
    rules = read_rules(urgency, sources, steps, said, ranked)
    words = _words(root / "texts", problems)
    guidance = Guidance(
        version=meta.text("version"),
        reviewed=meta.flag("reviewed", default=False),
        questionnaires=questionnaires,
        rules=rules,
        rules_of=rules_by_fact(rules),
        level_steps=read_levels(urgency, steps),
        patterns=read_patterns(weights, sources, plans, said),
        plans=plans,
        ingredients=ingredients,
        steps=steps,
        factors=read_factors(filter_, sources, ingredients, steps, both),
        countries=read_countries(services, sources),
        cities=read_zones(services, "cities"),
        sources=sources,
        words=words,
        fact_keys=fact_keys(questionnaires, said, words.keys()),
        followup=_followup(content, problems) if "checkin" in questionnaires else None,
        fact_groups=groups,
    )
    for table in (meta, urgency, care, filter_, services, weights):
        table.done()
    problems += check_texts(guidance, said)
    problems += check_followup(guidance)
    return guidance


def _words(folder: Path, problems: list[Problem]) -> Words:
    try:
        return Words.load([folder])
    except ContentError as exc:
        problems += exc.problems
        return Words({})


def _followup(content: Path, problems: list[Problem]) -> FollowUpContent:
    name = "followup.toml"
    found, wrong = parse_followup(read_toml(content / name, name, problems), name)
    problems += wrong
    return found


def _merged(vocabularies: Iterable[Vocabulary]) -> dict[str, frozenset[str]]:
    merged: dict[str, frozenset[str]] = {}
    for vocabulary in vocabularies:
        for group, keys in vocabulary.items():
            merged[group] = merged.get(group, frozenset()) | keys
    return merged


def ranking_vocabulary(patterns: Sequence[Mapping[str, object]]) -> dict[str, frozenset[str]]:
    """What rules, filter and steps may say of the ranking; `ranking_facts` in rank.py makes these facts.

    Takes the raw tables: steps may speak of patterns, which speak of plans, which speak of steps.
    """
    names = frozenset(str(pattern.get("key")) for pattern in patterns)
    groups = frozenset(str(pattern.get("group")) for pattern in patterns)
    return {
        "first": names,
        "ranked": names,
        "group": groups,
        "fits_well": names,
        "result": frozenset({"unclear", "mixed"}),
    }
