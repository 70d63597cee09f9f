"""The records of a person to plain JSON and back. What is read may be older than this code: missing fields
take their defaults, unknown ones are left out."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from guidance.model import Answer, Session
from handlers.ports import Profile

_PROFILE_FIELDS = frozenset(f.name for f in fields(Profile))


def profile_to_json(profile: Profile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in _PROFILE_FIELDS} | {"consents": dict(profile.consents)}


def profile_from_json(data: dict[str, Any]) -> Profile:
    """Lists come back as tuples: a record is frozen, and equal to the one that was written."""
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name in _PROFILE_FIELDS
    }
    return Profile(**known)


def session_to_json(session: Session) -> dict[str, Any]:
    return {
        "questionnaire": session.questionnaire,
        "version": session.version,
        "rev": session.rev,
        "answers": [[answer.question, *answer.options] for answer in session.answers],
        "draft": list(session.draft),
        "given": [list(fact) for fact in session.given],
    }


def session_from_json(data: dict[str, Any]) -> Session:
    return Session(
        questionnaire=data["questionnaire"],
        version=data["version"],
        rev=data["rev"],
        answers=tuple(Answer(question, tuple(options)) for question, *options in data["answers"]),
        draft=tuple(data.get("draft", ())),
        given=tuple((group, key) for group, key in data.get("given", ())),
    )
