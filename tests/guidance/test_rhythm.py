"""When people are asked, walked by name through clock changes, then over every zone there is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.rhythm import Rhythm, first_checkin, next_checkin, slot, zone_ok, zones_at

MONDAY, SATURDAY, SUNDAY, FRIDAY = 0, 5, 6, 4
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
WEEK = timedelta(days=7)


def at(zone: str, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[arg-type, misc]


def wall(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


def walk(rhythm: Rhythm, start: datetime, weeks: int) -> list[str]:
    seen, moment = [], start
    for _ in range(weeks):
        moment = next_checkin(rhythm, moment)
        seen.append(wall(moment, rhythm.zone))
    return seen


def test_someone_in_london_is_asked_at_seven_in_the_evening_before_and_after_the_spring_change() -> None:
    rhythm = Rhythm("Europe/London", SUNDAY, 19)
    assert walk(rhythm, at("Europe/London", 2026, 3, 20), 3) == [
        "Sun 2026-03-22 19:00",
        "Sun 2026-03-29 19:00",
        "Sun 2026-04-05 19:00",
    ]
    before = next_checkin(rhythm, at("Europe/London", 2026, 3, 20))
    assert next_checkin(rhythm, before) - before == WEEK - timedelta(hours=1)


def test_someone_in_new_york_is_asked_at_the_same_wall_clock_hour_across_both_changes_of_2026() -> None:
    rhythm = Rhythm("America/New_York", SUNDAY, 9)
    asked = walk(rhythm, at("America/New_York", 2026, 3, 1), 40)
    assert {day[-5:] for day in asked} == {"09:00"}
    assert "Sun 2026-03-08 09:00" in asked
    assert "Sun 2026-11-01 09:00" in asked


def test_an_hour_the_clocks_skip_moves_to_the_first_moment_after_the_gap() -> None:
    rhythm = Rhythm("America/New_York", SUNDAY, 2)
    assert walk(rhythm, at("America/New_York", 2026, 3, 2), 2) == [
        "Sun 2026-03-08 03:00",
        "Sun 2026-03-15 02:00",
    ]


def test_a_half_hour_gap_on_lord_howe_island_ends_at_half_past() -> None:
    rhythm = Rhythm("Australia/Lord_Howe", SUNDAY, 2)
    assert walk(rhythm, at("Australia/Lord_Howe", 2026, 10, 1), 1) == ["Sun 2026-10-04 02:30"]


def test_an_hour_the_clocks_repeat_is_asked_once_at_its_first_pass() -> None:
    rhythm = Rhythm("Europe/Berlin", SUNDAY, 2)
    first = next_checkin(rhythm, at("Europe/Berlin", 2026, 10, 20))
    assert first == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert wall(next_checkin(rhythm, first), "Europe/Berlin") == "Sun 2026-11-01 02:00"


def test_a_late_saturday_that_nuuk_skips_in_spring_is_held_at_midnight_and_only_once() -> None:
    rhythm = Rhythm("America/Nuuk", SATURDAY, 23)
    assert walk(rhythm, at("America/Nuuk", 2026, 3, 25), 2) == [
        "Sun 2026-03-29 00:00",
        "Sat 2026-04-04 23:00",
    ]
    # just after the clock change, when the local date is Sunday already
    asked = next_checkin(rhythm, at("America/Nuuk", 2026, 3, 25))
    assert wall(next_checkin(rhythm, asked - timedelta(seconds=1)), "America/Nuuk") == "Sun 2026-03-29 00:00"


def test_the_friday_samoa_left_out_is_not_asked_and_the_next_one_is() -> None:
    rhythm = Rhythm("Pacific/Apia", FRIDAY, 18)
    assert walk(rhythm, at("Pacific/Apia", 2011, 12, 20), 2) == [
        "Fri 2011-12-23 18:00",
        "Fri 2012-01-06 18:00",
    ]


def test_a_prompt_at_this_very_moment_is_not_given_twice() -> None:
    rhythm = Rhythm("Asia/Kolkata", MONDAY, 8)
    now = at("Asia/Kolkata", 2026, 11, 23, 8)
    assert next_checkin(rhythm, now) == now + WEEK
    assert next_checkin(rhythm, now - timedelta(microseconds=1)) == now


def test_the_first_prompt_after_set_up_is_four_to_eleven_days_away() -> None:
    now = at("Europe/London", 2026, 11, 23, 12)  # a Monday
    days = [(first_checkin(Rhythm("Europe/London", weekday, 12), now) - now).days for weekday in range(7)]
    assert days == [7, 8, 9, 10, 4, 5, 6]


def test_a_check_in_late_on_sunday_belongs_to_the_week_of_the_person_not_of_the_server() -> None:
    late = at("America/Los_Angeles", 2026, 11, 29, 22)
    assert slot(late, "America/Los_Angeles") == "2026-W48"
    assert slot(late, "UTC") == "2026-W49"


def test_new_year_days_belong_to_the_iso_week_they_fall_in() -> None:
    assert slot(at("UTC", 2027, 1, 1, 12), "UTC") == "2026-W53"


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "../../etc/passwd", "Europe", "Europe/London\0", "x" * 5000, "utc+1"]
)
def test_a_zone_nobody_knows_is_told_apart_without_a_crash(name: str) -> None:
    assert not zone_ok(name)
    with pytest.raises(ValueError, match="IANA"):
        Rhythm(name, MONDAY, 9)


@pytest.mark.parametrize(("weekday", "hour"), [(7, 9), (-1, 9), (0, 24), (0, -1)])
def test_a_day_or_hour_that_cannot_be_is_refused_with_what_to_give(weekday: int, hour: int) -> None:
    with pytest.raises(ValueError, match="give 0"):
        Rhythm("UTC", weekday, hour)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 23)  # noqa: DTZ001
    for call in (lambda: next_checkin(Rhythm("UTC", 0, 9), naive), lambda: slot(naive, "UTC")):
        with pytest.raises(ValueError, match="aware"):
            call()


def test_the_time_on_the_phone_finds_the_zone() -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    offered = ["Europe/London", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "No/Where"]
    assert zones_at(now, 13, 3, offered) == ("Europe/Berlin",)
    assert zones_at(now, 17, 28, offered) == ("Asia/Kolkata",)
    assert zones_at(now, 17, 45, offered) == ("Asia/Kathmandu",)
    assert zones_at(now, 3, 0, offered) == ()


def test_a_phone_clock_just_past_midnight_still_matches() -> None:
    now = datetime(2026, 11, 23, 23, 58, tzinfo=UTC)
    assert zones_at(now, 0, 2, ["UTC", "Europe/Berlin"]) == ("UTC",)


moments = st.datetimes(datetime(1970, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
rhythms = st.builds(Rhythm, st.sampled_from(ZONES), st.integers(0, 6), st.integers(0, 23))


def exists(naive: datetime, zone: ZoneInfo) -> bool:
    return naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive


@given(rhythms, moments)
@settings(deadline=None, max_examples=400)
def test_wherever_someone_lives_the_next_prompt_is_later_and_at_their_day_and_hour(
    rhythm: Rhythm, after: datetime
) -> None:
    zone = ZoneInfo(rhythm.zone)
    due = next_checkin(rhythm, after)
    assert due.tzinfo is UTC
    assert after < due <= after + 2 * WEEK + timedelta(days=1)
    local = due.astimezone(zone)
    if (local.weekday(), local.hour, local.minute) != (rhythm.weekday, rhythm.hour, 0):
        day = local.date() - timedelta(days=(local.weekday() - rhythm.weekday) % 7)
        wanted = datetime(day.year, day.month, day.day, rhythm.hour)  # noqa: DTZ001
        assert not exists(wanted, zone)
        earlier = (due - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
        assert earlier < wanted <= local.replace(tzinfo=None)


@given(rhythms, moments)
@settings(deadline=None, max_examples=150)
def test_wherever_someone_lives_they_are_asked_once_a_week_by_their_own_calendar(
    rhythm: Rhythm, after: datetime
) -> None:
    zone = ZoneInfo(rhythm.zone)
    asked, moment = [], after
    for _ in range(12):
        moment = next_checkin(rhythm, moment)
        asked.append(moment)
    # A prompt moved over midnight counts for the day it was meant for.
    meant = [
        day - timedelta(days=(day.weekday() - rhythm.weekday) % 7)
        for day in (each.astimezone(zone).date() for each in asked)
    ]
    for one, other in pairwise(meant):
        skipped = (other - one) // WEEK - 1
        assert (other - one) % WEEK == timedelta(0)
        for missed in range(1, skipped + 1):
            day = one + WEEK * missed
            assert not any(exists(datetime(day.year, day.month, day.day, hour), zone) for hour in range(24))  # noqa: DTZ001
        assert skipped >= 0
