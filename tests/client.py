"""A person with a phone, for tests: types, taps, sends, reads. Talks to the sandbox's control API.

    async def test_a_person_reads_what_the_bot_is(sandbox_url):
        ann = await Person.arrive(sandbox_url, "Ann")
        await ann.types("/start")
        await ann.sees("not a doctor")
        yes = await ann.button("Yes")      # remembered, to be tapped again when it is long gone
        await ann.taps("Yes")              # by the beginning of its label, on the newest message that has it
        await ann.taps_again(yes)
        screen = await ann.screen()        # the newest message of the bot
        assert "1 of 12" in screen.text
        assert screen.labels == ["No", "Not sure", "Back"]

Every action returns when the bot has fetched and confirmed the update, and every tap when it was answered;
no test needs to sleep. With a webhook the work is done by then. A bot that polls through PTB's Updater
confirms *before* it has done the work: wait there for what should appear, with `sees`.
`wait=False` acts and returns at once, for a bot that is down or slow on purpose.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

PATIENCE = 15.0
WEEK = 7 * 24 * 3600


@dataclass(frozen=True)
class Button:
    message_id: int
    text: str
    data: str | None
    url: str | None


@dataclass(frozen=True)
class Shown:
    """One message in the chat. `raw` is all that the control API tells about it."""

    id: int
    by_bot: bool
    text: str  # or the caption
    html: str
    rows: tuple[tuple[Button, ...], ...]
    raw: dict[str, Any]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.text for button in self.buttons]

    def button(self, label: str) -> Button | None:
        """The first whose label begins so."""
        return next((button for button in self.buttons if button.text.startswith(label)), None)

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Shown:
        rows = tuple(tuple(Button(raw["id"], **button) for button in row) for row in raw["buttons"])
        text = raw["text"] or raw["caption"]
        return cls(raw["id"], raw["from"] == "bot", text, raw["html"], rows, raw)


class Person:
    """Made by `Person.arrive`. `id` is both the person's and the chat's."""

    def __init__(self, sandbox_url: str, number: int, name: str, patience: float = PATIENCE) -> None:
        self.sandbox_url = sandbox_url.rstrip("/")
        self.id = number
        self.name = name
        self.patience = patience  # seconds that the bot may take
        self._last_tap: str | None = None

    @classmethod
    async def arrive(
        cls, sandbox_url: str, name: str = "Ann", language: str = "en", patience: float = PATIENCE
    ) -> Person:
        """Someone who found the bot and has not written to it yet."""
        person = cls(sandbox_url, 0, name, patience)
        made = await person.ask("POST", "people", json={"name": name, "language_code": language})
        person.id = made["id"]
        return person

    # What a person does.

    async def types(self, text: str, reply_to: int | None = None, *, wait: bool = True) -> int:
        """Write a text or a command. The message's id."""
        sent = await self._send("text", json={"text": text, "reply_to": reply_to}, wait=wait)
        return int(sent["message_id"])

    async def edits(self, message_id: int, text: str) -> None:
        await self._send("edit", json={"message_id": message_id, "text": text})

    async def button(self, label: str) -> Button:
        """The button whose label begins so, on the newest message that has one."""
        messages = await self.chat()
        for message in reversed(messages):
            if found := message.button(label):
                return found
        raise AssertionError(f"{self.name} finds no button {label!r}.\n{describe(messages)}")

    async def taps(self, target: str | Button, *, wait: bool = True) -> None:
        """Tap by label, or a button remembered from `button`."""
        button = await self.button(target) if isinstance(target, str) else target
        if button.data is None:
            raise AssertionError(f"{button.text!r} opens {button.url}; it says nothing to the bot.")
        await self._tap(button.message_id, button.data, wait=wait)

    async def taps_again(self, button: Button, *, wait: bool = True) -> None:
        """Tap a button that may be long gone from the screen."""
        await self.taps(button, wait=wait)

    async def taps_forged(self, message_id: int, data: str) -> None:
        """Send data that no button ever had, as a changed client could."""
        await self._tap(message_id, data, forged=True)

    async def sends_photo(self, *photos: bytes, caption: str = "") -> list[int]:
        """One photo, or several as an album. The messages' ids."""
        return await self._upload(
            "photo", [(photo, f"photo{n}.jpg", "image/jpeg") for n, photo in enumerate(photos)], caption
        )

    async def sends_document(
        self, data: bytes, name: str = "file.bin", mime: str = "application/octet-stream", caption: str = ""
    ) -> list[int]:
        return await self._upload("document", [(data, name, mime)], caption)

    async def sends_sticker(self, emoji: str = "👍") -> None:
        await self._send("sticker", json={"emoji": emoji})

    async def sends_voice(self, seconds: int = 2) -> None:
        await self._send("voice", json={"duration": seconds})

    async def sends_location(self, latitude: float = 51.5, longitude: float = -0.1) -> None:
        await self._send("location", json={"latitude": latitude, "longitude": longitude})

    async def sends_contact(self, phone_number: str = "+44 20 7946 0000") -> None:
        await self._send("contact", json={"phone_number": phone_number})

    async def blocks(self) -> None:
        await self._send("block")

    async def unblocks(self) -> None:
        await self._send("unblock")

    async def waits(self, seconds: float) -> None:
        """Let time pass for everyone in the sandbox, at once."""
        await self.ask("POST", "clock", json={"seconds": seconds})

    # What a person sees.

    async def chat(self) -> list[Shown]:
        """All messages in order, deleted ones left out."""
        return [Shown.of(raw) for raw in await self.ask("GET", f"chats/{self.id}/messages")]

    async def screen(self) -> Shown:
        """The newest message of the bot. Raises AssertionError: it has not written."""
        messages = await self.chat()
        for message in reversed(messages):
            if message.by_bot:
                return message
        raise AssertionError(f"The bot has not written to {self.name}.\n{describe(messages)}")

    async def sees(self, words: str, seconds: float | None = None) -> Shown:
        """Wait until a message of the bot that is there now contains the words. That message."""
        end = time.monotonic() + (self.patience if seconds is None else seconds)
        last = (await self.ask("GET", "events", params={"after": 1 << 40, "timeout": 0}))["newest"]
        while True:
            messages = await self.chat()
            for message in reversed(messages):
                if message.by_bot and (words in message.text or words in message.html):
                    return message
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{self.name} does not see {words!r}.\n{describe(messages)}")
            last = (await self.ask("GET", "events", params={"after": last, "timeout": round(left, 2)}))[
                "newest"
            ]

    async def toast(self) -> str:
        """What the answer to the latest tap said; "" for an answer without words."""
        if self._last_tap is None:
            raise AssertionError(f"{self.name} has not tapped anything.")
        tap = await self.ask("GET", f"taps/{self._last_tap}")
        if not tap["answered"]:
            raise AssertionError(f"The tap on {tap['data']!r} was never answered.")
        return str(tap["text"])

    async def downloads(self, file_id: str) -> bytes:
        """A file that is shown in the chat."""
        async with aiohttp.ClientSession() as session, session.get(self._url(f"files/{file_id}")) as answer:
            answer.raise_for_status()
            return await answer.read()

    # How it is done.

    async def ask(self, verb: str, path: str, **more: Any) -> Any:
        """Any request to the control API: /sandbox/<path>. Raises AssertionError with what was wrong."""
        async with (
            aiohttp.ClientSession() as session,
            session.request(verb, self._url(path), **more) as answer,
        ):
            body = await answer.json()
            if not answer.ok:
                raise AssertionError(f"{verb} {path}: {body.get('error', body)}")
            return body

    async def idle(self) -> None:
        """Wait until the bot has taken everything this person sent."""
        state = await self.ask("GET", "idle", params={"chat": self.id, "timeout": self.patience})
        if not state["idle"]:
            raise AssertionError(
                f"The bot left {state['pending']} updates of {self.name} for {self.patience} s."
            )

    def _url(self, path: str) -> str:
        return f"{self.sandbox_url}/sandbox/{path}"

    async def _send(self, what: str, *, wait: bool = True, **more: Any) -> Any:
        sent = await self.ask("POST", f"chats/{self.id}/{what}", **more)
        if wait:
            await self.idle()
        return sent

    async def _upload(self, what: str, files: list[tuple[bytes, str, str]], caption: str) -> list[int]:
        form = aiohttp.FormData({"caption": caption})
        for number, (data, name, mime) in enumerate(files):
            form.add_field(f"file{number}", io.BytesIO(data), filename=name, content_type=mime)
        sent = await self._send(what, data=form)
        return list(sent["message_ids"])

    async def _tap(self, message_id: int, data: str, *, forged: bool = False, wait: bool = True) -> None:
        body = {"message_id": message_id, "data": data, "forged": forged}
        tap = await self._send("tap", json=body, wait=wait)
        self._last_tap = tap["query_id"]
        if not wait:
            return
        answered = await self.ask("GET", f"taps/{tap['query_id']}", params={"timeout": self.patience})
        if not answered["answered"]:
            raise AssertionError(f"The tap on {data!r} was not answered within {self.patience} s.")


def describe(messages: list[Shown]) -> str:
    """The chat as text, for a failing test."""
    lines = []
    for message in messages:
        lines.append(f"{'bot' if message.by_bot else 'person'} #{message.id}: {message.text or '(no text)'}")
        lines += ["    " + " ".join(f"[{button.text}]" for button in row) for row in message.rows]
    return "The chat:\n" + ("\n".join(lines) or "(empty)")
