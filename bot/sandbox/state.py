"""What the sandbox knows: its clock, people, bots, messages, taps, the log of calls, and what changed.

Everything lives in memory and is touched only from the server's event loop; `now()` is safe from anywhere.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import BadControl
from bot.sandbox.media import Files

Json = dict[str, Any]
KEPT_EVENTS = 20_000
LAST_SECOND = 4_102_444_800  # 2100-01-01


class Signal:
    """Wakes everyone who waits for a change."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self.closed = False

    def fire(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    def close(self) -> None:
        self.closed = True
        self.fire()

    async def wait(self, seconds: float) -> bool:
        """True: something changed; False: the time is up."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait_for(future, max(seconds, 0))
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True

    async def until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Whether it became ready within that (real) time. When the server stops, nobody waits on."""
        end = time.monotonic() + seconds
        while not ready():
            left = end - time.monotonic()
            if left <= 0 or self.closed:
                return False
            await self.wait(left)
        return True


@dataclass
class Person:
    id: int
    name: str
    language_code: str
    started: set[int] = field(default_factory=set)  # bots they have written to
    blocked: set[int] = field(default_factory=set)

    def user(self) -> Json:
        return {
            "id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language_code,
        }  # fmt: skip

    def chat(self) -> Json:
        return {"id": self.id, "first_name": self.name, "type": "private"}


@dataclass
class Message:
    payload: Json  # as the Bot API shows it
    from_bot: bool
    ever: set[str] = field(default_factory=set)  # callback data of every button it ever carried
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.payload["message_id"])

    @property
    def chat(self) -> int:
        return int(self.payload["chat"]["id"])

    def remember_buttons(self) -> None:
        for row in self.payload.get("reply_markup", {}).get("inline_keyboard", []):
            self.ever.update(button["callback_data"] for button in row if "callback_data" in button)


@dataclass
class Tap:
    """A callback query."""

    id: str
    bot: int
    chat: int
    message_id: int
    data: str
    at: float
    answered: bool = False
    text: str = ""
    show_alert: bool = False


@dataclass
class Update:
    id: int
    kind: str
    chat: int
    lane: str
    payload: Json
    expires: float


@dataclass
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    certificate: bool = False
    last_error: str = ""
    last_error_at: int = 0


@dataclass
class Bot:
    id: int
    token: str | None  # None: people wrote before any bot called
    messages: dict[int, Message] = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    webhook: Webhook | None = None
    poll: int = 0  # the number of the newest getUpdates; an older one still waiting has lost
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)  # (field, language) -> text
    menu_buttons: dict[int, Json] = field(default_factory=dict)  # by chat; 0: everyone's
    message_ids: count[int] = field(default_factory=lambda: count(1))
    update_ids: count[int] = field(default_factory=lambda: count(500_000_001))

    def user(self) -> Json:
        name = self.words.get(("name", "")) or "redpores"
        return {"id": self.id, "is_bot": True, "first_name": name, "username": f"sandbox_{self.id}_bot"}


@dataclass
class Fault:
    """What to do to the next calls of a method ("*": any): see control.py."""

    method: str
    kind: str
    times: int
    seconds: float


class Sandbox:
    """A local Telegram. `tokens`: the bots it lets in; None: any well-formed token."""

    def __init__(self, tokens: tuple[str, ...] | None = None) -> None:
        self.tokens = tokens
        self.offset = 0.0
        self.moves = 0  # how often the clock was moved
        self.changed = Signal()
        self.people: dict[int, Person] = {}
        self.bots: dict[int, Bot] = {}
        self.taps: dict[str, Tap] = {}
        self.calls: list[Json] = []
        self.faults: list[Fault] = []
        self.files = Files()
        self.events: list[Json] = []
        self._event_ids = count(1)
        self._person_ids = count(70_001)
        self._query_ids = count(4_000_000_001)
        self._group_ids = count(13_000_000_001)
        self.deliver: Callable[[Bot], None] = lambda bot: None  # set by the server: look after a webhook

    def now(self) -> float:
        """Seconds since 1970 by the sandbox's clock."""
        return time.time() + self.offset

    def date(self) -> int:
        return int(self.now())

    def move_clock(self, offset: float) -> None:
        """Set the clock to real time plus this many seconds. Running long polls end early."""
        if not 0 <= time.time() + offset < LAST_SECOND:
            raise BadControl("That is no time between 1970 and 2100.")
        self.offset = offset
        self.moves += 1
        self.tell("clock")

    def tell(self, kind: str, **what: Any) -> None:
        """Note a change for the page, and wake everyone who waits."""
        self.events.append({"n": next(self._event_ids), "kind": kind, **what})
        del self.events[:-KEPT_EVENTS]
        self.changed.fire()

    def bot_for_token(self, token: str) -> Bot | None:
        """None: not let in."""
        if self.tokens is not None and token not in self.tokens:
            return None
        number = int(token.partition(":")[0])
        known = self.bots.get(number)
        if known is not None:
            return known if known.token == token else None
        early = self.bots.pop(0, None)
        bot = early or Bot(number, token)
        bot.id, bot.token = number, token
        self.bots[number] = bot
        for person in self.people.values():
            for noted in (person.started, person.blocked):
                if 0 in noted:
                    noted.discard(0)
                    noted.add(number)
        for tap in self.taps.values():
            tap.bot = tap.bot or number
        return bot

    def bot(self, number: int | None = None) -> Bot:
        """The one people talk with: by id, or the first that called. One that comes later takes its place."""
        if number is not None:
            if number not in self.bots:
                raise BadControl(f"No bot {number} has called yet.", 404)
            return self.bots[number]
        if not self.bots:
            self.bots[0] = Bot(0, None)
        return next(iter(self.bots.values()))

    def person(self, number: int) -> Person:
        if number not in self.people:
            raise BadControl(f"There is no person {number}; create one at POST /sandbox/people.", 404)
        return self.people[number]

    def arrive(self, name: str, language_code: str) -> Person:
        person = Person(next(self._person_ids), name, language_code)
        self.people[person.id] = person
        self.tell("person", chat=person.id)
        return person

    def new_payload(self, bot: Bot, person: Person, *, from_bot: bool) -> Json:
        return {
            "message_id": next(bot.message_ids),
            "from": bot.user() if from_bot else person.user(),
            "chat": person.chat(),
            "date": self.date(),
        }

    def keep(self, bot: Bot, payload: Json, *, from_bot: bool) -> Message:
        message = Message(payload, from_bot)
        message.remember_buttons()
        bot.messages[message.id] = message
        self.tell("message", chat=message.chat, message_id=message.id, bot=bot.id)
        return message

    def push(self, bot: Bot, kind: str, person: Person, payload: Json) -> int | None:
        """Queue an update. None: the bot did not ask for this kind."""
        if bot.allowed and kind not in bot.allowed:
            return None
        taps = kind == "callback_query"
        life = limits.QUERY_SECONDS if taps else limits.UPDATE_SECONDS
        lane = f"{'taps' if taps else 'chat'}:{person.id}"
        update = Update(next(bot.update_ids), kind, person.id, lane, payload, self.now() + life)
        bot.updates.append(update)
        self.changed.fire()
        self.deliver(bot)
        return update.id

    def drop_expired(self, bot: Bot) -> None:
        bot.updates[:] = [u for u in bot.updates if u.expires > self.now()]

    def new_tap(self, bot: Bot, person: Person, message_id: int, data: str) -> Tap:
        tap = Tap(str(next(self._query_ids)), bot.id, person.id, message_id, data, self.now())
        self.taps[tap.id] = tap
        return tap

    def new_group_id(self) -> str:
        return str(next(self._group_ids))

    def fault_for(self, method: str) -> Fault | None:
        for fault in self.faults:
            if fault.method in {"*", method}:
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None
