"""When the next check-in is: the person's own weekday and hour, by the wall clock of their own zone.

Pure: every moment comes in as an argument, aware, and goes out aware in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo, available_timezones

FIRST_GAP = timedelta(days=4)
"""The first prompt after set-up lies at least this far ahead: four to eleven days, so about a week.

Someone who sets it up on a Monday for Mondays is asked the Monday after; for Tuesdays, not already tomorrow.
"""

_CLOCK_SLACK = 7
"""Minutes a phone's clock may be off, or a person may take to answer. Offsets differ by 15 or more."""

_WEEK = timedelta(days=7)
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The weekday (0 is Monday) and hour (0 to 23) on the clock of an IANA zone, at which a person is asked.

    Raises ValueError where one of them cannot be.
    """

    zone: str
    weekday: int
    hour: int

    def __post_init__(self) -> None:
        if not zone_ok(self.zone):
            raise ValueError(f"unknown time zone {self.zone!r}; give an IANA name such as Europe/London")
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday {self.weekday} is out of range; give 0 (Monday) to 6 (Sunday)")
        if not 0 <= self.hour <= 23:
            raise ValueError(f"hour {self.hour} is out of range; give 0 to 23")


def next_checkin(rhythm: Rhythm, after: datetime) -> datetime:
    """The next moment, strictly later than `after`, at which this person is asked.

    An hour that the clocks skip moves to the first moment after the gap; an hour they repeat is taken at its
    first pass; a whole day left out (Samoa, 30 December 2011) waits for the following week. Raises ValueError
    if `after` is naive.
    """
    zone = ZoneInfo(rhythm.zone)
    today = _utc(after).astimezone(zone).date()
    first = today + timedelta(days=(rhythm.weekday - today.weekday()) % 7)
    # The week before too: a skipped Saturday 23:00 is held on the Sunday, whose date looks past Saturday.
    moments = (_moment(first + _WEEK * week, rhythm.hour, zone) for week in count(-1))
    return next(at for at in moments if at is not None and at > after)


def first_checkin(rhythm: Rhythm, after: datetime, gap: timedelta = FIRST_GAP) -> datetime:
    """The first prompt after set-up: the next occurrence that is `gap` or more ahead (see FIRST_GAP)."""
    return next_checkin(rhythm, after + gap - timedelta.resolution)


def slot(at: datetime, zone: str) -> str:
    """The ISO week of the local date, "2026-W48": one check-in each. Raises ValueError if `at` is naive."""
    year, week, _ = _utc(at).astimezone(ZoneInfo(zone)).isocalendar()
    return f"{year:04d}-W{week:02d}"


def zone_ok(name: str) -> bool:
    """Whether this is an IANA zone known here. Never raises, whatever was sent."""
    return name in _zones()


def zones_at(now: datetime, hour: int, minute: int, candidates: Iterable[str]) -> tuple[str, ...]:
    """The candidates, in their order, whose clock shows about this time now. Unknown names are left out.

    The answer to "what time is it on your phone?". Only the clock is compared, not the date: Honolulu and
    Kiritimati agree to the minute, a day apart, so let the person choose by name where both are offered.
    """
    shown = hour * 60 + minute
    return tuple(
        name
        for name in candidates
        if zone_ok(name) and _apart(_minute_of_day(now, name), shown) <= _CLOCK_SLACK
    )


def _minute_of_day(now: datetime, zone: str) -> int:
    local = _utc(now).astimezone(ZoneInfo(zone))
    return local.hour * 60 + local.minute


def _apart(one: int, other: int) -> int:
    """Minutes between two clock faces, the short way round: 23:58 and 00:02 are four apart."""
    ahead = (one - other) % _DAY_MINUTES
    return min(ahead, _DAY_MINUTES - ahead)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone was given; give an aware datetime")
    return at.astimezone(UTC)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime | None:
    """That hour of that day there, in UTC; None where the whole day was left out."""
    wanted = datetime.combine(day, time(hour))
    at = wanted.replace(tzinfo=zone).astimezone(UTC)  # fold 0: the first pass of a repeated hour
    if at.astimezone(zone).replace(tzinfo=None) == wanted:
        return at
    edge = _end_of_gap(wanted, zone)
    before = (edge - timedelta(seconds=1)).astimezone(zone).date()
    after = edge.astimezone(zone).date()
    return None if before < day < after else edge


def _end_of_gap(missing: datetime, zone: ZoneInfo) -> datetime:
    """The first existing moment after a gap in the clock, found by halving: zoneinfo tells no changes.

    Inside a gap, fold 1 reads the clock by the new offset (so lands before the change) and fold 0 by the old
    one (so lands after it).
    """
    low = missing.replace(tzinfo=zone, fold=1).astimezone(UTC)
    high = missing.replace(tzinfo=zone, fold=0).astimezone(UTC)
    new_offset = high.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=1) // 2)
        if middle.astimezone(zone).utcoffset() == new_offset:
            high = middle
        else:
            low = middle
    return high
