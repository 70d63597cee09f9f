"""Which patterns fit what was said: sums of weights, must-haves, compared between groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guidance.catalog import Guidance, Pattern
from guidance.model import Fact, Facts, Fit, Ranked

FITS_WELL, COULD_FIT, MARGIN = 6, 4, 2
REASONS = 3


@dataclass(frozen=True, slots=True)
class Scored:
    pattern: Pattern
    score: int


def scores(guidance: Guidance, facts: Facts) -> list[Scored]:
    """The best pattern of each group, best first. Ties keep the order of patterns.toml."""
    best: dict[str, Scored] = {}
    for pattern in guidance.patterns.values():
        if not all(_said(fact, facts) for fact in pattern.requires):
            continue
        score = sum(weight for fact, weight in pattern.weights.items() if _said(fact, facts))
        if pattern.group not in best or score > best[pattern.group].score:
            best[pattern.group] = Scored(pattern, score)
    return sorted(best.values(), key=lambda scored: -scored.score)


def rank(guidance: Guidance, facts: Facts) -> tuple[Ranked, ...]:
    """At most two: the best that reaches 4, and the next where it reaches 4 and is less than 2 behind."""
    first, second = (*scores(guidance, facts), None, None)[:2]
    if first is None or first.score < COULD_FIT:
        return ()
    lead = first.score - (second.score if second else 0)
    fit = Fit.FITS_WELL if first.score >= FITS_WELL and lead >= MARGIN else Fit.COULD_FIT
    shown = [_ranked(first, fit, facts)]
    if second is not None and second.score >= COULD_FIT and lead < MARGIN:
        shown.append(_ranked(second, Fit.COULD_FIT, facts))
    return tuple(shown)


def irritation_close(guidance: Guidance, facts: Facts) -> bool:
    """Mixed picture: irritation comes second within 2 points, or it stings after an acid, scrub or soap."""
    order = scores(guidance, facts)
    second_close = (
        len(order) > 1
        and order[1].pattern.group == "irritation"
        and order[0].score - order[1].score <= MARGIN
    )
    return second_close or (_said(("feel", "sting"), facts) and _said(("trigger", "harsh"), facts))


def ranking_facts(guidance: Guidance, facts: Facts, ranking: Sequence[Ranked]) -> Facts:
    """The ranking as facts, for the rules and the filter to speak of."""
    if not ranking:
        return {"result": frozenset({"unclear"})}
    return {
        "result": frozenset({"mixed"} if irritation_close(guidance, facts) else ()),
        "first": frozenset({ranking[0].pattern}),
        "ranked": frozenset(r.pattern for r in ranking),
        "group": frozenset(r.group for r in ranking),
        "fits_well": frozenset(r.pattern for r in ranking if r.fit is Fit.FITS_WELL),
    }


def _said(fact: Fact, facts: Facts) -> bool:
    return fact[1] in facts.get(fact[0], frozenset())


def _ranked(scored: Scored, fit: Fit, facts: Facts) -> Ranked:
    weights = [(w, f) for f, w in scored.pattern.weights.items() if _said(f, facts)]
    for_it = sorted((item for item in weights if item[0] > 0), key=lambda item: -item[0])
    against = min((item for item in weights if item[0] < 0), key=lambda item: item[0], default=None)
    return Ranked(
        pattern=scored.pattern.key,
        group=scored.pattern.group,
        fit=fit,
        score=scored.score,
        reasons_for=tuple(fact for _, fact in for_it[:REASONS]),
        reason_against=against[1] if against else None,
    )
