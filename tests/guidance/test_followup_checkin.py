"""The check-in as someone taps through it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from guidance import engine
from guidance.followup import as_checkin, follow_up, given_facts
from guidance.model import Assessment, CheckIn, Fact, Facts, Kind, Outcome, Regimen, Session, Urgency
from tests.guidance.weeks import BEGAN, KP, check, facts, guidance

QUIET: Mapping[str, object] = {
    "w_now": "none",
    "w_change": "same",
    "w_itch": "3",
    "w_soreness": "1",
    "w_steps": "fine",
    "w_bother": "little",
}
SIGNS = {
    "breathing_swelling": "emergency_now",
    "very_unwell": "emergency_now",
    "peeling_mucosal": "emergency_now",
    "extreme_pain_dark": "emergency_now",
}


def run(given: tuple[Fact, ...] = (), **answers: object) -> tuple[Session, list[str], int]:
    """Tap through it: the session at its end, the questions asked, the taps. A tuple is ticks, then Done."""
    session = engine.start(guidance(), "checkin", given)
    planned, asked, taps = {**QUIET, **answers}, [], 0
    while (question := engine.current(guidance(), session)) is not None:
        asked.append(question.key)
        wanted = planned[question.key]
        steps = (*wanted, "done") if isinstance(wanted, tuple) else (str(wanted),)
        for step in steps:
            session, outcome = engine.apply(guidance(), session, question.key, step, rev=session.rev)
            assert outcome is Outcome.ACCEPTED, (question.key, step)
            taps += 1
            if engine.is_over(guidance(), session):
                break
    return session, asked, taps


def said(session: Session) -> Facts:
    return engine.facts(guidance(), session)


def judged(session: Session, assessment: Assessment | None = None) -> Urgency:
    found = assessment or check(KP)
    return follow_up(guidance(), found, BEGAN, (), said(session), BEGAN + timedelta(weeks=1)).urgency


def test_the_usual_week_takes_six_taps() -> None:
    session, asked, taps = run(given_facts(check(KP), told_to_see=False, last=None))
    assert taps == 6
    assert asked == ["w_now", "w_change", "w_itch", "w_soreness", "w_steps", "w_bother"]
    assert said(session)["itch"] == {"3"}
    assert engine.progress(guidance(), session) == (6, 6)


def test_a_clear_week_takes_four_taps() -> None:
    _, asked, taps = run(w_change="clear")
    assert (taps, "w_itch" in asked, "w_soreness" in asked) == (4, False, False)


@pytest.mark.parametrize(("sign", "level"), SIGNS.items())
def test_an_emergency_sign_ends_the_check_in_with_one_tap(sign: str, level: str) -> None:
    session, asked, taps = run(w_now=(sign,))
    assert (asked, taps) == (["w_now"], 1)
    assert judged(session) == level


def test_a_sign_for_today_ends_the_check_in_after_its_first_screen() -> None:
    session, asked, _ = run(w_now=("fever",))
    assert asked == ["w_now"]
    assert judged(session) is Urgency.SAME_DAY


@pytest.mark.parametrize(
    ("unwell", "level"), [("yes", "emergency_now"), ("no", "same_day"), ("not_sure", "emergency_now")]
)
def test_spots_that_stay_under_a_glass_are_told_apart_by_how_ill_someone_feels(
    unwell: str, level: str
) -> None:
    session, asked, _ = run(w_now=("nonblanching",), unwell=unwell)
    assert asked == ["w_now", "unwell"]
    assert judged(session) == level


def test_someone_unsure_of_the_signs_is_led_through_the_glass_test_and_goes_on() -> None:
    session, asked, _ = run(w_now="not_sure", glass="fade")
    assert asked[:3] == ["w_now", "glass", "w_change"]
    assert judged(session) is Urgency.SELF_CARE


@pytest.mark.parametrize(("vision", "level"), [("yes", "emergency_now"), ("no", "same_day")])
def test_trouble_around_the_eye_is_told_apart_by_sight(vision: str, level: str) -> None:
    session, _, _ = run(w_now=("eye",), vision=vision)
    assert judged(session) == level


@pytest.mark.parametrize(
    ("signs", "level"),
    [
        (("spreading_hot",), "same_day"),
        (("painful_blisters",), "same_day"),
        (("widespread_sudden",), "same_day"),
        (("deepening_sores",), "same_day"),
        (("big_painful_lump",), "gp_within_days"),
        ("not_sure", "same_day"),
    ],
)
def test_the_one_button_for_bad_skin_is_told_apart_by_a_follow_up(signs: object, level: str) -> None:
    session, asked, _ = run(w_now=("skin",), w_skin=signs)
    assert asked[:2] == ["w_now", "w_skin"]
    assert judged(session) == level


def test_hot_spreading_skin_with_a_fever_is_an_emergency_here_too() -> None:
    session, _, _ = run(w_now=("fever", "skin"), w_skin=("spreading_hot",))
    assert judged(session) is Urgency.EMERGENCY_NOW


def test_a_sudden_rash_with_fever_and_pus_is_an_emergency_here_too() -> None:
    session, asked, _ = run(w_now=("fever", "skin"), w_skin=("widespread_sudden",), pustules="yes")
    assert "pustules" in asked
    assert judged(session) is Urgency.EMERGENCY_NOW


def test_sores_on_the_genitals_are_asked_about_passing_urine() -> None:
    able, _, _ = run(w_now=("skin",), w_skin=("genital_sores",), urine="can")
    unable, _, _ = run(w_now=("skin",), w_skin=("genital_sores",), urine="cannot")
    assert (judged(able), judged(unable)) == (Urgency.GP_WITHIN_DAYS, Urgency.SAME_DAY)


@pytest.mark.parametrize(
    ("before", "now", "asked_more"),
    [
        (0, 3, True),
        (0, 2, False),
        (1, 4, True),
        (2, 4, False),
        (2, 5, True),
        (3, 6, True),
        (3, 5, False),
        (None, 6, False),
        (None, 7, True),
        (6, 7, True),
        (4, 6, False),
        (5, 8, True),
    ],
)
def test_soreness_that_is_high_or_up_by_three_is_asked_about(
    before: int | None, now: int, asked_more: bool
) -> None:
    last = None
    if before is not None:
        last = CheckIn(BEGAN + timedelta(weeks=1), facts(soreness=before, change="same"), Regimen())
    session, asked, _ = run(given_facts(check(KP), False, last), w_soreness=str(now), w_hot="none")
    assert ("w_hot" in asked) is asked_more
    history = (last,) if last else ()
    result = follow_up(guidance(), check(KP), BEGAN, history, said(session), BEGAN + timedelta(weeks=2))
    assert ("C3" in result.rules) is asked_more  # the question and the rule agree


def test_for_every_soreness_before_and_now_the_follow_up_is_asked_exactly_when_the_rule_fires() -> None:
    for before in range(11):
        last = CheckIn(BEGAN + timedelta(weeks=1), facts(soreness=before, change="same"), Regimen())
        given = given_facts(check(KP), False, last)
        for now in range(11):
            session, asked, _ = run(given, w_soreness=str(now), w_hot="none")
            on = BEGAN + timedelta(weeks=2)
            result = follow_up(guidance(), check(KP), BEGAN, (last,), said(session), on)
            assert ("w_hot" in asked) is ("C3" in result.rules), (before, now)


def test_the_itch_that_is_asked_about_is_the_itch_that_the_rule_calls_severe() -> None:
    for itch in range(11):
        _, asked, _ = run(w_itch=str(itch), w_night="none")
        assert ("w_night" in asked) is (itch >= guidance().followup.numbers.itch_high)


def test_severe_itch_is_asked_about_nights_and_others() -> None:
    session, asked, _ = run(w_itch="7", w_night=("itch_night", "close_contact"))
    assert "w_night" in asked
    assert judged(session) is Urgency.GP_WITHIN_DAYS


def test_someone_told_to_be_seen_is_asked_that_first() -> None:
    given = given_facts(check(KP), told_to_see=True, last=None)
    session, asked, taps = run(given, w_seen="not_yet")
    assert (asked[0], taps) == ("w_seen", 7)
    assert said(session)["seen"] == {"not_yet"}


def test_something_new_leads_to_what_it_is_and_pregnancy_to_the_itch_of_the_palms() -> None:
    session, asked, _ = run(w_now=("changed",), w_changed=("pregnant",), palms="yes")
    assert asked[:2] == ["w_now", "w_changed"]
    assert judged(session) is Urgency.SAME_DAY


def test_a_pregnant_person_who_itches_is_asked_about_palms_and_soles_in_any_week() -> None:
    given = given_facts(check(KP, personal={"pregnant"}), False, None)
    _, asked, _ = run(given, w_itch="5", palms="no")
    assert "palms" in asked


def test_someone_on_cancer_treatment_can_keep_the_diary_and_a_fever_still_counts_in_full() -> None:
    assessment = check(KP, personal={"chemo"})
    given = given_facts(assessment, told_to_see=False, last=None)
    quiet, asked, _ = run(given)
    assert "w_bother" in asked
    assert judged(quiet, assessment) is Urgency.SELF_CARE
    ill, _, _ = run(given, w_now=("fever",))
    assert judged(ill, assessment) is Urgency.EMERGENCY_NOW


def test_what_someone_said_was_new_last_time_is_known_this_time() -> None:
    last = as_checkin(
        follow_up(guidance(), check(KP), BEGAN, (), facts(change="same"), BEGAN), facts(personal="pregnant")
    )
    assert ("personal", "pregnant") in given_facts(check(KP), False, last)


def test_every_sign_of_the_check_can_still_be_told_in_the_check_in() -> None:
    def told(questionnaire: str) -> set[Fact]:
        questions = guidance().questionnaires[questionnaire].questions
        return {o.fact for q in questions for o in q.options if o.fact and o.fact[0] == "red_flags"}

    assert told("check") <= told("checkin")


def test_not_knowing_is_an_answer_to_every_question() -> None:
    for question in guidance().questionnaires["checkin"].questions:
        assert question.not_sure or question.kind is Kind.SCALE
