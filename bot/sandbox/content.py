"""What a bot puts into a message: text, caption, file, and what stands around it."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.sandbox import limits
from bot.sandbox.entities import Entity, parse_html, tidy
from bot.sandbox.errors import Refused, bad
from bot.sandbox.media import picture_size, shrink_photo
from bot.sandbox.registry import Call

_KINDS = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
    "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
    "text_link", "text_mention", "custom_emoji", "date_time",
}  # fmt: skip
_REPLY = {
    "message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode", "quote_entities",
    "quote_position", "checklist_task_id", "poll_option_id",
}  # fmt: skip
_PREVIEW = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}

SEND = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification "
    "protect_content allow_paid_broadcast message_effect_id suggested_post_parameters "
    "reply_parameters reply_markup "
)
CAPTION = "caption parse_mode caption_entities show_caption_above_media "


def formatted(raw: Any, parse_mode: Any, given: Any) -> tuple[str, list[Entity]]:
    """Text and entities after parsing. Raises Refused; so does Markdown, which the sandbox does not read."""
    text = raw if isinstance(raw, str) else ""
    if len(text.encode("utf-8", "replace")) > limits.RAW_TEXT_BYTES:
        raise bad("text is too long")
    entities: list[Entity] = []
    mode = str(parse_mode or "").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode not in {"", "none"}:
        raise bad("unsupported parse_mode")
    elif given:
        entities = _given_entities(given)
    return tidy(text, entities)


def _given_entities(given: Any) -> list[Entity]:
    if not isinstance(given, list):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    for entity in given:
        fits = isinstance(entity, dict) and isinstance(entity.get("offset"), int)
        if not fits or not isinstance(entity.get("length"), int) or str(entity.get("type")) not in _KINDS:
            raise bad("can't parse MessageEntity: Unsupported type specified")
    return [{**entity, "offset": max(entity["offset"], 0)} for entity in given]


def read_text(call: Call) -> dict[str, Any]:
    """The text of a message: {"text", "entities"?, "link_preview_options"?}. Raises Refused."""
    text, entities = formatted(call.text("text"), call.text("parse_mode"), call.json("entities"))
    if not text:
        raise bad("message text is empty")
    if len(text) > limits.TEXT:
        raise bad("message is too long")
    found: dict[str, Any] = {"text": text}
    if entities:
        found["entities"] = entities
    preview = call.json("link_preview_options")
    if preview is not None:
        if not isinstance(preview, dict):
            raise bad("can't parse link preview options: expected an Object")
        call.broken += [
            f"unknown field of link_preview_options: {n}" for n in sorted(preview.keys() - _PREVIEW)
        ]
        if preview.get("is_disabled") or preview.get("url"):
            found["link_preview_options"] = preview
    return found


def read_caption(fields: dict[str, Any]) -> dict[str, Any]:
    """Caption, from a call or from one InputMedia. Raises Refused."""
    text, entities = formatted(
        fields.get("caption"), fields.get("parse_mode"), fields.get("caption_entities")
    )
    if len(text) > limits.CAPTION:
        raise bad("message caption is too long")
    found: dict[str, Any] = {"caption": text} if text else {}
    if text and entities:
        found["caption_entities"] = entities
    if str(fields.get("show_caption_above_media")).lower() == "true":
        found["show_caption_above_media"] = True
    return found


def call_caption(call: Call) -> dict[str, Any]:
    return read_caption({**call.fields, "caption_entities": call.json("caption_entities")})


async def read_file(call: Call, kind: str, fields: dict[str, Any], name: str) -> dict[str, Any]:
    """A photo, document or animation: uploaded, or known by its file_id. Raises Refused.

    `fields` are those of the call or of one InputMedia, `name` the one that points at the file.
    """
    reference = str(fields.get(name) or "")
    upload = call.upload(reference, name)
    if upload is None:
        return _known_file(call, kind, reference) | spoiler(fields, kind)
    if len(upload.data) > limits.UPLOAD_BYTES:
        raise Refused(413, "Request Entity Too Large")
    if not upload.data:
        raise bad("file must be non-empty")
    _check_thumbnail(call, fields)
    files = call.sandbox.files
    if kind == "photo":
        found: dict[str, Any] = {"photo": files.photo(await asyncio.to_thread(shrink_photo, upload.data))}
    elif kind == "animation":
        width, height = picture_size(upload.data)
        size = {"width": _number(fields, "width", width), "height": _number(fields, "height", height)}
        duration = _number(fields, "duration", 0)
        described = files.other("animation", upload.data, upload.name, upload.mime, **size, duration=duration)
        found = {"animation": described, "document": _without(described, "width", "height", "duration")}
    else:
        found = {"document": files.other("document", upload.data, upload.name, upload.mime)}
    return found | spoiler(fields, kind)


def _number(fields: dict[str, Any], name: str, usual: int) -> int:
    value = str(fields.get(name) or "")
    return int(value) if value.isdecimal() else usual


def _check_thumbnail(call: Call, fields: dict[str, Any]) -> None:
    reference = str(fields.get("thumbnail") or "")
    part = reference.removeprefix("attach://") if reference.startswith("attach://") else "thumbnail"
    thumbnail = call.files.get(part)
    if thumbnail and len(thumbnail.data) > limits.THUMBNAIL_BYTES:
        call.broken.append("a thumbnail of 200 kB or more is ignored")


def spoiler(fields: dict[str, Any], kind: str) -> dict[str, Any]:
    wanted = str(fields.get("has_spoiler")).lower() == "true"
    return {"has_media_spoiler": True} if wanted and kind != "document" else {}


def _without(described: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in described.items() if key not in names}


def _known_file(call: Call, kind: str, reference: str) -> dict[str, Any]:
    if not reference:
        raise bad(f"there is no {kind} in the request")
    if reference.startswith(("http://", "https://")):
        call.broken.append("files by URL: the sandbox fetches nothing from the network")
        raise bad("failed to get HTTP URL content")
    file = call.sandbox.files.by_id.get(reference)
    if file is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad(f"type of file mismatch: can't use file of type {file.kind.title()} as {kind.title()}")
    found: dict[str, Any]
    if kind == "photo":
        found = {"photo": [call.sandbox.files.by_id[sibling].described for sibling in file.siblings]}
    elif kind == "animation":
        document = _without(file.described, "width", "height", "duration")
        found = {"animation": file.described, "document": document}
    else:
        found = {"document": file.described}
    return found


def read_surroundings(call: Call) -> dict[str, Any]:
    """Reply, protection, effect: {"reply_to_message"?, "has_protected_content"?, "effect_id"?}."""
    found: dict[str, Any] = {}
    if call.flag("protect_content"):
        found["has_protected_content"] = True
    if call.has("message_effect_id"):
        if not call.text("message_effect_id").isdigit():
            raise bad("EFFECT_ID_INVALID")
        found["effect_id"] = call.text("message_effect_id")
    if call.integer("message_thread_id"):
        raise bad("message thread not found")
    reply = call.json("reply_parameters")
    if reply is None:
        return found
    if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
        raise bad("can't parse reply parameters JSON object")
    call.broken += [f"unknown field of reply_parameters: {name}" for name in sorted(reply.keys() - _REPLY)]
    message = call.bot.messages.get(reply["message_id"])
    if message is None or message.deleted or message.chat != call.integer("chat_id"):
        if reply.get("allow_sending_without_reply"):
            return found
        raise bad("message to be replied not found")
    return found | {"reply_to_message": _without(message.payload, "reply_to_message")}
