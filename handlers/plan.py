"""/plan: the care plan by time of day, as it stands after the last check-in; why, and sources, a tap away."""

from __future__ import annotations

import html
from collections.abc import Callable

from telegram import Update
from telegram.ext import CallbackQueryHandler

from guidance import Assessment, Regimen
from handlers.feature import Context, Feature, Handler, Visit
from handlers.record import load_record
from handlers.results import ask_first_lines, fitted, is_urgent, left_out_lines, timeline_lines
from handlers.screen import Screen, column, go
from handlers.services import Voice

TIMES = ("now", "morning", "evening", "nights", "always", "avoid")
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
        voice = self.services.voice(person)
        record = await load_record(self.store, person.id)
        assessment = record.assessment
        if assessment is None:
            screen = Screen(voice("plan-none"), column(go(voice.plain("button-check"), "check")))
            await self.today.show(person, screen, tapped=visit.tapped)
        elif record.must_be_seen(person) or is_urgent(assessment.urgency):
            lead = voice("plan-urgent")
            await self.today.show_newest(person, record, tapped=visit.tapped, lead=lead)
        else:
            screen = screen_of(voice, assessment, record.regimen(voice.guidance))
            await self.today.show(person, screen, tapped=visit.tapped)


def plan_screen(voice: Voice, assessment: Assessment, regimen: Regimen) -> Screen:
    content = voice.guidance
    parts = [voice("plan-title")]
    for time in TIMES:
        lines = [
            f"• {voice(content.step_text(key, assessment.facts))}"
            for key in assessment.care_steps
            if time in content.steps[key].times
        ]
        if time == "nights" and lines:
            lines += active_lines(voice, regimen)
        if lines:
            parts.append("\n".join([voice(f"plan-{time}"), *lines]))
    if assessment.ask_first:
        parts.append(ask_first_lines(voice, assessment))
    if left_out := left_out_lines(voice, assessment.left_out):
        parts.append(left_out)
    parts.append(f"{voice('result-sooner')}\n{voice('safety-net')}")
    parts.append(timeline_lines(voice, assessment, "plan-until"))
    parts.append(voice("not-a-diagnosis"))
    return Screen(
        fitted(parts),
        column(
            go(voice.plain("button-reasons"), "reasons"),
            go(voice.plain("button-result"), "result"),
            go(voice.plain("button-reminders"), "reminders"),
        ),
    )


def active_lines(voice: Voice, regimen: Regimen) -> list[str]:
    """How often the active is used at present: check-ins pause it, halve it, step it up."""
    lines = [
        f"• {voice('plan-active-dropped', ingredient=voice.plain(f'ingredient-{key}'))}"
        for key in regimen.dropped
    ]
    if regimen.active:
        name = voice.plain(f"ingredient-{regimen.active}")
        key = "plan-active" if regimen.nights else "plan-active-paused"
        lines.append(f"• {voice(key, ingredient=name, nights=regimen.nights)}")
    return lines


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
        text = f"step-{key}.why"
        if voice.has(text):
            why.append(f"• {voice(text)}")
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
