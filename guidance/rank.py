"""Which patterns fit what was said: sums of weights, must-haves, compared between groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guidance.catalog import Guidance, Pattern
from guidance.index import said_in
from guidance.model import Fact, Facts, Fit, Ranked

FITS_WELL, COULD_FIT, MARGIN = 6, 4, 2
REASONS = 3
STINGS_AFTER_HARSH = frozenset({("feel", "sting"), ("trigger", "harsh")})


@dataclass(frozen=True, slots=True)
class Scored:
    pattern: Pattern
    score: int
    need: int  # rank of the urgency that this pattern brings by itself

    @property
    def strength(self) -> tuple[int, int]:
        """Of two that fit alike, the one that someone should see comes first: it must not go unnamed."""
        return self.score, self.need


@dataclass(frozen=True, slots=True)
class Picture:
    """What fits. `mixed`: irritation is part of it, or close, and is treated first."""

    ranking: tuple[Ranked, ...]  # at most two
    mixed: bool


def picture(guidance: Guidance, facts: Facts) -> Picture:
    said = said_in(facts)
    order = scores(guidance, said)
    return Picture(rank(order, said), irritation_close(order, said))


def scores(guidance: Guidance, said: frozenset[Fact]) -> list[Scored]:
    """The best pattern of each group, best first. Of equals, the one that needs to be seen sooner; then the
    order of patterns.toml."""
    sums = dict.fromkeys(guidance.patterns, 0)
    for fact in said:
        for key, weight in guidance.lookup.weights.get(fact, ()):
            sums[key] += weight
    best: dict[str, Scored] = {}
    for pattern in guidance.patterns.values():
        if not said.issuperset(pattern.requires):
            continue
        scored = Scored(pattern, sums[pattern.key], guidance.lookup.needs[pattern.key])
        other = best.get(pattern.group)
        if other is None or scored.strength > other.strength:
            best[pattern.group] = scored
    return sorted(best.values(), key=lambda scored: scored.strength, reverse=True)


def rank(order: Sequence[Scored], said: frozenset[Fact]) -> tuple[Ranked, ...]:
    """At most two: the best that reaches 4, and the next where it reaches 4 and is less than 2 behind."""
    first, second = (*order, None, None)[:2]
    if first is None or first.score < COULD_FIT:
        return ()
    lead = first.score - (second.score if second else 0)
    fit = Fit.FITS_WELL if first.score >= FITS_WELL and lead >= MARGIN else Fit.COULD_FIT
    shown = [_ranked(first, fit, said)]
    if second is not None and second.score >= COULD_FIT and lead < MARGIN:
        shown.append(_ranked(second, Fit.COULD_FIT, said))
    return tuple(shown)


def irritation_close(order: Sequence[Scored], said: frozenset[Fact]) -> bool:
    """Mixed picture: irritation comes second within 2 points, or it stings after an acid, scrub or soap."""
    second_close = (
        len(order) > 1
        and order[1].pattern.group == "irritation"
        and order[0].score - order[1].score <= MARGIN
    )
    return second_close or said >= STINGS_AFTER_HARSH


def ranking_facts(shown: Picture) -> Facts:
    """The ranking as facts, for the rules and the filter to speak of. First: ahead of all others."""
    if not shown.ranking:
        return {"result": frozenset({"unclear"})}
    best = shown.ranking[0]
    ahead = all(other.score < best.score for other in shown.ranking[1:])
    return {
        "result": frozenset({"mixed"} if shown.mixed else ()),
        "first": frozenset({best.pattern} if ahead else ()),
        "ranked": frozenset(r.pattern for r in shown.ranking),
        "group": frozenset(r.group for r in shown.ranking),
        "fits_well": frozenset(r.pattern for r in shown.ranking if r.fit is Fit.FITS_WELL),
    }


def _ranked(scored: Scored, fit: Fit, said: frozenset[Fact]) -> Ranked:
    weights = [(w, f) for f, w in scored.pattern.weights.items() if f in said]
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
