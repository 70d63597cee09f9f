"""One week seen against all the weeks before: what the rules of the check-in are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guidance.catalog import Guidance, Rule
from guidance.followup_content import Course, FollowUpContent, Numbers
from guidance.model import Assessment, CheckIn, Facts, Trend
from guidance.rules import fired

WORSE = ("bit_worse", "much_worse")
BETTER = ("bit_better", "much_better")
WEEK = timedelta(days=7)

_PASSING = ("red_flags", "itch")
"""Groups of the check that said how it was that day. The others still describe the skin and the person."""

_CONTEXT = ("context", "told", "soreness_before")


def number(facts: Facts, group: str) -> int | None:
    """What was given on a scale of 0 to 10; None where it was not asked or not answered."""
    return next((int(key) for key in facts.get(group, ()) if key.isdecimal()), None)


def said(facts: Facts, group: str, *keys: str) -> bool:
    return not facts.get(group, frozenset()).isdisjoint(keys)


def merged(one: Facts, other: Facts) -> dict[str, frozenset[str]]:
    """Both together, group by group."""
    groups = (*one, *(group for group in other if group not in one))
    return {group: one.get(group, frozenset()) | other.get(group, frozenset()) for group in groups}


def content_of(guidance: Guidance) -> FollowUpContent:
    """Raises ValueError where the content was loaded without followup.toml."""
    if guidance.followup is None:
        raise ValueError("the guidance holds no follow-up content; put content/followup.toml back")
    return guidance.followup


@dataclass(frozen=True, slots=True)
class Week:
    """This week's answers, with the check they follow and the check-ins in between, oldest first."""

    guidance: Guidance
    assessment: Assessment
    began: date
    history: Sequence[CheckIn]
    facts: Facts
    on: date

    @property
    def content(self) -> FollowUpContent:
        return content_of(self.guidance)

    @property
    def numbers(self) -> Numbers:
        return self.content.numbers

    @property
    def group(self) -> str:
        """The group of patterns that the plan is for; "" where it could not be told."""
        plan = self.guidance.plans.get(self.assessment.plan or "")
        return plan.group if plan else ""

    @property
    def course(self) -> Course:
        return self.content.course(self.group)

    @property
    def standing(self) -> dict[str, frozenset[str]]:
        """What the check said that still describes this skin and person, with what later weeks added."""
        still = {group: keys for group, keys in self.assessment.facts.items() if group not in _PASSING}
        for past in self.history:
            personal = {"personal": past.facts.get("personal", frozenset())}
            still = merged(still, personal)
        return still

    @property
    def told(self) -> bool:
        return said(self.facts, "context", "told_to_see")

    def said(self, group: str, *keys: str) -> bool:
        return said(self.facts, group, *keys)

    def new_rules(self) -> tuple[Rule, ...]:
        """Rules of urgency that fire because of this week's answers, most urgent first.

        They are judged together with what the check said (a lump weighs more with diabetes). A rule that the
        check alone fulfils was told then, and is no news each week. No ranking is made of a week, so what
        rules say of one is left out on both sides.
        """
        this_week = {group: keys for group, keys in self.facts.items() if group not in _CONTEXT}
        whole = merged(self.standing, this_week)
        known = fired(self.guidance, self.standing)
        return tuple(rule for rule in fired(self.guidance, whole) if rule not in known)

    # ------------------------------------------------------------------ better or worse

    @property
    def clear_in_a_row(self) -> int:
        """How many check-ins up to this one were clear. "The same" as a clear week is clear, if nothing hurts
        or itches."""
        row = 0
        for facts in (*(past.facts for past in self.history), self.facts):
            quiet = max(number(facts, "itch") or 0, number(facts, "soreness") or 0) < self.numbers.same_under
            clear = said(facts, "change", "clear") or (row > 0 and said(facts, "change", "same") and quiet)
            row = row + 1 if clear else 0
        return row

    def change(self, group: str) -> int | None:
        """Points of itch or soreness against the time before; below 0 is less. None: nothing to compare."""
        now, before = number(self.facts, group), self.before(group)
        return None if now is None or before is None else now - before

    def before(self, group: str) -> int | None:
        known = [number(past.facts, group) for past in self.history]
        given = [value for value in (number(self.assessment.facts, group), *known) if value is not None]
        return given[-1] if given else None

    @property
    def trend(self) -> Trend:
        """The person's own word; the scales only where there is none. Under 2 points is about the same."""
        if self.clear_in_a_row:
            return Trend.CLEAR
        if self.said("change", *BETTER):
            return Trend.BETTER
        if self.said("change", "same"):
            return Trend.SAME
        if self.said("change", *WORSE):
            return Trend.WORSE
        changes = [each for each in (self.change("itch"), self.change("soreness")) if each is not None]
        if not changes:
            return Trend.FIRST
        if max(changes) >= self.numbers.same_under:
            return Trend.WORSE
        return Trend.BETTER if min(changes) <= -self.numbers.same_under else Trend.SAME

    @property
    def itch_gained(self) -> bool:
        """Itch is down since the check by enough to count."""
        start, now = number(self.assessment.facts, "itch"), number(self.facts, "itch")
        return start is not None and now is not None and start - now >= self.numbers.itch_drop

    @property
    def gained(self) -> bool:
        """More weeks were better than were worse, or the itch is down, or it is clear."""
        weeks = (*(past.facts for past in self.history), self.facts)
        better = sum(said(facts, "change", "clear", *BETTER) for facts in weeks)
        worse = sum(said(facts, "change", *WORSE) for facts in weeks)
        return better > worse or self.itch_gained or self.trend in {Trend.BETTER, Trend.CLEAR}

    # ------------------------------------------------------------------ how far along

    @property
    def number(self) -> int:
        """The week since the check, to the nearest: days 11 to 17 are week 2, whatever weekday was chosen."""
        return ((self.on - self.began).days + 3) // 7

    @property
    def review_days(self) -> int:
        plan = self.guidance.plans.get(self.assessment.plan or "")
        return plan.review_days if plan else self.numbers.unclear_weeks * 7

    @property
    def review_week(self) -> int:
        return max(1, (self.review_days + 3) // 7)

    @property
    def infection(self) -> bool:
        plan = self.guidance.plans.get(self.assessment.plan or "")
        return plan is not None and plan.infection

    @property
    def steps_mostly_missed(self) -> bool:
        weeks = [f for f in (*(p.facts for p in self.history), self.facts) if f.get("steps")]
        missed = sum(said(facts, "steps", "few", "none") for facts in weeks)
        return 2 * missed > len(weeks)

    @property
    def seen_lately(self) -> bool:
        """Someone looked at it so recently that what they said or gave is still to show."""
        since = self.on - self.numbers.seen_weeks * WEEK
        seen = (past.facts for past in self.history if past.on > since)
        return any(said(facts, "seen", "fine", "treated") for facts in (*seen, self.facts))
