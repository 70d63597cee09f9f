"""From the weekly answers and the weeks before to what follows: trend, urgency, advice, regimen, next look.

The rules are those of the reference (C1 to C13): the first that fires leads the message, and urgency only
goes up. Pure: the day comes in as an argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from guidance.assess import assess
from guidance.catalog import Guidance
from guidance.followup_content import SAFETY_NET
from guidance.followup_regimen import first_regimen, next_regimen
from guidance.followup_rules import Finding, findings, go_on, is_clear_for_good, is_extended, signs_advice
from guidance.followup_week import Week, content_of, merged, number, said
from guidance.model import Assessment, CheckIn, Fact, Facts, FollowUp, Regimen, Trend, Urgency

__all__ = [
    "advice_values",
    "as_checkin",
    "first_regimen",
    "follow_up",
    "given_facts",
    "personal_of",
    "refilter",
    "regimen_before",
    "trend_keys",
]

_RISING_FROM = 3  # soreness up to here can rise by 3 and stay under the 7 that is asked about anyway
_NOT_GIVEN = ("chemo",)
"""Cancer treatment with any rash is a matter for today, so as a given it would end every check-in after its
first screen. `follow_up` judges it all the same, from the check and the weeks since."""


def given_facts(
    assessment: Assessment, told_to_see: bool, last: CheckIn | None, told: Urgency | None = None
) -> tuple[Fact, ...]:
    """What a check-in session begins with. `told`: the urgency last told (default: that of the check, where
    no check-in came since; else "within days"), so that not having been seen is weighed by it."""
    facts: list[Fact] = [("age", key) for key in sorted(assessment.facts.get("age", ()))]
    facts += [("site", key) for key in sorted(assessment.facts.get("site", ()))]
    later = last.facts.get("personal", frozenset()) if last else frozenset()
    personal = assessment.facts.get("personal", frozenset()) | later
    facts += [("personal", key) for key in sorted(personal.difference(_NOT_GIVEN))]
    if told_to_see:
        level = told or (Urgency.GP_WITHIN_DAYS if last else assessment.urgency)
        weighed = Urgency.GP_WITHIN_DAYS if level.rank > Urgency.ROUTINE_DERM.rank else Urgency.ROUTINE_DERM
        facts += [("context", "told_to_see"), ("told", weighed.value)]
    if last is not None:
        clear = said(last.facts, "change", "clear")  # not asked then: no soreness
        soreness = 0 if clear else number(last.facts, "soreness")
        if soreness is not None and soreness <= _RISING_FROM:
            facts.append(("soreness_before", str(soreness)))
    return tuple(facts)


def follow_up(
    guidance: Guidance,
    assessment: Assessment,
    began: date,
    history: Sequence[CheckIn],
    facts: Facts,
    on: date,
) -> FollowUp:
    """What this week's answers come to.

    `began`: the day of the check. `history`: earlier check-ins since then, oldest first, each with the
    regimen that came out of it (see `as_checkin`). A missed week is simply not there, and changes nothing.
    """
    week = Week(guidance, assessment, began, tuple(history), facts, on)
    found = findings(week)
    allowed: Iterable[str] = assessment.recommends
    if week.said("context", "changed"):
        now = personal_of(assessment, history) | _personal(facts)
        again = refilter(guidance, assessment, now, on)
        found = (*found, *_raised(week, again, found))
        allowed = again.recommends
    urgency = max((each.urgency for each in found), key=lambda level: level.rank, default=Urgency.SELF_CARE)
    rules = tuple(dict.fromkeys(rule for each in found for rule in each.rules))
    before = regimen_before(guidance, assessment, history)
    regimen, said_of_it = next_regimen(week, before, urgency, frozenset(rules), frozenset(allowed))
    return FollowUp(
        version=guidance.version,
        on=on,
        urgency=urgency,
        rules=rules,
        trend=week.trend,
        itch_change=week.change("itch"),
        soreness_change=week.change("soreness"),
        advice=_now_only(week, found, urgency) if urgency.urgent else _advice(week, found, said_of_it),
        regimen=regimen,
        review=None if urgency.urgent else _next_review(week),
        told_to_see=urgency is not Urgency.SELF_CARE or _still_told(week),
        rhythm=_rhythm(week, rules, urgency),
    )


def refilter(guidance: Guidance, assessment: Assessment, personal: Iterable[str], on: date) -> Assessment:
    """C13: the check judged again with what is new about the person. `personal`: keys of that group, old or
    new; nothing said before is taken back. Warning signs of that day are left out: they were dealt with."""
    then = {group: keys for group, keys in assessment.facts.items() if group != "red_flags"}
    facts = merged(then, {"personal": frozenset(personal)})
    return assess(guidance, facts, on)


def _personal(facts: Facts) -> frozenset[str]:
    return facts.get("personal", frozenset())


def regimen_before(guidance: Guidance, assessment: Assessment, history: Sequence[CheckIn]) -> Regimen:
    """How the active stood before this week: as the last check-in left it, or as the plan begins."""
    return history[-1].regimen if history else first_regimen(guidance, assessment)


def personal_of(assessment: Assessment, history: Sequence[CheckIn]) -> frozenset[str]:
    """All that was said of the person, in the check and since: for `refilter`, to judge today's plan."""
    return _personal(assessment.facts).union(*(_personal(past.facts) for past in history))


def trend_keys(guidance: Guidance, result: FollowUp) -> tuple[str, ...]:
    """The text keys of the trend: how it goes, and the itch beside the last one where there was one."""
    if result.itch_change is None:
        return (f"trend-{result.trend}",)
    same = abs(result.itch_change) < content_of(guidance).numbers.same_under
    return f"trend-{result.trend}", "checkin-itch-same" if same else "checkin-itch-trend"


def as_checkin(result: FollowUp, facts: Facts) -> CheckIn:
    """This check-in as the next one's history."""
    return CheckIn(result.on, facts, result.regimen)


def advice_values(result: FollowUp, facts: Facts, ingredient: str) -> Mapping[str, object]:
    """What advice texts may name beside the country's words: $nights, $ingredient, $itch_before, $itch_now.

    `ingredient`: the name, in the reader's language, of the active used so far (`regimen_before(…).active`);
    it may just have been given up, so the result no longer holds it.
    """
    now = number(facts, "itch")
    change = result.itch_change
    return {
        "nights": result.regimen.nights or result.regimen.usual_nights,
        "ingredient": ingredient,
        "itch_now": now if now is not None else "–",
        "itch_before": now - change if now is not None and change is not None else "–",
    }


def _raised(week: Week, again: Assessment, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """What the new circumstances add to the urgency of the check itself: pregnancy with folliculitis, say."""
    known = {rule for each in found for rule in each.rules} | set(week.assessment.rules)
    news = [rule for rule in map(week.guidance.rule, again.rules) if rule and rule.id not in known]
    if not news:
        return ()
    level = max((rule.level for rule in news), key=lambda each: each.rank)
    return (Finding(tuple(rule.id for rule in news), level, signs_advice(week, news, "C1.other")),)


def _now_only(week: Week, found: Sequence[Finding], urgency: Urgency) -> tuple[str, ...]:
    """Emergency and same day: what to do now, and nothing else."""
    signs: Mapping[str, tuple[str, ...]] = week.content.signs
    said_now: list[tuple[str, ...]] = []
    for each in found:
        ids = [rule for rule in each.rules if (known := week.guidance.rule(rule)) and known.level is urgency]
        said_now += [signs.get(rule, signs[urgency]) for rule in ids]
        if each.urgency is urgency and not ids:
            said_now.append(signs[urgency])
    if urgency is Urgency.EMERGENCY_NOW:
        # One number to call: the general one, unless the rule with a number of its own is alone.
        return signs[urgency] if signs[urgency] in said_now else said_now[0]
    return tuple(dict.fromkeys(key for keys in said_now for key in keys))


def _advice(week: Week, found: Sequence[Finding], regimen: Sequence[str]) -> tuple[str, ...]:
    """The leading rule, then what becomes of the active, then the rest; the safety net last, always."""
    first = found[0].advice if found else go_on(week)
    rest = (key for each in found[1:] for key in each.advice)
    keys = tuple(dict.fromkeys([*first, *regimen, *rest]))
    return (*keys[: week.numbers.most_advice], SAFETY_NET)


def _next_review(week: Week) -> date | None:
    """The next day of the plan's looks that is still ahead; the extension and the long stretch included."""
    plan = week.guidance.plans.get(week.assessment.plan or "")
    days = [*(plan.looks if plan else (week.review_days,))]
    if is_extended(week):
        days.append(week.review_days + week.numbers.extension_weeks * 7)
    if week.course.go_on_weeks:
        days.append(week.course.go_on_weeks * 7)
    ahead = sorted(day for each in days if (day := week.began + timedelta(days=each)) > week.on)
    return ahead[0] if ahead else None


def _still_told(week: Week) -> bool:
    return week.told and not week.said("seen", "fine", "treated", "gone") and week.trend is not Trend.CLEAR


def _rhythm(week: Week, rules: Sequence[str], urgency: Urgency) -> str:
    if "C1" in rules or urgency.urgent:
        return "wait"
    kept_up = week.course.go_on_weeks and "C8" in rules and week.number >= week.course.go_on_weeks
    settled = is_clear_for_good(week) or bool(kept_up)
    return "monthly" if settled and urgency is Urgency.SELF_CARE else "weekly"
