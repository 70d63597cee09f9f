"""What a person does in the sandbox: writes, taps, sends, blocks. Each becomes an update for the bot."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import tidy
from bot.sandbox.errors import BadControl
from bot.sandbox.registry import Upload
from bot.sandbox.state import Bot, Json, Message, Person, Sandbox, Tap


def _write(sandbox: Sandbox, bot: Bot, person: Person, content: Json, reply_to: int | None = None) -> Message:
    if bot.id in person.blocked:
        raise BadControl(f"{person.name} has blocked the bot: unblock it first.", 409)
    person.started.add(bot.id)
    payload = sandbox.new_payload(bot, person, from_bot=False) | content
    if reply_to is not None:
        answered = bot.messages.get(reply_to)
        if answered is None or answered.chat != person.id:
            raise BadControl(f"There is no message {reply_to} to reply to.", 404)
        payload["reply_to_message"] = {k: v for k, v in answered.payload.items() if k != "reply_to_message"}
    message = sandbox.keep(bot, payload, from_bot=False)
    sandbox.push(bot, "message", person, dict(payload))
    return message


def _words(text: str, name: str, most: int) -> Json:
    body, entities = tidy(text, [])
    if len(body) > most:
        raise BadControl(f"At most {most} characters fit into one message; this has {len(body)}.")
    found: Json = {name: body} if body else {}
    if body and entities:
        found["entities" if name == "text" else "caption_entities"] = entities
    return found


def write_text(sandbox: Sandbox, bot: Bot, person: Person, text: str, reply_to: int | None = None) -> Message:
    content = _words(text, "text", 4096)
    if not content:
        raise BadControl("An empty message cannot be sent.")
    return _write(sandbox, bot, person, content, reply_to)


def edit_text(sandbox: Sandbox, bot: Bot, person: Person, message_id: int, text: str) -> Message:
    """A person changes their own message."""
    message = bot.messages.get(message_id)
    if message is None or message.from_bot or message.chat != person.id or "text" not in message.payload:
        raise BadControl(f"Message {message_id} is not a text that {person.name} wrote.", 404)
    kept = {k: v for k, v in message.payload.items() if k not in {"text", "entities"}}
    message.payload = kept | _words(text, "text", 4096) | {"edit_date": sandbox.date()}
    sandbox.tell("edited", chat=person.id, message_id=message.id, bot=bot.id)
    sandbox.push(bot, "edited_message", person, dict(message.payload))
    return message


def send_photos(
    sandbox: Sandbox, bot: Bot, person: Person, photos: list[list[tuple[str, int, int, bytes]]], caption: str
) -> list[Message]:
    """One photo, or several as an album, each as `shrink_photo` made it; the caption goes with the first."""
    group = {"media_group_id": sandbox.new_group_id()} if len(photos) > 1 else {}
    first = _words(caption, "caption", 1024)
    sent = []
    for number, sizes in enumerate(photos):
        content = {"photo": sandbox.files.photo(sizes)} | group | (first if number == 0 else {})
        sent.append(_write(sandbox, bot, person, content))
    return sent


def send_document(sandbox: Sandbox, bot: Bot, person: Person, upload: Upload, caption: str) -> Message:
    described = sandbox.files.other("document", upload.data, upload.name, upload.mime)
    return _write(sandbox, bot, person, {"document": described} | _words(caption, "caption", 1024))


def send_other(sandbox: Sandbox, bot: Bot, person: Person, kind: str, given: dict[str, Any]) -> Message:
    """A sticker, voice message, location or contact. `given` overrides the usual content."""
    if kind == "sticker":
        content = sandbox.files.other(
            "sticker", b"RIFF sandbox WEBP", "", "image/webp", type="regular", width=512, height=512,
            is_animated=False, is_video=False, emoji=str(given.get("emoji", "👍")), set_name="sandbox",
        )  # fmt: skip
    elif kind == "voice":
        seconds = int(given.get("duration", 2))
        content = sandbox.files.other("voice", b"OggS sandbox", "", "audio/ogg", duration=seconds)
    elif kind == "location":
        content = {key: float(given.get(key, 0.0)) for key in ("latitude", "longitude")}
    else:
        content = {
            "phone_number": str(given.get("phone_number", "+44 20 7946 0000")),
            "first_name": str(given.get("first_name", person.name)),
            "user_id": person.id,
        }
    return _write(sandbox, bot, person, {kind: content})


def tap(sandbox: Sandbox, bot: Bot, person: Person, message_id: int, data: str, *, forged: bool) -> Tap:
    """Tap a button that the message carries or ever carried; `forged`: one it never had."""
    if bot.id in person.blocked:
        raise BadControl(f"{person.name} has blocked the bot: unblock it first.", 409)
    message = bot.messages.get(message_id)
    if message is None or message.chat != person.id:
        raise BadControl(f"There is no message {message_id} in the chat of {person.name}.", 404)
    if data not in message.ever and not forged:
        carried = ", ".join(sorted(message.ever)) or "none"
        raise BadControl(f"Message {message_id} never had a button {data!r}. It had: {carried}.", 404)
    made = sandbox.new_tap(bot, person, message_id, data)
    gone = {"chat": person.chat(), "message_id": message_id, "date": 0}
    query = {
        "id": made.id, "from": person.user(), "chat_instance": str(7_000_000_000 + person.id), "data": data,
        "message": gone if message.deleted else dict(message.payload),
    }  # fmt: skip
    sandbox.tell("tap", chat=person.id, message_id=message_id, query_id=made.id)
    sandbox.push(bot, "callback_query", person, query)
    return made


def block(sandbox: Sandbox, bot: Bot, person: Person, *, blocked: bool) -> None:
    """Block or unblock the bot. Doing what is done already changes nothing."""
    if (bot.id in person.blocked) == blocked:
        return
    (person.blocked.add if blocked else person.blocked.discard)(bot.id)
    member = {"status": "member", "user": bot.user()}
    out = {"status": "kicked", "user": bot.user(), "until_date": 0}
    old, new = (member, out) if blocked else (out, member)
    change = {
        "chat": person.chat(), "from": person.user(), "date": sandbox.date(),
        "old_chat_member": old, "new_chat_member": new,
    }  # fmt: skip
    sandbox.tell("blocked" if blocked else "unblocked", chat=person.id)
    sandbox.push(bot, "my_chat_member", person, change)
