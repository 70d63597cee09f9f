"""How the active ingredient stands: begin low, pause when it stings, halve, give up, or one more night."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from guidance.catalog import Guidance
from guidance.followup_week import Week, content_of, said
from guidance.model import Assessment, Regimen, Trend, Urgency

_DAILY = 7
_CALM_STEPS = ("fine", "few", "none")


def first_regimen(guidance: Guidance, assessment: Assessment) -> Regimen:
    """What the plan begins with: the first of its actives the safety filter left, at its starting nights.

    One product at a time, and low: once or twice a week first (AAD, seed article; S1, S4).
    """
    plan = guidance.plans.get(assessment.plan or "")
    for key in plan.actives if plan else ():
        ingredient = guidance.ingredients.get(key)
        if key in assessment.recommends and ingredient is not None and ingredient.active:
            return Regimen(key, ingredient.start_nights, ingredient.start_nights)
    return Regimen()


def first_rise(guidance: Guidance, assessment: Assessment, regimen: Regimen) -> tuple[tuple[date, int], ...]:
    """How an active that is being started rises while nothing stings: (from this day, nights a week), the
    first entry the start itself. One night more every `step_up_weeks`, as the check-ins do it (bot rule of
    the reference, 2.1: once or twice a week, then two or three).

    Empty: no active, paused, given up, stung or stepped up already, or rinsed off and in the end daily.
    """
    ingredient = guidance.ingredients.get(regimen.active or "")
    if (
        ingredient is None
        or ingredient.most_nights == _DAILY
        or regimen != first_regimen(guidance, assessment)
    ):
        return ()
    every = timedelta(weeks=content_of(guidance).numbers.step_up_weeks)
    nights = range(ingredient.start_nights, ingredient.most_nights + 1)
    return tuple((assessment.on + step * every, each) for step, each in enumerate(nights))


def next_regimen(
    week: Week, now: Regimen, urgency: Urgency, fired: Collection[str], allowed: Collection[str]
) -> tuple[Regimen, tuple[str, ...]]:
    """The regimen after this week, and the advice that says so. `allowed`: what the filter leaves today."""
    if now.active is None:
        return now, ()
    if now.active not in allowed:
        return _without(now), ("active_not_for_you",)
    if urgency.urgent:
        return replace(now, nights=0), ()  # said by what to do now; nothing else is
    if "C5" in fired:
        return _after_sting(week, now)
    if "C3" in fired or ("C2" in fired and week.course.rest_when_worse):
        return (replace(now, nights=0), ("active_paused",)) if now.nights else (now, ("active_still_paused",))
    if "C9" in fired and not week.course.upkeep:
        return _without(now), ("active_ended",)
    if now.nights == 0:
        return _after_pause(week, now)
    if urgency is not Urgency.SELF_CARE:
        return now, ()  # someone is to look at it first: not more of it until then
    return _step_up(week, now)


def _without(now: Regimen) -> Regimen:
    return Regimen(stung=now.stung, dropped=now.dropped)


def _after_sting(week: Week, now: Regimen) -> tuple[Regimen, tuple[str, ...]]:
    if now.nights == 0:  # paused, so it was not the ingredient
        return now, ("active_still_paused",)
    stung = now.stung + 1
    if stung >= week.numbers.drop_after_stings and now.active is not None:
        return Regimen(stung=stung, dropped=(*now.dropped, now.active)), ("active_dropped",)
    half = max(1, now.nights // 2)
    return Regimen(now.active, 0, half, stung, now.dropped), ("active_paused", "active_halved")


def _after_pause(week: Week, now: Regimen) -> tuple[Regimen, tuple[str, ...]]:
    unseen = week.told and not week.said("seen", "fine", "treated", "gone")
    if week.said("steps", *_CALM_STEPS) and week.trend is not Trend.WORSE and not unseen:
        return replace(now, nights=now.usual_nights), ("active_restart",)
    return now, ("active_still_paused",)


def _step_up(week: Week, now: Regimen) -> tuple[Regimen, tuple[str, ...]]:
    """One more night after calm weeks; never for someone whom it has stung."""
    ingredient = week.guidance.ingredients.get(now.active or "")
    weeks = week.numbers.step_up_weeks
    used = [first_regimen(week.guidance, week.assessment), *(past.regimen for past in week.history)]
    lived = [*zip(used, week.history, strict=False)][-(weeks - 1) :]  # each week with what was in force then
    calm = len(lived) == weeks - 1 and all(
        said(past.facts, "steps", "fine") and (then.active, then.nights) == (now.active, now.nights)
        for then, past in lived
    )
    ready = calm and week.said("steps", "fine") and week.trend not in {Trend.WORSE, Trend.CLEAR}
    if (
        not ready
        or now.stung
        or week.number < weeks
        or ingredient is None
        or now.nights >= ingredient.most_nights
    ):
        return now, ()
    return replace(now, nights=now.nights + 1, usual_nights=now.nights + 1), ("active_step_up",)
