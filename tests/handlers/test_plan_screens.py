"""What the plan and the results say, as a person reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import guidance
import handlers
from guidance import Assessment, Guidance, Regimen, Words
from handlers.plan import plan_screen, reasons_screen
from handlers.ports import Dated, Profile
from handlers.record import check_result
from handlers.results import result_screen
from handlers.screen import TEXT_LIMIT
from handlers.services import Voice

ON = date(2026, 11, 23)
KP = {
    "site": frozenset({"outer_arm_thigh"}),
    "look": frozenset({"rough_uniform"}),
    "feel": frozenset({"rough"}),
    "onset": frozenset({"years"}),
    "age": frozenset({"18plus"}),
    "personal": frozenset[str](),
}


@pytest.fixture(scope="module")
def content() -> Guidance:
    return guidance.load()


@pytest.fixture(scope="module")
def voice(content: Guidance) -> Voice:
    texts = [Path(module.__file__ or "").parent / "texts" for module in (guidance, handlers)]
    return Voice(content, Words.load(texts), Profile(country="us"))


def shown(voice: Voice, assessment: Assessment) -> str:
    stored = Dated(1, 1, datetime(2026, 11, 23, tzinfo=UTC), None, check_result(assessment, 30))
    return result_screen(voice, assessment, stored).text


def test_while_the_active_rests_the_plan_does_not_tell_to_use_it(content: Guidance, voice: Voice) -> None:
    assessment = guidance.assess(content, KP, ON)
    first = guidance.first_regimen(content, assessment)
    name = voice(f"ingredient-{first.active}")
    assert f"{name}, {first.nights} times a week" in plan_screen(voice, assessment, first).text
    paused = plan_screen(voice, assessment, Regimen(first.active, 0, first.nights, 1)).text
    assert "Paused:" in paused
    assert "glycolic" not in paused
    dropped = plan_screen(voice, assessment, Regimen(None, 0, 0, 2, (first.active or "",))).text
    assert "It stung twice" in dropped
    assert "glycolic" not in dropped
    assert "Moisturise" in dropped, "the gentle steps stay"


@pytest.mark.parametrize("personal", ["pregnant", "breastfeeding", "aspirin_allergy", "retinoid"])
def test_what_is_left_out_or_needs_asking_is_said_with_its_reason(
    content: Guidance, voice: Voice, personal: str
) -> None:
    assessment = guidance.assess(content, {**KP, "personal": frozenset({personal})}, ON)
    assert assessment.left_out or assessment.ask_first
    for screen in (shown(voice, assessment), plan_screen(voice, assessment, Regimen()).text):
        for item in assessment.left_out:
            assert voice.plain(f"ingredient-{item.key}") in screen
            assert all(voice.plain(f"factor-{reason}") in screen for reason in item.reasons)
        for key in assessment.ask_first:
            assert voice.plain(f"ingredient-{key}") in screen


def test_every_result_ends_with_help_sooner_the_next_look_and_what_it_is_not(
    content: Guidance, voice: Voice
) -> None:
    for look in ("rough_uniform", "pus", "flat_dry", "comedones", "other"):
        assessment = guidance.assess(content, {**KP, "look": frozenset({look})}, ON)
        text = shown(voice, assessment)
        assert text.index("Get help sooner if") < text.index("Next look") < text.index("not a diagnosis")
        assert "%" not in text.replace(" %", ""), "strengths of products only, never a likelihood"


def test_no_plan_of_any_pattern_is_too_long_for_a_message(content: Guidance, voice: Voice) -> None:
    everything = {**KP, "personal": frozenset({"pregnant", "diabetes", "aspirin_allergy"})}
    for look in (
        o.key for q in content.questionnaires["check"].questions if q.key == "look" for o in q.options
    ):
        for facts in (KP, everything):
            assessment = guidance.assess(content, {**facts, "look": frozenset({look})}, ON)
            if assessment.plan is None:
                continue
            regimen = guidance.first_regimen(content, assessment)
            assert len(shown(voice, assessment)) <= TEXT_LIMIT
            for screen in (plan_screen, reasons_screen):
                text = screen(voice, assessment, regimen).text
                assert len(text) <= TEXT_LIMIT
                assert "not a diagnosis" in text
