"""/plan: the care plan by time of day, as it stands after the last check-in; why, and sources, a tap away."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from babel.dates import format_date
from telegram import Update
from telegram.ext import CallbackQueryHandler

import guidance
from guidance import Assessment, FollowUp, Guidance, Regimen
from handlers.feature import Context, Feature, Handler, Visit
from handlers.record import load_record
from handlers.results import closing_parts, fitted
from handlers.screen import Screen, column, go
from handlers.services import Voice

TIMES = ("now", "both", "morning", "evening", "nights", "always", "avoid", "tell")
TWICE = {"morning", "evening"}
SAID_ELSEWHERE = {"timeline", "safety_net"}  # each plan screen ends with both, in full
SHOWN_SOURCES = 12  # what fits a phone screen; all of them stand in the guidance


class Plan(Feature):
    def handlers(self) -> list[Handler]:
        return [*self.place("plan", self.plan), CallbackQueryHandler(self.reasons, pattern="^go:reasons$")]

    async def plan(self, update: Update, _: Context) -> None:
        if (visit := await self.settled(update)) is not None:
            await self._show(visit, plan_screen)

    async def reasons(self, update: Update, _: Context) -> None:
        if (visit := await self.settled(update)) is not None:
            await self._show(visit, reasons_screen)

    async def _show(self, visit: Visit, screen_of: Callable[[Voice, Assessment, Regimen], Screen]) -> None:
        person = visit.person
        record = await load_record(self.store, person.id)
        voice = await self.services.voice_of(person, record.assessment.version if record.assessment else "")
        assessment = record.assessment
        if assessment is None:
            screen = Screen(voice("plan-none"), column(go(voice.plain("button-check"), "check")))
            await self.today.show(person, screen, tapped=visit.tapped)
        elif record.must_be_seen(person) or assessment.urgency.urgent:
            lead = voice("plan-urgent")
            await self.today.show_newest(person, record, tapped=visit.tapped, lead=lead)
        else:
            now = up_to_date(assessment, record.follow_up)
            screen = screen_of(voice, now, record.regimen(voice.guidance))
            await self.today.show(person, screen, tapped=visit.tapped)


def up_to_date(assessment: Assessment, follow_up: FollowUp | None) -> Assessment:
    """With the day until which the plan runs as the last check-in left it: put off, or over (None)."""
    if follow_up is None:
        return assessment
    days = [day for day in (assessment.review, follow_up.review) if day is not None and day > follow_up.on]
    return replace(assessment, review=max(days, default=None))


def plan_screen(voice: Voice, assessment: Assessment, regimen: Regimen) -> Screen:
    content = voice.guidance
    keys = [key for key in assessment.care_steps if not hidden(content, assessment, key, regimen)]
    parts = [voice("plan-title")]
    for time in TIMES:
        here = [key for key in keys if time in shown_times(content, key)]
        lines = [f"• {voice(content.step_text(key, assessment.facts))}" for key in here]
        if time == "nights":
            lines += active_lines(voice, assessment, regimen)
        if lines:
            parts.append("\n".join([voice(f"plan-{time}"), *lines]))
    return Screen(
        fitted(parts + closing_parts(voice, assessment)),
        column(
            go(voice.plain("button-reasons"), "reasons"),
            go(voice.plain("button-result"), "result"),
            go(voice.plain("button-reminders"), "reminders"),
        ),
    )


def shown_times(content: Guidance, key: str) -> set[str]:
    """When a step is done; what is done morning and evening is told once."""
    times = set(content.steps[key].times)
    return times - TWICE | {"both"} if times >= TWICE else times


def hidden(content: Guidance, assessment: Assessment, key: str, regimen: Regimen) -> bool:
    """Said elsewhere on the screen; or a step with an active, while actives rest, were given up or are no
    longer needed. What the plan keeps whatever happens (sun protection) stays."""
    plan, uses = content.plans.get(assessment.plan or ""), content.steps[key].uses
    with_active = bool(uses) and all(content.ingredients[use].active for use in uses)
    begun = guidance.first_regimen(content, assessment).active or regimen.active or regimen.dropped
    resting = regimen.nights == 0 and bool(begun)
    kept = plan is not None and key in plan.always
    return key in SAID_ELSEWHERE or (resting and with_active and not kept)


def active_lines(voice: Voice, assessment: Assessment, regimen: Regimen) -> list[str]:
    """How often the active is used at present: check-ins pause it, halve it, step it up. At the start also
    how it rises, with its dates."""
    lines = [
        f"• {voice('plan-active-dropped', ingredient=voice.plain(f'ingredient-{key}'))}"
        for key in regimen.dropped
    ]
    if regimen.active:
        name = voice.plain(f"ingredient-{regimen.active}")
        key = "plan-active" if regimen.nights else "plan-active-paused"
        lines.append(f"• {voice(key, ingredient=name, nights=regimen.nights)}")
    if rise := guidance.first_rise(voice.guidance, assessment, regimen):
        lines.append(f"• {rise_line(voice, rise)}")
    return lines


def rise_line(voice: Voice, rise: tuple[tuple[date, int], ...]) -> str:
    """ "From 23 Nov: 2 evenings a week. From 7 Dec, if nothing stings: 3." """
    days = [(format_date(day, "d MMM", locale=voice.profile.language), nights) for day, nights in rise]
    (day, nights), *later = days
    first = voice("plan-ramp-start", date=day, nights=nights)
    return " ".join([first, *(voice("plan-ramp-step", date=day, nights=nights) for day, nights in later)])


def reasons_screen(voice: Voice, assessment: Assessment, _: Regimen) -> Screen:
    """Why each step, why this urgency, and where it all comes from."""
    content = voice.guidance
    named: dict[str, None] = {}
    urgency = []
    for rule_id in assessment.rules:
        if (rule := content.rule(rule_id)) is not None:
            urgency.append(f"• {voice(f'rule-{rule_id}')}")
            named.update(dict.fromkeys(rule.source))
    why = []
    for key in assessment.care_steps:
        text = content.step_text(key, assessment.facts)
        if key not in SAID_ELSEWHERE and voice.has(f"step-{key}.why"):
            why.append(f"• <b>{lead(voice.plain(text))}</b> – {voice(f'step-{key}.why')}")
        named.update(dict.fromkeys(content.steps[key].source))
    sources = [f"• {html.escape(content.sources[s].title, quote=False)}" for s in list(named)[:SHOWN_SOURCES]]
    parts = []
    if urgency:
        parts.append("\n".join([voice("reasons-rules"), *urgency]))
    if why:
        parts.append("\n".join([voice("reasons-title"), *why]))
    parts += ["\n".join([voice("reasons-sources"), *sources]), voice("not-a-diagnosis")]
    return Screen(
        fitted(parts),
        column(go(voice.plain("button-plan"), "plan"), go(voice.plain("button-result"), "result")),
    )


def lead(step: str) -> str:
    """The first few words of a care step, enough to know it again: up to the first stop or colon."""
    return html.escape(re.split(r"[.:;](?:\s|$)", step, maxsplit=1)[0], quote=False)
