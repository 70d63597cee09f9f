"""The table of Bot API methods, and one call with its parameters."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import Refused, bad

if TYPE_CHECKING:
    from bot.sandbox.state import Bot, Message, Person, Sandbox


@dataclass(frozen=True)
class Upload:
    name: str
    mime: str
    data: bytes


@dataclass
class Call:
    """One call of one method by one bot. Values came as form text or as JSON; both are read alike."""

    sandbox: Sandbox
    bot: Bot
    method: str
    fields: dict[str, Any]
    files: dict[str, Upload]
    broken: list[str] = field(default_factory=list)  # what the real server lets pass and our tests should not

    def has(self, name: str) -> bool:
        return self.fields.get(name) not in (None, "")

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """Raises nothing: like the real server, what is no number counts as the default."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "yes", "1"}

    def json(self, name: str) -> Any:
        """None where it was not given. Raises Refused for broken JSON."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def person(self) -> Person:
        """Whose chat `chat_id` is. Raises Refused: unknown, or blocked."""
        if not self.has("chat_id"):
            raise bad("chat_id is empty")
        person = self.sandbox.people.get(self.integer("chat_id"))
        if person is None or self.bot.id not in person.started:
            raise bad("chat not found")
        if self.bot.id in person.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return person

    def upload(self, reference: str, name: str) -> Upload | None:
        """The file a field points at: as attach://part, or as a part under the field's own name."""
        if reference.startswith("attach://"):
            part = reference.removeprefix("attach://")
            if part not in self.files:
                raise bad("wrong file identifier/HTTP URL specified")
            return self.files[part]
        return self.files.get(name)

    def message(self, gone: str) -> Message:
        """The message of `message_id`, in this chat and not deleted. Raises Refused with `gone`."""
        if not self.has("message_id"):
            raise bad("message identifier is not specified")
        message = self.bot.messages.get(self.integer("message_id"))
        if message is None or message.deleted or message.chat != self.integer("chat_id"):
            raise bad(gone)
        return message


@dataclass(frozen=True)
class Method:
    name: str
    parameters: frozenset[str]
    run: Callable[[Call], Awaitable[Any]]


@dataclass(frozen=True)
class Described:
    """A result that comes with a description, as setWebhook's does."""

    result: Any
    description: str


METHODS: dict[str, Method] = {}
"""By lower-case name: Telegram does not mind the case."""


def method(
    name: str, parameters: str = ""
) -> Callable[[Callable[[Call], Awaitable[Any]]], Callable[[Call], Awaitable[Any]]]:
    """Register a method with all the parameters the specification knows, separated by blanks."""

    def register(run: Callable[[Call], Awaitable[Any]]) -> Callable[[Call], Awaitable[Any]]:
        METHODS[name.lower()] = Method(name, frozenset(parameters.split()), run)
        return run

    return register
