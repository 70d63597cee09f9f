"""The active ingredient over the weeks: begun low, paused, halved, given up, one more night."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.followup import first_regimen, follow_up
from guidance.model import Regimen, Urgency
from tests.guidance.weeks import BEGAN, FOLLICULITIS, IRRITATION, KP, UNCLEAR, Diary, check, facts, guidance


def test_someone_with_rough_bumps_begins_with_urea_on_two_nights() -> None:
    assert first_regimen(guidance(), check(KP)) == Regimen("urea_strong", 2, 2)


def test_someone_with_irritated_skin_begins_with_no_active_at_all() -> None:
    assert first_regimen(guidance(), check(IRRITATION)) == Regimen()


def test_a_child_begins_with_no_active_at_all() -> None:
    assert first_regimen(guidance(), check(KP, age={"3_11"})) == Regimen()


def test_someone_told_something_urgent_begins_with_no_active_at_all() -> None:
    assert first_regimen(guidance(), check(KP, red_flags={"fever"})) == Regimen()


def test_what_stung_rests_until_calm_and_comes_back_half_as_often() -> None:
    diary = Diary(KP)
    stung = diary.week(1, steps="stung")
    assert stung.advice[:3] == ("stung", "active_paused", "active_halved")
    assert (stung.regimen.nights, stung.regimen.usual_nights, stung.regimen.stung) == (0, 1, 1)
    still = diary.week(2, steps="stung")
    assert ("active_still_paused" in still.advice, still.regimen.stung) == (True, 1)
    assert diary.week(3, steps="fine", change="bit_better").regimen.nights == 1


def test_what_stung_twice_is_given_up_for_good() -> None:
    diary = Diary(KP)
    diary.week(1, steps="stung")
    diary.week(2)
    second = diary.week(3, steps="stung")
    assert (second.regimen.active, second.regimen.dropped) == (None, ("urea_strong",))
    assert "active_dropped" in second.advice
    assert diary.week(4, change="much_better").regimen.active is None


def test_a_pause_lasts_while_the_skin_is_still_worse() -> None:
    diary = Diary(KP)
    diary.week(1, steps="stung")
    assert diary.week(2, change="bit_worse").regimen.nights == 0


def test_two_calm_weeks_allow_one_more_night_and_one_calm_week_does_not() -> None:
    diary = Diary(KP)
    assert diary.week(1).regimen.nights == 2
    second = diary.week(2)
    assert (second.regimen.nights, "active_step_up" in second.advice) == (3, True)
    assert diary.week(3).regimen.nights == 3  # the new number has had one week only


def test_someone_whom_it_has_stung_is_never_stepped_up() -> None:
    diary = Diary(KP)
    diary.week(1, steps="stung")
    nights = [diary.week(number, change="bit_better").regimen.nights for number in range(2, 10)]
    assert set(nights) == {1}


def test_nobody_is_stepped_up_for_weeks_in_which_it_was_hardly_used() -> None:
    diary = Diary(KP)
    assert [diary.week(number, steps="few").regimen.nights for number in (1, 2, 3)] == [2, 2, 2]


def test_a_wash_is_no_longer_needed_once_it_is_clear() -> None:
    diary = Diary(FOLLICULITIS)
    diary.week(1, change="clear")
    result = diary.week(2, change="clear")
    assert (result.regimen.active, "active_ended" in result.advice) == (None, True)


def test_strong_pain_pauses_the_active() -> None:
    result = Diary(KP).week(1, soreness=8)
    assert (result.regimen.nights, "active_paused" in result.advice) == (0, True)


def test_what_was_paused_for_a_warning_sign_stays_so_until_someone_has_looked() -> None:
    diary = Diary(KP)
    diary.on(BEGAN + timedelta(weeks=1), facts(red_flags="eye"))
    waiting = diary.week(2, context="told_to_see", told="gp_within_days", seen="not_yet")
    assert waiting.regimen.nights == 0
    looked = diary.week(3, context="told_to_see", told="gp_within_days", seen="fine")
    assert looked.regimen.nights == 2


GROUPS = {
    "change": ["clear", "much_better", "bit_better", "same", "bit_worse", "much_worse"],
    "itch": [str(n) for n in range(11)],
    "soreness": [str(n) for n in range(11)],
    "steps": ["fine", "stung", "few", "none"],
    "bother": ["not", "little", "quite", "very"],
    "seen": ["fine", "treated", "booked", "not_yet", "gone"],
    "personal": ["pregnant", "breastfeeding", "chemo", "immuno", "diabetes", "aspirin_allergy", "retinoid"],
    "context": ["told_to_see", "changed", "new_illness", "skin_flag"],
    "trigger": ["new_medicine", "close_contact"],
    "feel": ["itch_night"],
    "told": ["routine_derm", "gp_within_days"],
}
FLAGS = sorted(
    {
        o.fact[1]
        for q in guidance().questionnaires["checkin"].questions
        for o in q.options
        if o.fact and o.fact[0] == "red_flags"
    }
)
one_week = st.fixed_dictionaries(
    {}, optional={group: st.frozensets(st.sampled_from(keys), max_size=2) for group, keys in GROUPS.items()}
)
whole_week = st.tuples(one_week, st.frozensets(st.sampled_from(FLAGS), max_size=2)).map(
    lambda drawn: drawn[0] | {"red_flags": drawn[1]}
)
people = st.sampled_from([KP, FOLLICULITIS, IRRITATION, UNCLEAR, KP | {"personal": {"diabetes"}}])


@given(people, st.lists(whole_week, max_size=4), one_week, st.sampled_from(FLAGS), st.integers(0, 15))
@settings(deadline=None, max_examples=300)
def test_whatever_else_was_said_one_more_warning_sign_never_makes_it_less_urgent(
    person: dict[str, set[str]],
    past: list[dict[str, frozenset[str]]],
    week: dict[str, frozenset[str]],
    flag: str,
    gap: int,
) -> None:
    diary = Diary(person)
    for number, said in enumerate(past, 1):
        diary.on(BEGAN + timedelta(weeks=number), said)
    on = BEGAN + timedelta(weeks=len(past) + 1 + gap)
    more = week | {"red_flags": week.get("red_flags", frozenset()) | {flag}}
    without = follow_up(guidance(), diary.assessment, BEGAN, diary.history, week, on)
    with_flag = follow_up(guidance(), diary.assessment, BEGAN, diary.history, more, on)
    assert with_flag.urgency.rank >= without.urgency.rank
    assert with_flag.urgency.rank >= Urgency.GP_WITHIN_DAYS.rank


@given(people, st.lists(whole_week, min_size=1, max_size=10))
@settings(deadline=None, max_examples=300)
def test_over_any_weeks_an_active_is_never_recommended_while_paused_or_given_up(
    person: dict[str, set[str]], weeks: list[dict[str, frozenset[str]]]
) -> None:
    diary, gone = Diary(person), set()
    signs = guidance().followup.signs
    for number, said in enumerate(weeks, 1):
        result = diary.on(BEGAN + timedelta(weeks=number), said)
        now = result.regimen
        gone |= set(now.dropped)
        assert now.active not in gone
        assert now.active is None or now.active in diary.assessment.recommends
        if now.active is None or not now.nights:
            assert not {"active_restart", "active_step_up"} & set(result.advice)
        if now.active is not None:
            assert 0 <= now.nights <= guidance().ingredients[now.active].most_nights
            assert now.usual_nights >= max(1, now.nights)
        if result.urgency.rank >= Urgency.SAME_DAY.rank:
            assert now.nights == 0
            assert set(result.advice) <= {key for keys in signs.values() for key in keys}
            assert (result.rhythm, result.review, result.told_to_see) == ("wait", None, True)
        else:
            assert result.advice[-1] == "safety_net"


@pytest.mark.parametrize("level", [Urgency.SAME_DAY, Urgency.EMERGENCY_NOW])
def test_urgent_advice_never_speaks_of_the_plan(level: Urgency) -> None:
    assert not any(key.startswith(("active", "go_on")) for key in guidance().followup.signs[level])


def test_nobody_is_told_to_use_more_of_it_while_someone_is_to_look_first() -> None:
    diary = Diary(FOLLICULITIS)
    diary.week(1, change="same", steps="fine")
    result = diary.week(2, change="same", steps="fine")
    assert result.urgency is Urgency.GP_WITHIN_DAYS
    assert "active_step_up" not in result.advice
    assert result.regimen.nights == diary.history[0].regimen.nights
