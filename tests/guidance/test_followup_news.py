"""After being told to see someone, when something new comes up, and in a quiet week: C10 to C13, as lived."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guidance.followup import follow_up, refilter
from guidance.model import Trend, Urgency
from tests.guidance.weeks import BEGAN, FOLLICULITIS, KP, Diary, check, facts, guidance


def test_someone_whom_it_bothers_very_much_is_offered_help_in_any_week() -> None:
    result = Diary(KP).week(1, change="much_better", bother="very")
    assert (result.urgency, result.rules, result.advice[0]) == (Urgency.ROUTINE_DERM, ("C10",), "bother_help")


def test_someone_told_to_be_seen_who_was_not_yet_is_kindly_told_again() -> None:
    result = Diary(KP).week(1, context="told_to_see", told="gp_within_days", seen="not_yet")
    assert (result.urgency, result.rules[0], result.advice[0]) == (
        Urgency.GP_WITHIN_DAYS,
        "C12",
        "seen_not_yet",
    )
    assert result.told_to_see


@pytest.mark.parametrize(
    ("seen", "key"), [("fine", "seen_fine"), ("treated", "seen_treated"), ("gone", "seen_gone")]
)
def test_someone_who_was_seen_is_not_asked_again(seen: str, key: str) -> None:
    result = Diary(KP).week(1, context="told_to_see", told="gp_within_days", seen=seen)
    assert (result.advice[0], result.told_to_see, result.urgency) == (key, False, Urgency.SELF_CARE)


def test_someone_with_an_appointment_is_told_what_to_take_along() -> None:
    result = Diary(KP).week(1, context="told_to_see", told="routine_derm", seen="booked")
    assert (result.advice[0], result.told_to_see) == ("seen_booked", True)


def test_someone_just_treated_is_not_sent_back_for_being_no_better_yet() -> None:
    diary = Diary(FOLLICULITIS)
    diary.week(2, context="told_to_see", told="gp_within_days", seen="treated")
    assert diary.week(3).urgency is Urgency.SELF_CARE
    assert diary.week(4).rules == ("C6", "G11")


def test_someone_who_becomes_pregnant_has_what_no_longer_fits_taken_out() -> None:
    diary = Diary(KP)
    before = diary.week(1).regimen
    assert before.active in diary.assessment.recommends
    again = refilter(guidance(), diary.assessment, {"pregnant", "retinoid"}, BEGAN + timedelta(weeks=2))
    result = diary.week(2, context="changed", personal=("pregnant", "retinoid"))
    assert "C13" in result.rules
    kept = result.regimen.active
    assert kept is None or kept in again.recommends
    assert ("active_not_for_you" in result.advice) is (before.active not in again.recommends)


def test_a_new_pregnancy_with_folliculitis_is_seen_within_days() -> None:
    result = Diary(FOLLICULITIS).week(1, context="changed", personal="pregnant", change="bit_better")
    assert "G9" in result.rules
    assert "ask_midwife" in result.advice
    assert result.urgency is Urgency.GP_WITHIN_DAYS


def test_new_diabetes_with_pus_is_seen_within_days_and_the_weekly_questions_go_on() -> None:
    result = Diary(FOLLICULITIS).week(1, context="changed", personal="diabetes", change="bit_better")
    assert (result.urgency, result.advice[0], result.rhythm) == (Urgency.GP_WITHIN_DAYS, "look_gp", "weekly")
    assert "G1" in result.rules


def test_what_someone_said_was_new_still_counts_weeks_later() -> None:
    diary = Diary(KP)
    diary.week(1, context="changed", personal="diabetes")
    later = diary.week(2, red_flags="big_painful_lump", site="outer_arm_thigh")
    assert "U11" in later.rules


def test_a_new_medicine_is_a_question_for_a_pharmacist() -> None:
    result = Diary(KP).week(1, context="changed", trigger="new_medicine")
    assert "changed_ask" in result.advice


@pytest.mark.parametrize(
    ("change", "trend", "advice"),
    [
        ("much_better", Trend.BETTER, "go_on_better"),
        ("same", Trend.SAME, "go_on_same"),
        ("bit_worse", Trend.WORSE, "go_on_worse"),
    ],
)
def test_in_a_quiet_week_the_steps_go_on(change: str, trend: Trend, advice: str) -> None:
    result = Diary(KP).week(1, change=change)
    assert (result.trend, result.advice, result.rules) == (trend, (advice, "safety_net"), ())
    assert (result.rhythm, result.told_to_see) == ("weekly", False)


def test_without_a_word_on_the_change_the_scales_tell_and_under_two_points_is_the_same() -> None:
    for itch, trend in ((6, Trend.SAME), (7, Trend.WORSE), (3, Trend.BETTER)):
        said = facts(itch=itch, soreness=0, steps="fine")
        assert Diary(KP, itch={"5"}).on(BEGAN + timedelta(weeks=1), said).trend is trend


def test_a_check_in_without_any_answer_is_neither_better_nor_worse() -> None:
    result = Diary(KP).on(BEGAN + timedelta(weeks=1), {})
    assert (result.trend, result.urgency, result.itch_change) == (Trend.FIRST, Urgency.SELF_CARE, None)


def test_a_missed_week_changes_nothing() -> None:
    every, some = Diary(KP), Diary(KP)
    for number in (1, 2, 3):
        every.week(number, change="bit_better")
    some.week(1, change="bit_better")
    assert some.week(4, change="bit_better").advice[0] == every.week(4, change="bit_better").advice[0]


def test_the_next_look_is_told_with_every_result_that_is_not_urgent() -> None:
    assert Diary(KP).week(1).review == BEGAN + timedelta(weeks=4)
    assert Diary(FOLLICULITIS).week(1).review == BEGAN + timedelta(weeks=2)


def test_every_message_below_urgent_ends_with_when_to_get_help_sooner() -> None:
    result = Diary(KP).week(6, steps="stung", bother="very", context="changed", trigger="new_medicine")
    assert result.advice[-1] == "safety_net"
    assert len(result.advice) <= guidance().followup.numbers.most_advice + 1


def test_a_person_whose_check_was_urgent_can_still_keep_a_diary() -> None:
    urgent = check(KP, red_flags={"eye"})
    said = facts(change="bit_better", itch=1, soreness=0, steps="fine", bother="not")
    result = follow_up(guidance(), urgent, BEGAN, (), said, BEGAN + timedelta(weeks=1))
    assert (result.urgency, result.regimen.active) == (Urgency.SELF_CARE, None)
