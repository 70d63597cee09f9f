"""What a person is told after a check or a check-in. Pure: the stored record in, a screen out.

Emergency and same-day results show what to do now and nothing else. Everything else ends with what would mean
help sooner, and the date of the next look.
"""

from __future__ import annotations

from collections.abc import Mapping

import guidance
from guidance import Assessment, FollowUp, LeftOut, Ranked, Urgency
from handlers.callback import Tap
from handlers.ports import Dated, Person
from handlers.record import Record
from handlers.screen import TEXT_LIMIT, Button, Screen, column, go
from handlers.services import Services, Voice

FIRST_STEPS = 6  # care steps on the first screen; the rest is one tap away


def is_urgent(urgency: Urgency) -> bool:
    return urgency.rank >= Urgency.SAME_DAY.rank


def photo_offer(voice: Voice, check: Dated) -> Screen:
    back = Button(voice.plain("button-back"), Tap("b", check.session, rev_of(check)).pack())
    skip = go(voice.plain("button-photo-skip"), "result", check.session)
    return Screen(voice("photo-offer"), column(skip, back))


def newest_screen(services: Services, person: Person, record: Record) -> Screen:
    """The newest result of either kind, as a screen."""
    voice = services.voice(person)
    newest, assessment = record.newest, record.assessment
    if newest is None or assessment is None:
        raise ValueError(f"person {person.id} has no result yet")
    if record.newest_is_checkin and (follow_up := record.follow_up) is not None:
        if is_urgent(follow_up.urgency):
            advice = [voice(f"advice-{key}") for key in follow_up.advice]
            return urgent_screen(voice, follow_up.urgency, follow_up.rules, advice, newest)
        return outcome_screen(services, person, record, follow_up)
    if is_urgent(assessment.urgency):
        return urgent_screen(
            voice, assessment.urgency, assessment.rules, urgent_steps(voice, assessment), newest
        )
    return result_screen(voice, assessment, newest)


def shown_steps(voice: Voice, assessment: Assessment) -> list[str]:
    """The care steps less those that are said elsewhere on the screen (the safety net, the dates)."""
    return [key for key in assessment.care_steps if voice.guidance.steps[key].times != ("tell",)]


def urgent_steps(voice: Voice, assessment: Assessment) -> list[str]:
    """What to do now, and what this person needs beside it: a helpline to call, maternity care."""
    extra = [key for key in shown_steps(voice, assessment) if key not in {"emergency_call", "same_day"}]
    texts = [voice(voice.guidance.step_text(key, assessment.facts)) for key in extra]
    return [voice(f"urgency-{assessment.urgency}-do"), *texts]


def urgent_screen(
    voice: Voice, urgency: Urgency, rules: tuple[str, ...], what_to_do: list[str], result: Dated
) -> Screen:
    """What to do now, why, and the two ways on: it was a slip, or I have been seen."""
    reasons = "\n".join(f"• {voice(f'rule-{rule}')}" for rule in rules if voice.has(f"rule-{rule}"))
    parts = [
        f"<b>{voice(f'urgency-{urgency}')}</b>",
        *what_to_do,
        f"{voice('result-why-now')}\n{reasons}" if reasons else "",
        voice("not-a-diagnosis"),
    ]
    back = Button(voice.plain("button-mistake"), Tap("b", result.session, rev_of(result)).pack())
    seen = go(voice.plain("button-seen"), "seen", result.session)
    return Screen("\n\n".join(p for p in parts if p), column(back, seen), urgent=True)


def rev_of(result: Dated) -> int:
    """The revision of the session that gave this result: what a step back from it has to name."""
    return int(result.data["rev"])


def result_screen(voice: Voice, assessment: Assessment, result: Dated) -> Screen:
    parts = [voice("result-title"), f"<b>{voice(f'urgency-{assessment.urgency}')}</b>"]
    parts.append(voice(f"urgency-{assessment.urgency}-do"))
    parts.append("\n".join(ranked_lines(voice, r) for r in assessment.ranking) or voice("result-cannot-tell"))
    steps, text_of = shown_steps(voice, assessment), voice.guidance.step_text
    if steps:
        shown = [f"• {voice(text_of(key, assessment.facts))}" for key in steps[:FIRST_STEPS]]
        if len(steps) > FIRST_STEPS:
            shown.append(f"<i>{voice('result-more-steps', count=len(steps) - FIRST_STEPS)}</i>")
        parts.append("\n".join([voice("result-care"), *shown]))
    return Screen(
        fitted(parts + closing_parts(voice, assessment, "result-review")),
        column(
            go(voice.plain("button-plan"), "plan"),
            go(voice.plain("button-reasons"), "reasons"),
            go(voice.plain("button-reminders"), "reminders"),
        ),
    )


def closing_parts(voice: Voice, assessment: Assessment, review: str) -> list[str]:
    """How every plan ends: what was left out or needs asking, help sooner if, when to look again (`review`:
    its text key), what this is not."""
    return [
        ask_first_lines(voice, assessment),
        left_out_lines(voice, assessment.left_out),
        f"{voice('result-sooner')}\n{voice('safety-net')}",
        timeline_lines(voice, assessment, review),
        voice("not-a-diagnosis"),
    ]


def timeline_lines(voice: Voice, assessment: Assessment, review: str) -> str:
    """What to expect when, and the date of the next look at the plan (`review`: its text key)."""
    lines = [voice(f"timeline-{assessment.plan}")] if assessment.plan else []
    if assessment.review:
        lines.append(voice(review, date=voice.day(assessment.review)))
    return "\n".join(lines)


def ranked_lines(voice: Voice, ranked: Ranked) -> str:
    fit = ranked.fit.replace("_", "-")
    lines = [voice(f"result-{fit}", pattern=voice.plain(f"pattern-{ranked.pattern}"))]
    if voice.has(f"pattern-{ranked.pattern}.what"):
        lines.append(voice(f"pattern-{ranked.pattern}.what"))
    if ranked.reasons_for:
        lines.append(voice("result-because", reasons=", ".join(voice.fact(f) for f in ranked.reasons_for)))
    if ranked.reason_against:
        lines.append(voice("result-against", reason=voice.fact(ranked.reason_against)))
    return "\n".join(lines)


def left_out_lines(voice: Voice, left_out: tuple[LeftOut, ...]) -> str:
    if not left_out:
        return ""
    lines = [
        voice(
            "result-left-out-line",
            what=voice.plain(f"ingredient-{item.key}"),
            reasons=", ".join(voice.plain(f"factor-{r}") for r in item.reasons),
        )
        for item in left_out
    ]
    return "\n".join([voice("result-left-out"), *lines])


def ask_first_lines(voice: Voice, assessment: Assessment) -> str:
    """What may be used only after asking, each with the reason why."""
    if not assessment.ask_first:
        return ""
    lines = []
    for key in assessment.ask_first:
        reasons = guidance.why_ask_first(voice.guidance, assessment, key)
        why = ", ".join(voice.plain(f"factor-{reason}") for reason in reasons)
        lines.append(voice("result-left-out-line", what=voice.plain(f"ingredient-{key}"), reasons=why))
    return "\n".join([voice("result-ask-first"), *lines])


def outcome_screen(services: Services, person: Person, record: Record, follow_up: FollowUp) -> Screen:
    """After a check-in: the trend, what to change, help sooner if, the next date."""
    voice = services.voice(person)
    values = advice_values(voice, record, follow_up)
    parts = [voice("outcome-title", trend=voice.plain(f"trend-{follow_up.trend}"))]
    if scores := score_lines(voice, record):
        parts.append(scores)
    if follow_up.urgency is not Urgency.SELF_CARE:
        parts.append(f"<b>{voice(f'urgency-{follow_up.urgency}')}</b>")
    parts.append(voice("outcome-todo"))
    parts += [voice(f"advice-{key}", **values) for key in follow_up.advice]  # the safety net comes last
    if follow_up.review:
        parts.append(voice("outcome-review", date=voice.day(follow_up.review)))
    parts.append(next_line(services, person, record))
    parts.append(voice("not-a-diagnosis"))
    photos = person.profile.consents.get("photos")
    return Screen(
        fitted(parts),
        column(
            go(voice.plain("button-photo"), "photo") if photos else None,
            go(voice.plain("button-plan"), "plan"),
            go(voice.plain("button-progress"), "progress"),
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
