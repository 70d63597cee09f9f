"""Every screen a person sees, as text at phone width, compared with what was last reviewed.

`UPDATE_GOLDEN=1 python -m pytest tests/golden` writes the files anew; the difference is for a person to read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import guidance
from guidance import Kind, Question, Session
from handlers.plan import plan_screen, reasons_screen, up_to_date
from handlers.ports import StoredSession
from handlers.questions import question_screen
from handlers.results import newest_screen
from handlers.screen import TEXT_LIMIT, Screen
from tests.golden import interface
from tests.golden.people import (
    ON,
    PEOPLE,
    URGENT,
    WEEKS,
    Life,
    Taps,
    another_week,
    checked,
    content,
    noon,
    person,
    tap,
    through,
    voice,
)
from tests.golden.render import TOO_LONG, rendered

Named = Iterator[tuple[str, Screen]]

HERE = Path(__file__).parent
FIRST = "gb"  # shown in full; of other countries, what differs from it
OTHERS = ("us", "world")
BLANK = "\n\n"

LEADS_TO: dict[str, Taps] = {
    "check glass": {"now": "not_sure"},
    "check unwell": {"now": "nonblanching"},
    "check vision": {"recent": "eye"},
    "check pustules": {"recent": "fever widespread_sudden"},
    "check urine": {"recent": "genital_sores"},
    "check palms": {"personal": "pregnant"},
    "check lesion": {"look": "lesion"},
    "checkin glass": {"w_now": "not_sure"},
    "checkin unwell": {"w_now": "nonblanching"},
    "checkin w_skin": {"w_now": "skin"},
    "checkin vision": {"w_now": "eye"},
    "checkin pustules": {"w_now": "fever skin", "w_skin": "widespread_sudden"},
    "checkin urine": {"w_now": "skin", "w_skin": "genital_sores"},
    "checkin w_changed": {"w_now": "changed"},
    "checkin palms": {"w_now": "changed", "w_changed": "pregnant"},
    "checkin w_night": {"w_itch": "8"},
    "checkin w_hot": {"w_soreness": "8"},
}
"""What has to be answered for a question that is not asked of everybody."""


def asked(kind: str) -> Named:
    """Each question: fresh, with a tick where there are ticks, with its explanation opened."""
    for question in content().questionnaires[kind].questions:
        given = [("context", "told_to_see"), ("told", "gp_within_days")] if question.key == "w_seen" else []
        session, at = through(kind, LEADS_TO.get(f"{kind} {question.key}", {}), given, until=question.key)
        assert at == question, f"{question.key} is not reached"
        yield question.key, drawn(kind, session)
        if question.kind is Kind.MANY:
            yield f"{question.key}, one tick", drawn(kind, with_a_tick(session, question))
        if voice(FIRST).has(f"q-{question.key}-help"):
            yield f"{question.key}, explained", drawn(kind, session, explained=True)


def with_a_tick(session: Session, question: Question) -> Session:
    """The first tick that does not end it all as an emergency."""
    ticked = (tap(session, question, option.key) for option in question.options)
    return next(new for new in ticked if not guidance.is_over(content(), new))


def drawn(kind: str, session: Session, *, explained: bool = False) -> Screen:
    stored = StoredSession(1, 1, kind, None, "open", session, noon(ON))
    return question_screen(voice(FIRST), stored, explained=explained)


def result_of(life: Life, country: str, on: int = 0) -> Screen:
    """The newest result, `on` weeks after the check."""
    services = interface.services(noon(ON + timedelta(weeks=on)))
    return newest_screen(services, person(country), life.record, voice(country))


def told(name: str, life: Life, country: str) -> Named:
    yield f"{name}: result", result_of(life, country)
    if not life.assessment.urgency.urgent:
        regimen = life.record.regimen(content())
        yield f"{name}: plan", plan_screen(voice(country), life.assessment, regimen)
        yield f"{name}: reasons", reasons_screen(voice(country), life.assessment, regimen)


def results(country: str) -> Named:
    for name, taps in PEOPLE.items():
        life = checked(taps)
        assert not life.assessment.urgency.urgent, f"{name}: {life.assessment.rules}"
        yield from told(name, life, country)


def urgent(country: str) -> Named:
    for name, taps in URGENT.items():
        life = checked(taps)
        assert life.assessment.urgency.urgent, name
        yield from told(name, life, country)


def weeks(country: str) -> Named:
    for name, (taps, answered) in WEEKS.items():
        life = checked(taps)
        for number, answers in answered.items():
            life = another_week(life, number, answers)
        last = max(answered)
        yield f"{name}: week {last}", result_of(life, country, last)
        follow_up, assessment = life.record.follow_up, life.record.assessment
        if follow_up is not None and assessment is not None and not follow_up.urgency.urgent:
            yield (
                f"{name}: plan then",
                plan_screen(voice(country), up_to_date(assessment, follow_up), follow_up.regimen),
            )


def in_full(screens: Named) -> str:
    return "\n".join(f"=== {title}\n{rendered(screen)}\n" for title, screen in screens)


def other_words(screens: Named, first: Named, country: str) -> str:
    """The paragraphs that differ from those of the first country, each where it is met first."""
    parts, met = [], set[str]()
    for (title, screen), (_, known) in zip(screens, first, strict=True):
        new = [p for p in screen.text.split(BLANK) if p not in known.text.split(BLANK) and p not in met]
        met.update(new)
        if new:
            parts.append(f"=== {country}, {title}\n{rendered(Screen(BLANK.join(new)))}\n")
    return "\n".join(parts)


def elsewhere() -> str:
    return "\n".join(
        other_words(group(country), group(FIRST), country)
        for country in OTHERS
        for group in (urgent, results, weeks)
    )


FILES: dict[str, Callable[[], str]] = {
    "check": lambda: in_full(asked("check")),
    "checkin": lambda: in_full(asked("checkin")),
    "results": lambda: in_full(results(FIRST)),
    "urgent": lambda: in_full(urgent(FIRST)),
    "weeks": lambda: in_full(weeks(FIRST)),
    "elsewhere": elsewhere,
    "interface": lambda: in_full(interface.screens()),
}


@pytest.mark.parametrize("name", FILES)
def test_every_screen_reads_as_it_was_reviewed(name: str) -> None:
    path, now = HERE / f"{name}.txt", FILES[name]()
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(now, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == now, (
        f"{path.name} differs: UPDATE_GOLDEN=1 python -m pytest tests/golden"
    )


def everything() -> Named:
    yield from asked("check")
    yield from asked("checkin")
    for country in (FIRST, *OTHERS):
        for group in (results, urgent, weeks):
            yield from group(country)
    yield from interface.screens()


def test_no_label_is_cut_off_on_a_small_phone() -> None:
    cut = {line for _, screen in everything() for line in rendered(screen).splitlines() if TOO_LONG in line}
    assert not cut


def test_no_sentence_misses_a_value() -> None:
    gap = re.compile(r"\w [,.;:?!](?!\w)|\(\)|  |\{|None\b(?! of these)")
    assert not [(title, found[0]) for title, s in everything() if (found := gap.search(s.text))]


def test_no_screen_is_longer_than_a_message() -> None:
    assert not [title for title, screen in everything() if len(screen.text) > TEXT_LIMIT]


def test_a_tick_never_moves_the_buttons_of_a_question() -> None:
    for kind, questionnaire in content().questionnaires.items():
        for question in questionnaire.questions:
            if question.kind is Kind.MANY:
                taps = LEADS_TO.get(f"{kind} {question.key}", {})
                session, _ = through(kind, taps, until=question.key)
                before = drawn(kind, session).rows
                after = drawn(kind, with_a_tick(session, question)).rows
                assert [len(row) for row in before[: len(after) - 2]] == [
                    len(row) for row in after[: len(after) - 2]
                ], question.key
