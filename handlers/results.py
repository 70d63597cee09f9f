"""What a person is told after a check or a check-in. Pure: the stored record in, a screen out.

Emergency and same-day results show what to do now and nothing else. Everything else ends with what would mean
help sooner, and the date of the next look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import guidance
from guidance import Assessment, FollowUp, Guidance, LeftOut, Ranked, Urgency
from guidance.catalog import Rule
from handlers.callback import Tap
from handlers.ports import Dated, Person
from handlers.record import Record, key_of, rev_of
from handlers.screen import TEXT_LIMIT, Button, Screen, column, go
from handlers.services import Services, Voice

HELPLINE = "ask_oncology"  # the step that names a number of one's own
HOW_SOON = {"gp_days", "derm_routine"}  # steps that a result says first of all, as its urgency
FIRST_STEPS = 6  # care steps on the first screen; the rest is one tap away


def photo_offer(voice: Voice, check: Dated) -> Screen:
    back = Button(voice.plain("button-back"), Tap("b", check.session, rev_of(check)).pack())
    skip = go(voice.plain("button-photo-skip"), "result", check.session)
    return Screen(voice("photo-offer"), column(skip, back))


def newest_screen(services: Services, person: Person, record: Record, voice: Voice) -> Screen:
    """The newest result of either kind, as a screen. `voice`: of the version that gave it."""
    newest, assessment = record.newest, record.assessment
    if newest is None or assessment is None:
        raise ValueError(f"person {person.id} has no result yet")
    if (follow_up := record.follow_up) is not None:
        if follow_up.urgency.urgent:
            advice = [voice(f"advice-{key}") for key in follow_up.advice]
            return urgent_screen(voice, follow_up.urgency, follow_up.rules, advice, newest)
        return outcome_screen(services, person, record, follow_up, voice)
    if assessment.urgency.urgent:
        return urgent_screen(
            voice, assessment.urgency, assessment.rules, urgent_steps(voice, assessment), newest
        )
    return result_screen(voice, assessment, newest)


def shown_steps(voice: Voice, assessment: Assessment) -> list[str]:
    """The care steps less those said elsewhere on the screen (how soon, the safety net, the dates)."""
    steps = voice.guidance.steps
    return [k for k in assessment.care_steps if k not in HOW_SOON and steps[k].times != ("tell",)]


def urgent_steps(voice: Voice, assessment: Assessment) -> list[str]:
    """What to do now, and what this person needs beside it: a helpline to call, maternity care."""
    content, urgency = voice.guidance, assessment.urgency
    what_to_do, said = f"urgency-{urgency}-do", {"emergency_call", "same_day"}
    rules = of_level(content, urgency, assessment.rules)
    if rules and all(HELPLINE in rule.steps for rule in rules):
        # One number to call first: the team's own, unless another rule of this level asks for the general.
        emergency = urgency is Urgency.EMERGENCY_NOW
        what_to_do = "advice-emergency_helpline" if emergency else "advice-same_day_helpline"
        said |= {HELPLINE}
    extra = [key for key in shown_steps(voice, assessment) if key not in said]
    return [voice(what_to_do), *(voice(content.step_text(key, assessment.facts)) for key in extra)]


def of_level(content: Guidance, urgency: Urgency, rules: tuple[str, ...]) -> list[Rule]:
    """The rules that reach this urgency; "today" beside "now" would only confuse."""
    return [rule for each in rules if (rule := content.rule(each)) and rule.level is urgency]


def urgent_screen(
    voice: Voice, urgency: Urgency, rules: tuple[str, ...], what_to_do: list[str], result: Dated
) -> Screen:
    """What to do now, why, and the two ways on: it was a slip, or I have been seen."""
    named = [rule.id for rule in of_level(voice.guidance, urgency, rules)]
    reasons = "\n".join(f"• {voice(f'rule-{rule}')}" for rule in named)
    parts = [
        f"<b>{voice(f'urgency-{urgency}')}</b>",
        *(voice(f"rule-{rule}.first") for rule in named if voice.has(f"rule-{rule}.first")),
        *what_to_do,
        f"{voice('result-why-now')}\n{reasons}" if reasons else "",
        voice("not-a-diagnosis"),
    ]
    back = Button(voice.plain("button-mistake"), Tap("b", result.session, rev_of(result)).pack())
    seen = go(voice.plain("button-seen"), "seen", key_of(result))
    return Screen("\n\n".join(p for p in parts if p), column(back, seen), urgent=True)


def result_screen(voice: Voice, assessment: Assessment, result: Dated) -> Screen:
    urgency = assessment.urgency
    how_soon = [
        voice("result-title"),
        f"<b>{voice(f'urgency-{urgency}')}</b>",
        voice(f"urgency-{urgency}-do"),
    ]
    parts = ["\n".join(how_soon)]
    parts.append("\n".join(ranked_lines(voice, r) for r in assessment.ranking) or voice("result-cannot-tell"))
    if steps := shown_steps(voice, assessment):
        first = steps[:FIRST_STEPS]
        shown = [short_step(voice, assessment, key) for key in first]
        lines = [voice("result-care"), *(f"• {text}" for text in shown)]
        if len(steps) > len(first) or shown != [full_step(voice, assessment, key) for key in first]:
            lines.append(f"<i>{voice('result-more-steps', count=len(steps) - len(first))}</i>")
        parts.append("\n".join(lines))
    return Screen(
        fitted(parts + closing_parts(voice, assessment)),
        column(
            go(voice.plain("button-plan"), "plan"),
            go(voice.plain("button-reasons"), "reasons"),
            go(voice.plain("button-reminders"), "reminders"),
        ),
    )


def full_step(voice: Voice, assessment: Assessment, key: str) -> str:
    return voice(voice.guidance.step_text(key, assessment.facts))


def short_step(voice: Voice, assessment: Assessment, key: str) -> str:
    """A care step by its first sentence; what comes before all else (a call, a product to stop) in full."""
    text = full_step(voice, assessment, key)
    if "now" in voice.guidance.steps[key].times:
        return text
    first = re.match(r".*?[.](?:</b>)?(?=\s|$)", text)
    return first[0] if first else text


def closing_parts(voice: Voice, assessment: Assessment) -> list[str]:
    """How every plan ends: what was left out or needs asking, help sooner if, when to look again,
    what this is not."""
    return [
        ask_first_lines(voice, assessment),
        left_out_lines(voice, assessment.left_out),
        f"{voice('result-sooner')}\n{voice('safety-net')}",
        timeline_lines(voice, assessment),
        voice("not-a-diagnosis"),
    ]


def timeline_lines(voice: Voice, assessment: Assessment) -> str:
    """What to expect when, and the day until which the plan runs."""
    lines = [voice(f"timeline-{assessment.plan}")] if assessment.plan else []
    if assessment.review:
        lines.append(voice("plan-until", date=voice.day(assessment.review)))
    return "\n".join(lines)


def ranked_lines(voice: Voice, ranked: Ranked) -> str:
    fit = ranked.fit.replace("_", "-")
    lines = [voice(f"result-{fit}", pattern=voice.plain(f"pattern-{ranked.pattern}"))]
    if voice.has(f"pattern-{ranked.pattern}.what"):
        lines.append(voice(f"pattern-{ranked.pattern}.what"))
    if ranked.reasons_for:
        lines.append(voice("result-because", reasons="; ".join(voice.fact(f) for f in ranked.reasons_for)))
    if ranked.reason_against:
        lines.append(voice("result-against", reason=voice.fact(ranked.reason_against)))
    return "\n".join(lines)


def left_out_lines(voice: Voice, left_out: tuple[LeftOut, ...]) -> str:
    if not left_out:
        return ""
    return "\n".join([voice("result-left-out"), *by_reason(voice, [(i.key, i.reasons) for i in left_out])])


def by_reason(voice: Voice, items: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """A line for each reason, with every ingredient (by its key) that it holds for."""
    named: dict[tuple[str, ...], list[str]] = {}
    for key, reasons in items:
        named.setdefault(reasons, []).append(voice.plain(f"ingredient-{key}"))
    return [
        voice(
            "result-left-out-line",
            what=", ".join(names),
            reasons=", ".join(voice.plain(f"factor-{reason}") for reason in reasons),
        )
        for reasons, names in named.items()
    ]


def ask_first_lines(voice: Voice, assessment: Assessment) -> str:
    """What may be used only after asking, each with the reason why."""
    if not assessment.ask_first:
        return ""
    items = [(k, guidance.why_ask_first(voice.guidance, assessment, k)) for k in assessment.ask_first]
    return "\n".join([voice("result-ask-first"), *by_reason(voice, items)])


def outcome_screen(
    services: Services, person: Person, record: Record, follow_up: FollowUp, voice: Voice
) -> Screen:
    """After a check-in: the trend, what to change, help sooner if, the next date."""
    values = advice_values(voice, record, follow_up)
    parts = [voice("outcome-title", trend=voice.plain(f"trend-{follow_up.trend}"))]
    if scores := score_lines(voice, record):
        parts.append(scores)
    if follow_up.urgency is not Urgency.SELF_CARE:
        parts.append(f"<b>{voice(f'urgency-{follow_up.urgency}')}</b>")
    first, *rest = [voice(f"advice-{key}", **values) for key in follow_up.advice]  # the safety net comes last
    parts += [f"{voice('outcome-todo')}\n{first}", *rest]
    dates = [voice("outcome-review", date=voice.day(follow_up.review))] if follow_up.review else []
    parts.append("\n".join([*dates, next_line(services, person, record)]))
    parts.append(voice("not-a-diagnosis"))
    photos = person.profile.consents.get("photos")
    return Screen(
        fitted(parts),
        column(
            go(voice.plain("button-photo"), "photo") if photos else None,
            go(voice.plain("button-plan"), "plan"),
            go(voice.plain("button-progress"), "progress"),
            go(voice.plain("button-reminders"), "reminders") if follow_up.rhythm == "monthly" else None,
        ),
    )


def advice_values(voice: Voice, record: Record, follow_up: FollowUp) -> Mapping[str, object]:
    """What advice may name: the active used until this week, how often, and the itch then and now."""
    *before, last = record.history
    used = before[-1].regimen if before else record.first_regimen(voice.guidance)
    name = voice.plain(f"ingredient-{used.active}") if used.active else ""
    return guidance.advice_values(follow_up, last.facts, name)


def score_lines(voice: Voice, record: Record) -> str:
    """Itch and soreness, last time and now; left out where there is nothing to compare."""
    history = record.history
    first = record.assessment
    lines = []
    for group in ("itch", "soreness"):
        before = history[-2].facts if len(history) > 1 else (first.facts if first else {})
        was, now = sorted(before.get(group, ())), sorted(history[-1].facts.get(group, ()))
        if was and now and was[0].isdigit() and now[0].isdigit():
            lines.append(voice(f"outcome-{group}", before=was[0], now=now[0]))
    return "\n".join(lines)


def next_line(services: Services, person: Person, record: Record) -> str:
    """When the bot asks next: a week answered already is not asked again."""
    voice = services.voice(person)
    following = services.next_prompt(person)
    while following is not None and record.answered(services.week(person, following)):
        following = services.next_prompt(person, after=following)
    if following is None or person.profile.zone is None:
        return voice("outcome-next-free")
    return voice("outcome-next", when=voice.moment(following, person.profile.zone))


def fitted(parts: list[str]) -> str:
    """Joined, and within what Telegram takes: a paragraph in the middle gives way, never the first or the
    last five (what was left out or needs asking, help sooner, the next date, what this is not)."""
    kept = [p for p in parts if p]
    while len("\n\n".join(kept)) > TEXT_LIMIT and len(kept) > 6:
        kept.pop(-6)
    return "\n\n".join(kept)
