"""Messages as the page and the tests read them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import to_html
from bot.sandbox.state import Bot, Message, Person, Tap


def view_message(message: Message) -> dict[str, Any]:
    payload = message.payload
    text, caption = payload.get("text", ""), payload.get("caption", "")
    entities = payload.get("entities" if text else "caption_entities", [])
    rows = payload.get("reply_markup", {}).get("inline_keyboard", [])
    found = {
        "id": message.id,
        "from": "bot" if message.from_bot else "person",
        "date": payload["date"],
        "text": text,
        "caption": caption,
        "entities": entities,
        "html": to_html(text or caption, entities),
        "buttons": [[_button(button) for button in row] for row in rows],
        "photo": _file(payload["photo"][-1]) if "photo" in payload else None,
        "spoiler": payload.get("has_media_spoiler", False),
        "protected": payload.get("has_protected_content", False),
        "edited": "edit_date" in payload,
        "reply_to": payload.get("reply_to_message", {}).get("message_id"),
        "media_group_id": payload.get("media_group_id"),
    }
    for kind in ("animation", "sticker", "voice"):
        found[kind] = _file(payload[kind]) if kind in payload else None
    found["document"] = (
        _file(payload["document"]) if "document" in payload and not found["animation"] else None
    )
    return found | {kind: payload.get(kind) for kind in ("location", "contact")}


def _button(button: dict[str, Any]) -> dict[str, Any]:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _file(described: dict[str, Any]) -> dict[str, Any]:
    short = {"file_name": "name", "mime_type": "mime", "file_size": "size"}
    wanted = ("file_id", "width", "height", "duration", "emoji", *short)
    return {short.get(key, key): described[key] for key in wanted if key in described}


def view_chat(bot: Bot, person: Person) -> dict[str, Any]:
    mine = [message for message in bot.messages.values() if message.chat == person.id and not message.deleted]
    return {
        "id": person.id, "name": person.name, "language_code": person.language_code, "messages": len(mine),
        "blocked": bot.id in person.blocked, "started": bot.id in person.started,
    }  # fmt: skip


def view_tap(tap: Tap) -> dict[str, Any]:
    return {
        "query_id": tap.id, "chat": tap.chat, "message_id": tap.message_id, "data": tap.data, "at": tap.at,
        "answered": tap.answered, "text": tap.text, "show_alert": tap.show_alert,
    }  # fmt: skip
