"""One run through a questionnaire: (guidance, session, tap) to session and outcome. Sends and stores nothing.

The current question is derived: the first that is asked and unanswered. Answers count only while their
question is asked, so a session reads the same however it came about. An answer to a question, or with an
option, that the content no longer has is as if it were not given: what is still asked is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from guidance.catalog import Guidance
from guidance.model import Answer, Fact, Facts, Kind, Outcome, Question, Session, Urgency
from guidance.rules import fired, most_urgent, raised

NONE, NOT_SURE, DONE = "none", "not_sure", "done"


@dataclass(frozen=True, slots=True)
class _Walk:
    live: tuple[Answer, ...]  # the answers that count, in the order of the questions
    later: tuple[Answer, ...]  # to questions after the current one: only where the content has changed
    at: Question | None  # the question the draft belongs to, even where the draft has ended the run
    facts: Facts
    over: bool


def start(guidance: Guidance, questionnaire_key: str, given: Iterable[Fact] = ()) -> Session:
    """A new session. `given`: what is known before it begins. KeyError: an unknown questionnaire."""
    questionnaire = guidance.questionnaires[questionnaire_key]
    return Session(questionnaire.key, guidance.version, given=tuple(sorted(set(given))))


def current(guidance: Guidance, session: Session) -> Question | None:
    """The question to show; None when the run is over, be it by an emergency rule."""
    walk = _walk(guidance, session)
    return None if walk.over else walk.at


def is_over(guidance: Guidance, session: Session) -> bool:
    return _walk(guidance, session).over


def facts(guidance: Guidance, session: Session) -> Facts:
    """All that was said: given, the answers that count, and the ticks of the draft."""
    return _walk(guidance, session).facts


def urgency_so_far(guidance: Guidance, session: Session) -> Urgency:
    return most_urgent(fired(guidance, facts(guidance, session)))


def progress(guidance: Guidance, session: Session) -> tuple[int, int]:
    """(screen, screens); the last screen once the run is over."""
    screens = guidance.questionnaires[session.questionnaire].screens
    question = current(guidance, session)
    return (question.screen if question else screens), screens


def apply(
    guidance: Guidance, session: Session, question: str, option: str, *, rev: int
) -> tuple[Session, Outcome]:
    """A tap. `option` is an option key, "none", "not_sure" or "done".

    STALE: another revision or another question, or the run is over. REFUSED: no such option, a tick too
    many, or Done without a tick. In both the session comes back as it was.
    """
    walk = _walk(guidance, session)
    if rev != session.rev or walk.over or walk.at is None or walk.at.key != question:
        return session, Outcome.STALE
    asked = walk.at
    draft = tuple(key for key in session.draft if key in _options(asked))
    chosen = _completed(asked, draft, option)
    if chosen is not None:
        answers = (*walk.live, Answer(asked.key, chosen), *walk.later)
        return replace(session, rev=rev + 1, answers=answers, draft=()), Outcome.ACCEPTED
    if asked.kind is not Kind.MANY or option not in _options(asked):
        return session, Outcome.REFUSED
    if option in draft:
        draft = tuple(key for key in draft if key != option)
    elif asked.limit is not None and len(draft) >= asked.limit:
        return session, Outcome.REFUSED
    else:
        draft = (*draft, option)
    return replace(session, rev=rev + 1, answers=walk.live + walk.later, draft=draft), Outcome.ACCEPTED


def back(guidance: Guidance, session: Session, *, rev: int) -> tuple[Session, Outcome]:
    """One step back: the tick that ended the run, or else the last answer, whose ticks become the draft.

    REFUSED: there is nothing to go back to.
    """
    if rev != session.rev:
        return session, Outcome.STALE
    walk = _walk(guidance, session)
    if walk.over and walk.at is not None and session.draft:
        answers = walk.live + walk.later
        return replace(session, rev=rev + 1, answers=answers, draft=session.draft[:-1]), Outcome.ACCEPTED
    if not walk.live:
        if not session.draft:
            return session, Outcome.REFUSED
        return replace(session, rev=rev + 1, answers=walk.later, draft=()), Outcome.ACCEPTED
    last = walk.live[-1]
    question = guidance.questionnaires[session.questionnaire].question(last.question)
    many = question is not None and question.kind is Kind.MANY
    draft = tuple(key for key in last.options if key not in (NONE, NOT_SURE)) if many else ()
    answers = walk.live[:-1] + walk.later
    return replace(session, rev=rev + 1, answers=answers, draft=draft), Outcome.ACCEPTED


def dump(session: Session) -> dict[str, Any]:
    """The session as JSON-safe data. `restore` is its inverse."""
    return {
        "questionnaire": session.questionnaire,
        "version": session.version,
        "rev": session.rev,
        "answers": [[a.question, list(a.options)] for a in session.answers],
        "draft": list(session.draft),
        "given": [list(fact) for fact in session.given],
    }


def restore(data: Mapping[str, Any]) -> Session:
    """What `dump` made. It needs no content: answers the content no longer has are passed over when the
    session is read, and leave it with the next tap."""
    return Session(
        questionnaire=data["questionnaire"],
        version=data["version"],
        rev=data["rev"],
        answers=tuple(Answer(question, tuple(options)) for question, options in data["answers"]),
        draft=tuple(data["draft"]),
        given=tuple((group, key) for group, key in data["given"]),
    )


def _options(question: Question) -> frozenset[str]:
    return frozenset(option.key for option in question.options)


def _completed(question: Question, draft: tuple[str, ...], option: str) -> tuple[str, ...] | None:
    """The options of the answer that this tap completes, or None where it completes none."""
    if option == NONE and question.none:
        return (NONE,)
    if option == NOT_SURE and question.not_sure:
        return (*draft, NOT_SURE)  # a warning sign already ticked is not lost by being unsure of the rest
    if question.kind is Kind.MANY:
        return draft if option == DONE and draft else None
    return (option,) if option in _options(question) else None


def _valid(question: Question, answer: Answer) -> bool:
    known = (
        _options(question)
        | ({NONE} if question.none else set())
        | ({NOT_SURE} if question.not_sure else set())
    )
    return bool(answer.options) and known.issuperset(answer.options)


def _said(question: Question, options: Iterable[str]) -> list[Fact]:
    facts_of = {option.key: option.fact for option in question.options}
    facts_of |= {NONE: question.none_says, NOT_SURE: question.not_sure_says}
    return [fact for key in options if (fact := facts_of.get(key)) is not None]


def _with(facts: Facts, said: Iterable[Fact]) -> Facts:
    grown = dict(facts)
    for group, key in said:
        grown[group] = grown.get(group, frozenset()) | {key}
    return grown


def _walk(guidance: Guidance, session: Session) -> _Walk:
    questions = guidance.questionnaires[session.questionnaire].questions
    answers = {answer.question: answer for answer in session.answers}
    live: list[Answer] = []
    known = _with({}, session.given)
    urgency = raised(guidance, Urgency.SELF_CARE, known, session.given)
    for number, question in enumerate(questions):
        if urgency is Urgency.EMERGENCY_NOW:
            break
        if urgency.rank >= question.below.rank or (question.when and not question.when.holds(known)):
            continue
        answer = answers.get(question.key)
        if answer is None or not _valid(question, answer):
            ticks = _said(question, (key for key in session.draft if key in _options(question)))
            known = _with(known, ticks)
            over = raised(guidance, urgency, known, ticks) is Urgency.EMERGENCY_NOW
            later = [answers[q.key] for q in questions[number + 1 :] if q.key in answers]
            return _Walk(tuple(live), tuple(later), question, known, over)
        live.append(answer)
        if said := _said(question, answer.options):
            known = _with(known, said)
            urgency = raised(guidance, urgency, known, said)
    return _Walk(tuple(live), (), None, known, over=True)
