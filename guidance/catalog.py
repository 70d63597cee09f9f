"""The whole content as one frozen object: what is asked, the rules, the plans, the filter, the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from guidance.followup_content import FollowUpContent
from guidance.index import Index
from guidance.model import Condition, Country, Fact, Facts, Questionnaire, Urgency
from guidance.words import Words


class Verdict(StrEnum):
    """One cell of the safety filter, mildest first."""

    OK = "ok"
    ASK = "ask"  # only as "ask a pharmacist, midwife or doctor before using it"
    LEAVE_OUT = "leave_out"

    @property
    def rank(self) -> int:
        return _VERDICT_RANK[self]


_VERDICT_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: str
    address: str  # empty: background knowledge, no page
    read: str  # "direct", "copy", "secondary" or "not_read"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of urgency. `after_ranking`: it denies something of the ranking, so it is judged only then."""

    id: str
    level: Urgency
    when: Condition
    steps: tuple[str, ...]  # care steps it adds
    after_ranking: bool
    source: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Pattern:
    key: str
    group: str
    plan: str
    requires: tuple[Fact, ...]  # each must have been said, or the pattern is dropped
    weights: Mapping[Fact, int]
    source: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Plan:
    key: str
    group: str
    steps: tuple[str, ...]
    only: Mapping[str, Condition]  # steps of this plan that are kept only if this holds
    always: tuple[str, ...]  # steps kept whatever the filter leaves
    actives: tuple[str, ...]  # ingredients, best first; what the filter leaves is recommended
    considers: tuple[str, ...]  # worth telling where the filter leaves them out
    looks: tuple[int, ...]  # days after the check; the last is the review that decides
    infection: bool  # the review is never put off
    source: tuple[str, ...]
    since: date

    @property
    def review_days(self) -> int:
        return self.looks[-1]


@dataclass(frozen=True, slots=True)
class Ingredient:
    """`active`: started slowly, by nights a week. The rest (niacinamide, emollient) is not counted."""

    key: str
    active: bool
    start_nights: int
    most_nights: int
    source: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Step:
    """A care step. `times`: now, morning, evening, nights, always, avoid, or tell (said elsewhere)."""

    key: str
    times: tuple[str, ...]
    uses: tuple[str, ...]  # kept only if the filter allows one of these ingredients
    when: Condition | None  # kept only if this holds, of answers and ranking
    says: str  # what it recommends besides, as listed in Assessment.recommends; empty: nothing
    variants: tuple[tuple[str, Condition], ...]  # (name, when): text step-<key>-<name>, first that holds
    source: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Factor:
    """A row of the safety filter: a reason to ask first, or to leave out."""

    key: str
    when: Condition
    cells: Mapping[str, Verdict]
    steps: tuple[str, ...]  # care steps it adds where one of its cells was met
    source: tuple[str, ...]
    since: date
    always: tuple[str, ...] = ()  # care steps it adds to every home plan


@dataclass(frozen=True, slots=True)
class Lookup:
    """The same content by what was said: made once, so that no answer goes through all of it."""

    answer_rules: Index[Rule]  # rules that can be judged on answers alone
    rules: Index[Rule]
    factors: Index[Factor]
    weights: Mapping[Fact, tuple[tuple[str, int], ...]]  # (pattern, weight)
    needs: Mapping[str, int]  # by pattern: the rank of the urgency that it brings by being shown at all


@dataclass(frozen=True, slots=True)
class Guidance:
    version: str
    reviewed: bool  # by a clinician
    questionnaires: Mapping[str, Questionnaire]
    rules: tuple[Rule, ...]  # most urgent first
    level_steps: Mapping[Urgency, tuple[str, ...]]
    patterns: Mapping[str, Pattern]
    plans: Mapping[str, Plan]
    ingredients: Mapping[str, Ingredient]
    steps: Mapping[str, Step]
    factors: tuple[Factor, ...]
    countries: Mapping[str, Country]
    cities: tuple[str, ...]  # IANA names, to find a clock by where the country does not tell
    sources: Mapping[str, Source]
    words: Words
    fact_keys: Mapping[Fact, str]  # the text that says a fact in few words
    rules_of: Mapping[Fact, tuple[Rule, ...]]  # the rules that a fact can help to fire, most urgent first
    followup: FollowUpContent | None = None  # None: the content has no check-in
    fact_groups: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)  # by questionnaire
    lookup: Lookup = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lookup", _lookup(self))

    def country(self, key: str) -> Country:
        """That country, or "world" where it is not known."""
        return self.countries.get(key) or self.countries["world"]

    def plan(self, key: str) -> Plan:
        """Raises KeyError for a plan that the content does not have."""
        return self.plans[key]

    def rule(self, rule_id: str) -> Rule | None:
        return next((r for r in self.rules if r.id == rule_id), None)

    def step_text(self, key: str, facts: Facts) -> str:
        """The text key of a care step for this person: a variant where one holds."""
        step = self.steps.get(key)
        for name, when in step.variants if step else ():
            if when.holds(facts):
                return f"step-{key}-{name}"
        return f"step-{key}"


def _lookup(guidance: Guidance) -> Lookup:
    weights: dict[Fact, list[tuple[str, int]]] = {}
    for pattern in guidance.patterns.values():
        for fact, weight in pattern.weights.items():
            weights.setdefault(fact, []).append((pattern.key, weight))
    return Lookup(
        answer_rules=Index((rule, rule.when) for rule in guidance.rules if not rule.after_ranking),
        rules=Index((rule, rule.when) for rule in guidance.rules),
        factors=Index((factor, factor.when) for factor in guidance.factors),
        weights={fact: tuple(each) for fact, each in weights.items()},
        needs={key: _need(guidance, key) for key in guidance.patterns},
    )


def _need(guidance: Guidance, pattern: str) -> int:
    alone = {((group, pattern, True),) for group in ("first", "ranked")}
    ranks = [r.level.rank for r in guidance.rules if not alone.isdisjoint(r.when.alternatives)]
    return max(ranks, default=Urgency.SELF_CARE.rank)


def fact_text(guidance: Guidance, fact: Fact, lang: str = "en") -> str:
    """What a person said, in few words ("fever or shivering"), plain, for "because: …" lines."""
    key = guidance.fact_keys.get(fact) or guidance.fact_keys.get((fact[0], "*"))
    if key is None:  # said under content that has since dropped it
        return fact[1].replace("_", " ")
    return guidance.words.plain(key, lang, value=fact[1])
