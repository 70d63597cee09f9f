"""What the conversation needs from outside, as Protocols, with the small records that pass between.

`bot/storage` and `bot/photos` implement these; the storage contract in tests/storage holds them to it.
Every method names the person: no record is ever reachable without its owner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol

from guidance import Guidance, Words
from guidance.model import Session

ConsentKind = Literal["answers", "photos", "reminders"]
CONSENT_KINDS: tuple[ConsentKind, ...] = ("answers", "photos", "reminders")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person chose. Stored sealed, as one JSON object."""

    language: str = "en"
    country: str | None = None  # key in services.toml
    consents: Mapping[str, bool] = field(default_factory=dict)  # decided ones only
    zone: str | None = None  # IANA name
    weekday: int | None = None  # 0 is Monday
    hour: int | None = None  # 0 to 23, by the wall clock of the zone
    reminders: Literal["off", "on", "paused"] = "off"
    unanswered: Sequence[str] = ()  # slots of the weekly prompts in a row without an answer
    seen: str | None = None  # key of the urgent result after which the person was seen by someone


@dataclass(frozen=True, slots=True)
class Person:
    id: int  # ours, random, safe to log
    chat_id: int  # Telegram's; never logged
    profile: Profile
    screen: int | None  # message id of the newest screen, the one edited in place
    reachable: bool


@dataclass(frozen=True, slots=True)
class StoredSession:
    id: int
    person: int
    kind: str  # "check" or "checkin"
    slot: str | None  # "2026-W48" for a check-in
    status: Literal["open", "done"]
    session: Session
    began: datetime


@dataclass(frozen=True, slots=True)
class Dated:
    """An assessment or a check-in as stored: append-only JSON with its date."""

    id: int
    session: int
    at: datetime
    slot: str | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    id: int
    taken: date
    at: datetime
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Due:
    id: int
    person: int
    kind: str  # "advice" or "checkin"
    slot: str
    at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A due row to be written in the same transaction as its cause."""

    kind: str
    slot: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased, for the person to read."""

    answers: int
    checkins: int
    photos: int
    at: datetime


class StoreTrouble(Exception):  # noqa: N818  - names the state of things, not a kind of bug
    """The database or the photo store cannot be used just now: nothing was kept, bring it again."""


class NoSuchPerson(LookupError):  # noqa: N818  - an ordinary race: they erased themselves meanwhile
    """No person with this id (any more)."""

    def __init__(self, person: int) -> None:
        super().__init__(f"There is no person {person} (any more).")
        self.person = person


class Store(Protocol):
    """The truth. Times are aware datetimes in UTC and always come in as arguments."""

    async def person(self, chat_id: int) -> Person | None: ...

    async def person_by_id(self, person: int) -> Person | None: ...

    async def welcome(self, chat_id: int, now: datetime) -> Person:
        """Get or create; marks the person reachable again."""

    async def change_profile(self, person: int, now: datetime, **changes: Any) -> Person:
        """Change some fields of the profile, in one transaction: no lost update between two replicas."""

    async def record_consent(
        self, person: int, kind: ConsentKind, given: bool, version: str, now: datetime
    ) -> Person:
        """Set it in the profile and append it to the consent log. The same answer twice logs once."""

    async def set_screen(self, person: int, message_id: int | None) -> None: ...

    async def set_reachable(self, person: int, reachable: bool, now: datetime) -> None:
        """Unreachable closes what is due for them; nothing else is touched."""

    async def open_session(self, person: int, kind: str) -> StoredSession | None: ...

    async def session(self, person: int, session: int) -> StoredSession | None: ...

    async def begin_session(
        self, person: int, kind: str, session: Session, now: datetime, slot: str | None = None
    ) -> StoredSession:
        """The open one of this kind if there is one (of this slot, where a slot is given; an open one of
        another slot is closed as abandoned); else a new one. At most one is open per person and kind."""

    async def save_session(self, stored: StoredSession, new: Session, now: datetime) -> bool:
        """Compare-and-set on rev. False: somebody was first."""

    async def finish_session(
        self,
        stored: StoredSession,
        new: Session,
        result: dict[str, Any],
        planned: Sequence[Planned],
        now: datetime,
        **profile: Any,
    ) -> bool:
        """Compare-and-set the last answer, mark it done, append the assessment (kind "check") or the
        check-in (kind "checkin", with its slot), write what is due, change the profile: one transaction."""

    async def reopen_session(self, stored: StoredSession, new: Session, now: datetime) -> bool:
        """Back from a result that a slip of the thumb brought: open again, its result void, its advice no
        longer due. Compare-and-set on rev."""

    async def drop_session(self, person: int, kind: str, now: datetime) -> bool:
        """/cancel, or start over: closes the open session of this kind as abandoned. False: none was open."""

    async def assessments(self, person: int) -> list[Dated]:
        """Oldest first, void ones left out."""

    async def checkins(self, person: int) -> list[Dated]:
        """Oldest first, void ones left out."""

    async def add_photo(
        self, person: int, update_id: int, jpeg: bytes, width: int, height: int, taken: date, now: datetime
    ) -> StoredPhoto | None:
        """Seal and store. None: this update was handled before, nothing is stored twice. The blob is written
        before the row, so that a row never points at nothing."""

    async def photos(self, person: int) -> list[StoredPhoto]:
        """Oldest first."""

    async def photo_bytes(self, person: int, photo: int) -> bytes | None: ...

    async def delete_photo(self, person: int, photo: int) -> bool: ...

    async def plan_due(self, person: int, planned: Planned) -> bool:
        """False: that slot was planned before (and stays as it is)."""

    async def cancel_due(self, person: int, kind: str) -> None:
        """Close every row of this kind still to do. A later plan_due of the same slot opens it again."""

    async def replan_due(self, person: int, kind: str, choices: Sequence[Planned]) -> Planned | None:
        """In one transaction, close what of this kind is still to do and plan the first choice whose slot was
        not done before. None: all of them were, or there were no choices."""

    async def finish_due(self, person: int, kind: str, slot: str) -> bool:
        """Mark done. False: it was done already, or never planned."""

    async def is_due_done(self, person: int, kind: str, slot: str) -> bool: ...

    async def erase(self, person: int, now: datetime) -> Receipt:
        """Delete the key and every row of the person at once; photos follow, at the latest by `sweep`."""


class DueQueue(Protocol):
    """What is due, for the worker. Pushing `at` forward under compare-and-set is the claim."""

    async def claim(self, now: datetime, until: datetime, limit: int) -> list[Due]:
        """Up to `limit` oldest due rows, each now claimed until `until` and one attempt older. A row that
        another worker claimed first is left out. A dead worker's rows come due again."""

    async def finish(self, due: Due, planned: Sequence[Planned] = ()) -> None:
        """Done; and what follows from it, in the same transaction."""

    async def postpone(self, due: Due, at: datetime) -> None: ...

    async def oldest(self) -> datetime | None:
        """When the oldest undone row is due; None: nothing is."""


@dataclass(frozen=True, slots=True)
class Picture:
    jpeg: bytes
    width: int
    height: int


class PhotoRefused(Exception):  # noqa: N818  - a kind answer, not a fault
    """Not a picture we can keep. `reason` is a text key: "not-a-picture", "too-large", "broken"."""

    def __init__(self, reason: Literal["not-a-picture", "too-large", "broken"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of the guidance, with the medical and the interface words together."""

    guidance: Guidance
    words: Words


class Editions(Protocol):
    @property
    def current(self) -> Edition: ...

    async def of(self, version: str) -> Edition:
        """That version; the present one where it is not to be had. Raises StoreTrouble."""


class Photos(Protocol):
    async def take_in(self, raw: bytes) -> Picture:
        """Upright, sRGB, no metadata, at most 1,280 px on the longer side. Raises PhotoRefused."""

    async def side_by_side(self, first: bytes, second: bytes, labels: tuple[str, str]) -> Picture:
        """Two stored pictures with a label each, at most 1,280 px wide."""


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, UTC."""
