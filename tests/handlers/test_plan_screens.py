"""What the plan and the results say, as a person reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import guidance
import handlers
from guidance import Assessment, Guidance, Regimen, Words
from handlers.plan import plan_screen, reasons_screen, up_to_date
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


def test_an_active_that_is_being_started_comes_with_its_dates(content: Guidance, voice: Voice) -> None:
    assessment = guidance.assess(content, KP, ON)
    first = guidance.first_regimen(content, assessment)
    assert first == Regimen("urea_strong", 2, 2)
    rising = "<b>From 23 Nov:</b> 2 evenings a week. <b>From 7 Dec</b>, if nothing stings: 3."
    text = plan_screen(voice, assessment, first).text
    assert text.index("Some evenings") < text.index(rising) < text.index("All the time")
    lactic = replace(assessment, recommends=("aha",))  # the slowest start there is
    text = plan_screen(voice, lactic, guidance.first_regimen(content, lactic)).text
    assert "<b>From 23 Nov:</b> one evening a week." in text
    assert "<b>From 7 Dec</b>, if nothing stings: 2. <b>From 21 Dec</b>, if nothing stings: 3." in text


def test_no_dates_for_an_active_that_rests_was_given_up_stung_or_is_washed_off(
    content: Guidance, voice: Voice
) -> None:
    assessment = guidance.assess(content, KP, ON)
    for regimen in (
        Regimen("urea_strong", 0, 2),
        Regimen("urea_strong", 1, 1, 1),
        Regimen("urea_strong", 3, 3),
        Regimen(None, 0, 0, 2, ("urea_strong",)),
        Regimen(),
    ):
        assert "if nothing stings" not in plan_screen(voice, assessment, regimen).text
    shaved = {"site": {"shaved_leg_bikini"}, "look": {"pus"}, "feel": {"tender"}, "onset": {"2_7d"}}
    washed = guidance.assess(content, {**KP, **{k: frozenset(v) for k, v in shaved.items()}}, ON)
    first = guidance.first_regimen(content, washed)
    assert first.active == "bpo"
    assert "if nothing stings" not in plan_screen(voice, washed, first).text


def test_what_is_no_longer_needed_is_not_in_the_plan_but_sun_protection_stays(
    content: Guidance, voice: Voice
) -> None:
    assessment = guidance.assess(content, KP, ON)
    for over in (Regimen(), Regimen("urea_strong", 0, 2), Regimen(None, 0, 0, 2, ("urea_strong",))):
        text = plan_screen(voice, assessment, over).text
        assert "10 to 20 %</b>" not in text
        assert "Sunscreen every morning" in text


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
        assert (
            text.index("Get help sooner if")
            < text.index("This plan runs until")
            < text.index("not a diagnosis")
        )
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


def test_the_plan_never_runs_until_a_day_that_is_past(content: Guidance, voice: Voice) -> None:
    assessment = guidance.assess(content, KP, ON)
    assert assessment.review == ON + timedelta(weeks=6)
    facts = {"change": frozenset({"much_better"}), "steps": frozenset({"fine"})}
    days = {6: ON + timedelta(weeks=12), 12: None}
    for week, until in days.items():
        now = guidance.follow_up(content, assessment, ON, [], facts, ON + timedelta(weeks=week))
        shown_until = up_to_date(assessment, now)
        assert shown_until.review == until
        text = plan_screen(voice, shown_until, now.regimen).text
        assert ("This plan runs until" in text) is (until is not None)
    assert up_to_date(assessment, None) is assessment
