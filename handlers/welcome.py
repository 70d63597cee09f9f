"""The first screens: what this is, the three choices, the country. Pure."""

from __future__ import annotations

from guidance import Guidance
from handlers.callback import pack
from handlers.ports import CONSENT_KINDS, ConsentKind
from handlers.screen import Button, Screen, column, go, grid
from handlers.services import Voice


def welcome_screen(voice: Voice) -> Screen:
    return Screen(voice("welcome"), column(go(voice.plain("button-go-on"), "consent", "answers")))


def consent_screen(voice: Voice, kind: ConsentKind) -> Screen:
    before = CONSENT_KINDS.index(kind) - 1
    back = go(
        voice.plain("button-back"), *(("consent", CONSENT_KINDS[before]) if before >= 0 else ("welcome",))
    )
    return Screen(
        voice(f"consent-{kind}"),
        column(
            Button(voice.plain("button-yes"), pack("agree", kind, "yes")),
            Button(voice.plain("button-no"), pack("agree", kind, "no")),
            back,
        ),
    )


def declined_screen(voice: Voice) -> Screen:
    change = go(voice.plain("button-consent-change-mind"), "consent", "answers")
    return Screen(voice("consent-answers-no"), column(change, go(voice.plain("button-delete"), "delete")))


def country_screen(voice: Voice, content: Guidance) -> Screen:
    countries = [Button(voice.plain(f"country-{key}"), pack("country", key)) for key in content.countries]
    back = go(voice.plain("button-back"), "consent", CONSENT_KINDS[-1])
    return Screen(voice("country-ask"), (*grid(countries, 2), (back,)))
