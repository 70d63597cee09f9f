"""What a week's answers come to: rules C1 to C13, each as someone would live it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guidance.model import Trend, Urgency
from tests.guidance.weeks import BEGAN, FOLLICULITIS, IRRITATION, KP, UNCLEAR, Diary, facts


def test_someone_with_a_swollen_face_is_told_to_get_emergency_help_and_nothing_else() -> None:
    result = Diary(KP).on(BEGAN + timedelta(weeks=1), facts(red_flags="breathing_swelling"))
    assert result.urgency is Urgency.EMERGENCY_NOW
    assert result.rules[:2] == ("C1", "E1")
    assert result.advice == ("emergency_now",)
    assert (result.review, result.rhythm, result.regimen.nights) == (None, "wait", 0)


def test_someone_with_hot_spreading_skin_is_seen_today_and_with_a_fever_at_once() -> None:
    hot = Diary(FOLLICULITIS).on(BEGAN + timedelta(weeks=1), facts(red_flags="spreading_hot"))
    feverish = Diary(FOLLICULITIS).on(BEGAN + timedelta(weeks=1), facts(red_flags=("spreading_hot", "fever")))
    assert (hot.urgency, hot.advice) == (Urgency.SAME_DAY, ("same_day", "mark_edge"))
    assert (feverish.urgency, feverish.advice) == (Urgency.EMERGENCY_NOW, ("emergency_now",))


def test_a_big_painful_lump_is_for_the_next_days_and_for_today_with_diabetes() -> None:
    lump = facts(red_flags="big_painful_lump")
    plain = Diary(KP).on(BEGAN + timedelta(weeks=1), lump)
    diabetic = Diary(KP, personal={"diabetes"}).on(BEGAN + timedelta(weeks=1), lump)
    assert (plain.urgency, plain.advice[0], plain.rhythm) == (Urgency.GP_WITHIN_DAYS, "flag_gp", "wait")
    assert (diabetic.urgency, diabetic.told_to_see) == (Urgency.SAME_DAY, True)


def test_a_glass_test_that_ended_well_is_no_warning_sign() -> None:
    result = Diary(KP).week(1, red_flags="unsure_now")
    assert (result.urgency, result.rules) == (Urgency.SELF_CARE, ())


def test_someone_on_cancer_treatment_who_feels_ill_is_sent_to_the_helpline() -> None:
    diary = Diary(KP)
    result = diary.week(1, context="changed", personal="chemo", red_flags="fever")
    assert (result.urgency, result.advice) == (Urgency.EMERGENCY_NOW, ("emergency_helpline",))


def test_what_the_check_already_told_is_no_news_every_week() -> None:
    result = Diary(KP, look={"golden_crust"}).week(1, change="bit_better")
    assert "G3" not in result.rules


def test_folliculitis_that_gets_much_worse_is_seen_within_days() -> None:
    result = Diary(FOLLICULITIS).week(1, change="much_worse")
    assert (result.urgency, result.rules[0], result.advice[0]) == (Urgency.GP_WITHIN_DAYS, "C2", "worse_gp")
    assert result.told_to_see


def test_a_bit_worse_once_is_watched_and_twice_running_is_acted_on() -> None:
    diary = Diary(FOLLICULITIS)
    first = diary.week(1, change="bit_worse", itch=2)
    assert (first.urgency, first.advice[0]) == (Urgency.SELF_CARE, "go_on_worse")
    assert diary.week(2, change="bit_worse", itch=2).rules[0] == "C2"


def test_irritation_that_gets_much_worse_stops_everything_but_moisturiser() -> None:
    result = Diary(IRRITATION).week(1, change="much_worse")
    assert (result.urgency, result.advice[0]) == (Urgency.SELF_CARE, "worse_irritation")


def test_irritation_still_much_worse_a_week_later_is_seen() -> None:
    diary = Diary(IRRITATION)
    diary.week(1, change="much_worse")
    assert diary.week(2, change="much_worse").urgency is Urgency.GP_WITHIN_DAYS


def test_rough_bumps_that_get_much_worse_rest_from_acids_for_a_week() -> None:
    diary = Diary(KP)
    worse = diary.week(1, change="much_worse")
    assert (worse.urgency, worse.advice[:2]) == (Urgency.SELF_CARE, ("worse_kp", "active_paused"))
    assert (worse.regimen.nights, worse.regimen.usual_nights) == (0, 2)
    calm = diary.week(2, change="bit_better")
    assert (calm.regimen.nights, "active_restart" in calm.advice) == (2, True)


@pytest.mark.parametrize("soreness", [7, 10])
def test_strong_pain_is_seen_within_days(soreness: int) -> None:
    result = Diary(FOLLICULITIS).week(1, soreness=soreness)
    assert (result.urgency, result.rules[0]) == (Urgency.GP_WITHIN_DAYS, "C3")


@pytest.mark.parametrize("sign", ["spreading_hot", "big_painful_lump"])
def test_strong_pain_with_heat_or_a_lump_is_seen_today(sign: str) -> None:
    result = Diary(FOLLICULITIS).week(1, soreness=8, red_flags=sign)
    assert (result.urgency, result.advice[0]) == (Urgency.SAME_DAY, "same_day")
    assert "C3" in result.rules


def test_pain_that_rises_by_three_points_is_seen_and_by_two_is_not() -> None:
    for after, rises in ((4, True), (3, False)):
        diary = Diary(KP)
        diary.week(1, soreness=1)
        assert ("C3" in diary.week(2, soreness=after).rules) is rises


def test_pain_after_a_clear_week_counts_as_a_rise_from_nothing() -> None:
    diary = Diary(KP)
    diary.on(BEGAN + timedelta(weeks=1), facts(change="clear", steps="fine", bother="not"))
    assert "C3" in diary.week(2, change="bit_worse", soreness=3).rules


def test_severe_itch_two_times_running_is_checked_for_scabies() -> None:
    diary = Diary(KP, itch={"2"})
    assert "C4" not in diary.week(1, itch=8).rules
    second = diary.week(2, itch=7)
    assert (second.urgency, second.advice[0]) == (Urgency.GP_WITHIN_DAYS, "itch_check")


def test_night_itch_shared_with_others_is_checked_at_once() -> None:
    result = Diary(KP).week(1, itch=7, feel="itch_night", trigger="close_contact")
    assert {"C4", "G4"} <= set(result.rules)
    assert (result.advice[0], result.rhythm) == ("itch_check", "weekly")
    assert result.urgency is Urgency.GP_WITHIN_DAYS


def test_rough_bumps_without_any_gain_by_week_six_get_a_routine_visit() -> None:
    diary = Diary(KP)
    for number in range(1, 6):
        assert diary.week(number).urgency is Urgency.SELF_CARE
    result = diary.week(6)
    assert (result.urgency, result.rules, result.advice[0]) == (
        Urgency.ROUTINE_DERM,
        ("C6", "R3"),
        "no_better_kp",
    )


def test_rough_bumps_that_gained_something_go_on_to_week_twelve_and_then_are_kept_up() -> None:
    diary = Diary(KP)
    for number in range(1, 6):
        diary.week(number, change="bit_better")
    six = diary.week(6)
    assert (six.urgency, six.rules, six.advice[0]) == (Urgency.SELF_CARE, ("C8",), "go_to_twelve")
    assert six.review == BEGAN + timedelta(weeks=12)
    twelve = diary.week(12, change="bit_better")
    assert (twelve.advice[0], twelve.rhythm) == ("upkeep", "monthly")


def test_folliculitis_no_better_after_two_weeks_is_seen_even_if_the_steps_did_not_happen() -> None:
    diary = Diary(FOLLICULITIS)
    diary.week(1, steps="few")
    result = diary.week(2, steps="none")
    assert (result.urgency, result.rules) == (Urgency.GP_WITHIN_DAYS, ("C6", "G11"))


def test_sores_on_the_genitals_are_a_matter_for_a_phone_call_first() -> None:
    result = Diary(KP).on(BEGAN + timedelta(weeks=1), facts(extras="genital_sores"))
    assert (result.urgency, result.advice[0]) == (Urgency.GP_WITHIN_DAYS, "phone_clinic")


def test_severe_itch_at_the_check_and_a_week_later_counts_as_twice() -> None:
    assert "C4" in Diary(KP, itch={"8"}).week(1, itch=7).rules


def test_irritation_no_better_after_two_weeks_is_seen() -> None:
    diary = Diary(IRRITATION)
    assert diary.week(1).rules == ()
    assert diary.week(2).rules == ("C6", "G12")


def test_what_nobody_could_tell_is_seen_when_it_is_no_better_after_two_weeks() -> None:
    assert Diary(UNCLEAR).week(2).rules == ("C6", "G13")


def test_an_itch_that_came_down_by_two_counts_as_a_gain_at_the_review() -> None:
    diary = Diary(IRRITATION, itch={"6"})
    assert "C6" not in diary.week(2, itch=4).rules
    assert "C6" in Diary(IRRITATION, itch={"6"}).week(2, itch=5).rules


def test_a_weekday_chosen_late_does_not_put_the_review_off_by_a_week() -> None:
    for day, reviewed in ((10, False), (11, True), (17, True)):
        said = facts(change="same", itch=3, soreness=0, steps="fine", bother="not")
        assert ("C6" in Diary(IRRITATION).on(BEGAN + timedelta(days=day), said).rules) is reviewed


def test_someone_who_could_not_do_the_steps_gets_two_more_weeks_once_and_no_blame() -> None:
    diary = Diary(IRRITATION)
    diary.week(1, steps="few")
    second = diary.week(2, steps="none")
    assert (second.urgency, second.rules, second.advice[0]) == (Urgency.SELF_CARE, ("C7",), "extend")
    assert second.review == BEGAN + timedelta(weeks=4)
    assert diary.week(3, steps="few").rules == ("C7",)
    assert diary.week(4, steps="few").rules == ("C6", "G12")


def test_clear_two_weeks_running_is_a_good_word_and_a_monthly_look() -> None:
    diary = Diary(FOLLICULITIS)
    once = diary.on(BEGAN + timedelta(weeks=1), facts(change="clear", steps="fine", bother="not"))
    assert (once.trend, once.rhythm, once.advice[0]) == (Trend.CLEAR, "weekly", "go_on_clear")
    twice = diary.on(BEGAN + timedelta(weeks=2), facts(change="clear", steps="fine", bother="not"))
    assert (twice.rules, twice.rhythm, twice.advice[0]) == (("C9",), "monthly", "clear_twice")
    assert not twice.told_to_see


def test_the_same_as_a_clear_week_is_clear_not_a_failure() -> None:
    diary = Diary(FOLLICULITIS)
    diary.week(1, change="clear")
    diary.week(2, change="clear")
    month = diary.week(6, change="same", itch=0)
    assert (month.trend, month.rules, month.rhythm) == (Trend.CLEAR, ("C9",), "monthly")


def test_rough_bumps_that_are_clear_keep_their_upkeep() -> None:
    diary = Diary(KP)
    diary.week(6, change="clear")
    result = diary.week(7, change="clear")
    assert (result.rules, result.advice[:2]) == (("C9",), ("clear_twice", "upkeep"))
    assert result.regimen.nights > 0
