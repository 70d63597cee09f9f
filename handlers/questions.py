"""A question as a screen. Pure: the stored session in, text and buttons out."""

from __future__ import annotations

import guidance
from guidance import Kind, Option, Question, Session
from handlers.callback import Tap
from handlers.ports import StoredSession
from handlers.screen import Button, Rows, Screen, grid
from handlers.services import Voice

SHORT = 15  # characters; two buttons of this length fit a row on a narrow phone
TICK = "✓ "


def question_screen(voice: Voice, stored: StoredSession, *, explained: bool = False) -> Screen:
    """The question a session waits at. `explained`: with what it means opened."""
    session = stored.session
    question = guidance.current(voice.guidance, session)
    if question is None:
        raise ValueError(f"session {stored.id} has no question left")
    step, of = guidance.progress(voice.guidance, session)
    parts = [f"<i>{voice('step', step=step, of=of)}</i>", f"<b>{voice(f'q-{question.key}')}</b>"]
    if full := [line for o in question.options if (line := _full_wording(voice, question, o))]:
        parts.append("\n".join(full))
    if question.kind is Kind.MANY:
        parts.append(voice("many-hint", limit=question.limit or 0))
    if explained:
        parts.append(voice(f"q-{question.key}-help"))
    rows = _options(voice, stored.id, session, question) + _foot(
        voice, stored.id, session, question, explained
    )
    return Screen("\n\n".join(parts), rows)


def label(voice: Voice, question: Question, option: Option) -> str:
    key = f"o-{question.key}-{option.key}"
    return voice.plain(f"{key}.button" if voice.has(f"{key}.button") else key)


def _full_wording(voice: Voice, question: Question, option: Option) -> str | None:
    """Where the button carries a short form, the message tells in full what it stands for."""
    key = f"o-{question.key}-{option.key}"
    if not voice.has(f"{key}.button"):
        return None
    return f"• {voice(key)}"


def _options(voice: Voice, stored: int, session: Session, question: Question) -> Rows:
    def button(option: str, text: str) -> Button:
        return Button(text, Tap("q", stored, session.rev, question.key, option).pack())

    if question.kind is Kind.SCALE:
        rows = grid([button(o.key, o.key) for o in question.options], 6)
    else:
        labels = {o.key: label(voice, question, o) for o in question.options}
        buttons = [button(k, f"{TICK if k in session.draft else ''}{text}") for k, text in labels.items()]
        # Without the ticks, so that a tick never moves the buttons under the thumb.
        rows = grid(buttons, 2 if all(len(text) <= SHORT for text in labels.values()) else 1)
    if question.kind is Kind.MANY and session.draft:
        return (*rows, (button("done", voice.plain("button-done")),))
    last = []
    if question.none:
        last.append(button("none", voice.plain("button-none")))
    if question.not_sure:
        last.append(button("not_sure", voice.plain("button-not-sure")))
    return (*rows, tuple(last)) if last else rows


def _foot(voice: Voice, stored: int, session: Session, question: Question, explained: bool) -> Rows:
    row = []
    if session.answers or session.draft:
        row.append(Button(voice.plain("button-back"), Tap("b", stored, session.rev).pack()))
    if voice.has(f"q-{question.key}-help"):
        text = voice.plain("button-help-hide" if explained else "button-help")
        row.append(Button(text, Tap("s" if explained else "h", stored, session.rev).pack()))
    return (tuple(row),) if row else ()
