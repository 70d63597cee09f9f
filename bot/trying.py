"""The check in a terminal, for its authors: the same questions and rules, and what led to the result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from rich.console import Console
from rich.prompt import Prompt

import guidance
import handlers
from guidance import Assessment, Facts, Guidance, Kind, Outcome, Question, Session, Words
from guidance.assess import verdicts
from guidance.catalog import Verdict
from guidance.index import said_in
from guidance.rank import scores
from guidance.words import plain
from handlers.plan import plan_screen
from handlers.ports import Dated, Profile
from handlers.results import result_screen, urgent_screen, urgent_steps
from handlers.services import Voice

KEYS = "number, or several with commas; b Back, ? what it means, n not sure, 0 none of these"


def walk_through(content: Guidance, texts: Path, country: str, on: date) -> None:
    """Ask on the terminal, then show the result. EOFError and KeyboardInterrupt: the reader left."""
    words = Words.load([texts, Path(handlers.__file__ or "").parent / "texts"])
    terminal = Terminal(Voice(content, words, Profile(country=country)))
    terminal.say(f"Content {content.version}, country {country}, {on.isoformat()}. Ctrl-D leaves.")
    terminal.say(f"Answer with: {KEYS}.")
    session = guidance.start(content, "check")
    while not guidance.is_over(content, session):
        session = terminal.ask(session)
    terminal.result(guidance.facts(content, session), on)


class Terminal:
    """One check: what is said to the reader, and what they answer."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.content = voice.guidance
        self.console = Console(soft_wrap=True, highlight=False)

    def say(self, text: str, style: str = "") -> None:
        self.console.print(text, style=style or None, markup=False)

    def ask(self, session: Session) -> Session:
        """The question the session waits at, until a change: an answer, or a step back."""
        question = guidance.current(self.content, session)
        if question is None:
            raise ValueError("the check is over: nothing is left to ask")
        step, of = guidance.progress(self.content, session)
        self.say("")
        self.say(f"{step}/{of}  {self.voice.plain(f'q-{question.key}')}", "bold")
        for number, option in enumerate(question.options if question.kind is not Kind.SCALE else (), 1):
            tick = "✓" if option.key in session.draft else " "
            self.say(f" {tick}{number:>2}  {self._option(question, option.key)}")
        if question.none:
            self.say(f"   0  {self.voice.plain('button-none')}")
        while True:
            typed = Prompt.ask("answer", console=self.console).strip().lower()
            if typed == "?":
                self.say(self.voice.plain(f"q-{question.key}-help"))
                continue
            changed, trouble = self._answered(session, question, typed)
            if trouble:
                self.say(trouble, "yellow")
            else:
                return changed

    def _option(self, question: Question, key: str) -> str:
        return self.voice.plain(f"o-{question.key}-{key}")

    def _answered(self, session: Session, question: Question, typed: str) -> tuple[Session, str]:
        """The session after what was typed, or the session as it was and what is wrong."""
        if typed == "b":
            changed, outcome = guidance.back(self.content, session, rev=session.rev)
            return changed, "" if outcome is Outcome.ACCEPTED else "This is the first question."
        taps, trouble = taps_for(question, session.draft, typed)
        changed = session
        for option in taps:
            if guidance.is_over(self.content, changed):
                break  # an emergency sign ends the check at once
            changed, outcome = guidance.apply(self.content, changed, question.key, option, rev=changed.rev)
            if outcome is not Outcome.ACCEPTED:
                return session, self.voice.plain("toast-choose-first" if option == "done" else "toast-limit")
        return changed, trouble

    def result(self, facts: Facts, on: date) -> None:
        assessment = guidance.assess(self.content, facts, on)
        stored = Dated(0, 0, datetime.combine(on, time(12), UTC), None, {"rev": 0})
        self.say("\n" + "─" * 60)
        if assessment.urgency.urgent:
            what = urgent_steps(self.voice, assessment)
            screen = urgent_screen(self.voice, assessment.urgency, assessment.rules, what, stored)
            self.say(plain(screen.text))
        else:
            self.say(plain(result_screen(self.voice, assessment, stored).text))
            self.say("─" * 60)
            regimen = guidance.first_regimen(self.content, assessment)
            self.say(plain(plan_screen(self.voice, assessment, regimen).text))
        self.say("─" * 60)
        for line in self._behind(assessment):
            self.say(line)

    def _behind(self, assessment: Assessment) -> Iterator[str]:
        """What an author asks of a result: rules and sources, scores, and the filter's word on each thing."""
        yield f"How soon: {assessment.urgency}"
        for rule_id in assessment.rules:
            rule = self.content.rule(rule_id)
            yield (
                f"  rule {rule_id} ({rule.level}): {self.voice.plain(f'rule-{rule_id}')}" if rule else rule_id
            )
            yield from (f"      {s}: {self.content.sources[s].title}" for s in (rule.source if rule else ()))
        if not assessment.rules:
            yield "  no rule fired"
        if assessment.urgency.urgent:
            yield "No ranking, no plan, no filter: what to do now stands alone."
            return
        yield "Scores, the best pattern of each group (4 could fit, 6 and 2 ahead fits well):"
        for scored in scores(self.content, said_in(assessment.facts)):
            if scored.score > 0:
                yield f"  {scored.score:>3}  {scored.pattern.key} ({scored.pattern.group})"
        yield f"Plan: {assessment.plan}; recommended: {', '.join(assessment.recommends) or 'nothing'}"
        yield "The safety filter:"
        found = verdicts(self.content, assessment.facts, assessment.ranking)
        kept = [key for key, filtered in found.items() if filtered.verdict is not Verdict.OK]
        for key in kept:
            why = "; ".join(self.voice.plain(f"factor-{reason}") for reason in found[key].reasons)
            word = "ask first" if found[key].verdict is Verdict.ASK else "left out"
            yield f"  {word}: {self.voice.plain(f'ingredient-{key}')}: {why}"
        if not kept:
            yield "  keeps nothing out"


def taps_for(question: Question, draft: tuple[str, ...], typed: str) -> tuple[list[str], str]:
    """The taps that what was typed stands for, or none and what is wrong with it. Numbers replace the ticks
    that stand; an empty line keeps them."""
    keys = [option.key for option in question.options]
    first = 0 if question.kind is Kind.SCALE else 1
    words = [word.strip() for word in typed.split(",") if word.strip()]
    chosen: list[str] = []
    last = "done"
    for word in words:
        if word == "n" and question.not_sure:
            last = "not_sure"
        elif word == "0" and question.none:
            last = "none"
        elif word.isdecimal() and 0 <= int(word) - first < len(keys):
            chosen.append(keys[int(word) - first])
        else:
            return [], f"{word!r} is not an answer here. Type a {KEYS}."
    chosen = list(dict.fromkeys(chosen))
    if last == "none" and chosen:
        return [], "None of these and a tick do not go together."
    if question.kind is not Kind.MANY:
        taps = [*chosen, *([last] if last != "done" else [])]
        return (taps, "") if len(taps) == 1 else ([], "One answer here.")
    if not words:
        return ["done"], ""
    undo = [key for key in draft if key not in chosen]
    return [*undo, *(key for key in chosen if key not in draft), last], ""
