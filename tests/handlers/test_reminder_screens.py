"""Finding one's clock without knowing what a time zone is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

import guidance
from handlers.reminders import city
from handlers.screen import Screen


@pytest.mark.parametrize("on", [datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)])
def test_whoever_tells_the_time_finds_a_place_with_the_same_clock(on: datetime) -> None:
    cities = guidance.load().cities
    offered = {on.astimezone(ZoneInfo(name)).utcoffset() for name in cities}
    places = {z for z in available_timezones() if z.split("/")[0] in {"Africa", "America", "Asia", "Europe"}}
    lived = {on.astimezone(ZoneInfo(name)).utcoffset() for name in places}
    assert lived <= offered, f"nobody there finds a clock: {sorted(map(str, lived - offered))}"
    for hour in range(24):
        moment = on + timedelta(hours=hour)
        assert {moment.astimezone(ZoneInfo(name)).hour for name in cities} == set(range(24))


def test_a_place_is_shown_by_its_name() -> None:
    assert city("America/Argentina/Buenos_Aires") == "Buenos Aires"


def test_an_urgent_screen_takes_no_line_before_it() -> None:
    assert Screen("call now", urgent=True).led_by("hello") == Screen("call now", urgent=True)
    assert Screen("menu").led_by("hello").text.startswith("hello")
