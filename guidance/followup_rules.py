"""Rules C1 to C13 of the weekly check-in, one function each, in their order. C11 belongs to the sender."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guidance.catalog import Rule
from guidance.followup_week import WORSE, Week, number, said
from guidance.model import Facts, Trend, Urgency
from guidance.rules import most_urgent


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired: its ids, the level it asks for, and what is said."""

    rules: tuple[str, ...]
    urgency: Urgency
    advice: tuple[str, ...] = ()


def findings(week: Week) -> tuple[Finding, ...]:
    """All rules that fire this week, the one that leads the message first."""
    found = (rule(week) for rule in _IN_ORDER)
    return tuple(each for each in found if each is not None)


def go_on(week: Week) -> tuple[str, ...]:
    """What is said in a week in which no rule has anything to say."""
    names = {Trend.BETTER: "better", Trend.WORSE: "worse", Trend.CLEAR: "clear"}
    return week.content.rule(f"go_on.{names.get(week.trend, 'same')}", week.group).advice


def _from(week: Week, rule: str, variant: str = "") -> Finding:
    """As the content has it. The id told is the rule's; a variant only changes words or level."""
    content = week.content.rule(f"{rule}.{variant}" if variant else rule, week.group)
    return Finding((rule,), content.urgency, content.advice)


def warning_signs(week: Week) -> Finding | None:
    """C1. A sign ticked is never less than "within days", whatever the rules of urgency make of it."""
    least = week.content.rule("C1", week.group)
    flags = week.facts.get("red_flags", frozenset()) - {"unsure_now"}  # the glass test has answered that one
    new = week.new_rules()
    ticked = bool(flags) or week.said("context", "skin_flag") or week.said("extras", "genital_sores")
    if not ticked and not new:
        return None
    urgency = max(most_urgent(new), least.urgency if ticked else Urgency.SELF_CARE, key=lambda u: u.rank)
    ids = ("C1",) if ticked else ()
    return Finding(
        (*ids, *(rule.id for rule in new)), urgency, signs_advice(week, new, "C1" if ticked else "C1.other")
    )


def signs_advice(week: Week, fired: Sequence[Rule], otherwise: str) -> tuple[str, ...]:
    """What is said of signs for the next days: by the rules with words of their own, else by `otherwise`."""
    named = [week.content.signs[rule.id] for rule in fired if rule.id in week.content.signs]
    own = tuple(dict.fromkeys(key for keys in named for key in keys))
    return own or week.content.rule(otherwise, week.group).advice


def much_worse(week: Week) -> Finding | None:
    """C2: much worse once, or worse two weeks running. The week after the same again: someone should look."""
    past = [each.facts for each in week.history]
    if not _worsened([*past, week.facts]):
        return None
    return _from(week, "C2", "again" if _worsened(past) else "")


def _worsened(weeks: Sequence[Facts]) -> bool:
    last = weeks[-1:]
    running = len(weeks) > 1 and all(said(facts, "change", *WORSE) for facts in weeks[-2:])
    return running or any(said(facts, "change", "much_worse") for facts in last)


def high_pain(week: Week) -> Finding | None:
    """C3: pain of 7 or more, or up by 3 or more. Hot, spreading or a big lump with it: the same day."""
    now = number(week.facts, "soreness")
    if now is None:
        return None
    before = soreness_before(week)
    rose = before is not None and now - before >= week.numbers.pain_rise
    if now < week.numbers.pain_high and not rose:
        return None
    return _from(week, "C3", "hot" if week.said("red_flags", "spreading_hot", "big_painful_lump") else "")


def soreness_before(week: Week) -> int | None:
    """At the check-in before. A clear week was not asked, and counts as no soreness."""
    if not week.history:
        return None
    last = week.history[-1].facts
    return 0 if said(last, "change", "clear") else number(last, "soreness")


def high_itch(week: Week) -> Finding | None:
    """C4: severe itch two times running (the check counts), or at night with others who itch: scabies?"""
    now, before = number(week.facts, "itch"), week.before("itch")
    high = week.numbers.itch_high
    twice = now is not None and before is not None and min(now, before) >= high
    night = week.said("feel", "itch_night") and week.said("trigger", "close_contact")
    return _from(week, "C4") if twice or night else None


def stung(week: Week) -> Finding | None:
    """C5. What becomes of the ingredient is the regimen's to say."""
    return _from(week, "C5") if week.said("steps", "stung") else None


def review(week: Week) -> Finding | None:
    """C6 and C7: the pattern's review week and nothing better. Where the steps did not happen in most weeks
    it is no failure of care, and gets one extension; an infection never does."""
    if week.number < week.review_week or week.trend not in {Trend.SAME, Trend.WORSE} or week.itch_gained:
        return None
    if week.trend is Trend.SAME and (week.seen_lately or (week.course.earlier_gain and week.gained)):
        return None
    if is_extended(week):
        return _from(week, "C7")
    rule = week.guidance.rule(week.course.if_not)
    level = rule.level if rule else Urgency.GP_WITHIN_DAYS
    return Finding(("C6", week.course.if_not), level, week.course.advice)


def is_extended(week: Week) -> bool:
    """Whether the review is put off: by dates alone, so that it happens once."""
    in_time = week.number < week.review_week + week.numbers.extension_weeks
    return in_time and week.steps_mostly_missed and not week.infection


def gaining(week: Week) -> Finding | None:
    """C8: a slow pattern that gains at its review is carried on, then kept up."""
    until = week.course.go_on_weeks
    if not until or week.number < week.review_week or week.trend is Trend.WORSE or not week.gained:
        return None
    if is_clear_for_good(week):
        return None  # C9 says it better
    return _from(week, "C8", "" if week.number < until else "upkeep")


def is_clear_for_good(week: Week) -> bool:
    return week.clear_in_a_row >= week.numbers.clear_weeks


def clear_twice(week: Week) -> Finding | None:
    """C9: clear two weeks running."""
    return _from(week, "C9") if is_clear_for_good(week) else None


def bothered(week: Week) -> Finding | None:
    """C10: at any week, whatever the skin does."""
    return _from(week, "C10") if week.said("bother", "very") else None


def seen(week: Week) -> Finding | None:
    """C12: was told to see someone. Until that happened it stays advised, less when the skin is clear."""
    if not week.told:
        return None
    for key in ("fine", "treated", "gone"):
        if week.said("seen", key):
            return _from(week, "C12", key)
    if week.trend is Trend.CLEAR:
        return _from(week, "C12", "gone")
    found = _from(week, "C12", "booked" if week.said("seen", "booked") else "")
    if week.said("told", Urgency.GP_WITHIN_DAYS) and week.trend is not Trend.BETTER:
        return Finding(found.rules, Urgency.GP_WITHIN_DAYS, found.advice)
    return found


def something_changed(week: Week) -> Finding | None:
    """C13: pregnancy, a new medicine, a new illness."""
    if not week.said("context", "changed"):
        return None
    unknown = week.said("trigger", "new_medicine") or week.said("context", "new_illness", "new_unsure")
    return _from(week, "C13", "ask" if unknown else "")


_IN_ORDER: tuple[Callable[[Week], Finding | None], ...] = (
    warning_signs,
    much_worse,
    high_pain,
    high_itch,
    stung,
    review,
    gaining,
    clear_twice,
    bothered,
    seen,
    something_changed,
)
