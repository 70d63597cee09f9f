"""The content of the check-in: that it is whole, sourced and kind, and that its author's slips are told."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import guidance as package
from guidance import followup_codec as codec
from guidance.followup import advice_values, as_checkin, trend_keys
from guidance.followup_content import parse_followup
from guidance.model import CheckIn, FollowUp, Regimen, Trend, Urgency
from tests.guidance.weeks import BEGAN, KP, Diary, facts, guidance

FILE = Path(package.__file__).parent / "content" / "followup.toml"
NAMES = {"ingredient": "urea", "nights": 2, "itch_before": 6, "itch_now": 3}


def problems_with(old: str, new: str) -> list[str]:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    return [
        str(each) for each in parse_followup(tomllib.loads(text.replace(old, new, 1)), "followup.toml")[1]
    ]


def test_the_content_as_shipped_has_no_problem() -> None:
    assert problems_with("[numbers]", "[numbers]") == []


def test_every_rule_names_a_source_that_is_listed() -> None:
    assert guidance().followup.sources() <= set(guidance().sources)


def test_every_review_that_fails_ends_in_a_rule_of_urgency() -> None:
    for course in guidance().followup.courses.values():
        rule = guidance().rule(course.if_not)
        assert rule is not None
        assert rule.level.rank >= Urgency.ROUTINE_DERM.rank


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("pain_high = 7", 'pain_high = "seven"', "pain_high"),
        ("pain_high = 7", "pain_high = 0", "above 0"),
        ("pain_high = 7", "pain_hihg = 7", "pain_hihg"),
        ('id = "C4"', 'id = "C44"', "C4 is missing"),
        ('urgency = "same_day"', 'urgency = "soon"', "soon"),
        ('source = ["S37"]', "source = []", "source"),
        ('since = "2026-11-23"', 'since = "yesterday"', "yesterday"),
        ('group = "" #', 'group = "other" #', 'group = ""'),
        ('same_day = ["same_day"]', "", "same_day has no advice"),
        ("[signs]", "[sings]", "sings"),
    ],
)
def test_a_slip_of_the_author_is_told_with_where_and_what_to_do(old: str, new: str, told: str) -> None:
    found = problems_with(old, new)
    assert any(told in each for each in found)
    assert all(each.startswith("followup.toml") for each in found)


def test_an_empty_file_is_told_and_does_not_crash() -> None:
    assert parse_followup({}, "followup.toml")[1]


def test_every_advice_and_trend_has_words_in_every_country() -> None:
    keys = [f"advice-{key}" for key in guidance().followup.advice_keys()]
    keys += [f"trend-{trend}" for trend in Trend] + ["checkin-itch-trend", "checkin-itch-same"]
    for country in guidance().countries.values():
        values = {**country.values, "emergency": country.emergency, **NAMES}
        for key in keys:
            assert guidance().words.text(key, **values)


def test_no_advice_is_written_that_nothing_gives() -> None:
    written = {key for key in guidance().words.keys() if key.startswith("advice-")}  # noqa: SIM118
    assert written == {f"advice-{key}" for key in guidance().followup.advice_keys()}


def test_advice_is_short_kind_and_promises_nothing() -> None:
    country = guidance().country("world")
    values = {**country.values, "emergency": country.emergency, **NAMES}
    for key in guidance().followup.advice_keys():
        text = guidance().words.plain(f"advice-{key}", **values)
        assert len(text.splitlines()) <= 3, key
        assert not re.search(r"%|\bpercent|diagnos|detect|\bcure|you failed|you should have", text, re.I), key


def test_one_night_and_more_nights_are_said_as_people_say_them() -> None:
    words = guidance().words
    assert "one time" in words.plain("advice-active_restart", ingredient="urea", nights=1)
    assert "3 times" in words.plain("advice-active_restart", ingredient="urea", nights=3)


def test_a_difference_under_two_points_is_said_to_be_about_the_same() -> None:
    for itch, key in ((5, "checkin-itch-same"), (4, "checkin-itch-trend")):
        result = Diary(KP, itch={"6"}).week(1, itch=itch, change="bit_better")
        assert trend_keys(guidance(), result) == ("trend-better", key)
    assert trend_keys(guidance(), Diary(KP).on(BEGAN, {})) == ("trend-first",)


def test_the_values_for_texts_come_from_the_result() -> None:
    diary = Diary(KP, itch={"6"})
    result = diary.week(1, itch=3, steps="stung")
    values = advice_values(result, facts(itch=3), "urea")
    assert values == {"nights": 1, "ingredient": "urea", "itch_now": 3, "itch_before": 6}
    assert advice_values(result, {}, "urea")["itch_now"] == "–"


regimens = st.builds(
    Regimen,
    st.none() | st.sampled_from(["aha", "bpo"]),
    st.integers(0, 7),
    st.integers(0, 7),
    st.integers(0, 3),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
)
days = st.dates(date(2026, 1, 1), date(2030, 1, 1))
checkins = st.builds(
    CheckIn, days, st.dictionaries(st.text(max_size=5), st.frozensets(st.text(max_size=5))), regimens
)
texts = st.lists(st.text(max_size=8), max_size=3).map(tuple)
results = st.builds(
    FollowUp,
    version=st.text(max_size=5),
    on=days,
    urgency=st.sampled_from(Urgency),
    rules=texts,
    trend=st.sampled_from(Trend),
    itch_change=st.none() | st.integers(-10, 10),
    soreness_change=st.none() | st.integers(-10, 10),
    advice=texts,
    regimen=regimens,
    review=st.none() | days,
    told_to_see=st.booleans(),
    rhythm=st.sampled_from(["weekly", "monthly", "wait"]),
)


@given(checkins, results)
def test_what_is_stored_comes_back_as_it_was(checkin: CheckIn, result: FollowUp) -> None:
    assert codec.checkin_from_dict(json.loads(json.dumps(codec.checkin_to_dict(checkin)))) == checkin
    assert codec.followup_from_dict(json.loads(json.dumps(codec.followup_to_dict(result)))) == result


def test_a_check_in_read_back_from_storage_judges_the_next_week_the_same() -> None:
    live, stored = Diary(KP), Diary(KP)
    for number in range(1, 7):
        one, other = live.week(number, steps="stung"), stored.week(number, steps="stung")
        assert one == other
        again = as_checkin(other, stored.history[-1].facts)
        stored.history[-1] = codec.checkin_from_dict(json.loads(json.dumps(codec.checkin_to_dict(again))))
    assert stored.history[-1].on > BEGAN
