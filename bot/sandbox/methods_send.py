"""Bot API methods that send."""

from __future__ import annotations

from typing import Any

from bot.sandbox import limits
from bot.sandbox.content import (
    CAPTION,
    SEND,
    call_caption,
    read_caption,
    read_file,
    read_surroundings,
    read_text,
)
from bot.sandbox.errors import bad
from bot.sandbox.keyboards import read_markup
from bot.sandbox.registry import Call, method

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
MEDIA_FIELDS = {
    "type", "media", "caption", "parse_mode", "caption_entities", "show_caption_above_media", "has_spoiler",
    "thumbnail", "disable_content_type_detection", "width", "height", "duration",
}  # fmt: skip


def _send(call: Call, content: dict[str, Any], markup: dict[str, Any] | None) -> dict[str, Any]:
    person = call.person()
    around = read_surroundings(call)
    payload = call.sandbox.new_payload(call.bot, person, from_bot=True) | around | content
    if markup:
        payload["reply_markup"] = markup
    return call.sandbox.keep(call.bot, payload, from_bot=True).payload


@method("sendMessage", SEND + "text parse_mode entities link_preview_options")
async def send_message(call: Call) -> dict[str, Any]:
    call.person()
    return _send(call, read_text(call), read_markup(call))


@method("sendPhoto", SEND + CAPTION + "photo has_spoiler")
async def send_photo(call: Call) -> dict[str, Any]:
    return await _send_file(call, "photo")


@method("sendDocument", SEND + CAPTION + "document thumbnail disable_content_type_detection")
async def send_document(call: Call) -> dict[str, Any]:
    return await _send_file(call, "document")


@method("sendAnimation", SEND + CAPTION + "animation duration width height thumbnail has_spoiler")
async def send_animation(call: Call) -> dict[str, Any]:
    return await _send_file(call, "animation")


async def _send_file(call: Call, kind: str) -> dict[str, Any]:
    call.person()
    caption, markup = call_caption(call), read_markup(call)
    return _send(call, await read_file(call, kind, call.fields, kind) | caption, markup)


@method("sendMediaGroup", SEND.replace("reply_markup", "") + "media")
async def send_media_group(call: Call) -> list[dict[str, Any]]:
    call.person()
    media = call.json("media")
    if not isinstance(media, list) or not media:
        raise bad("there are no messages to send")
    if len(media) > limits.GROUP_MOST:
        raise bad("too much messages to send as an album")
    if len(media) == 1:
        call.broken.append("an album must include 2-10 items")
    kinds = {str(item.get("type")) for item in media if isinstance(item, dict)}
    if kinds == {"photo", "document"}:
        raise bad("document can't be mixed with other media types")
    contents = [await read_media(call, item, {"photo", "document"}) for item in media]
    group = {"media_group_id": call.sandbox.new_group_id()} if len(media) > 1 else {}
    return [_send(call, content | group, None) for content in contents]


async def read_media(call: Call, item: Any, kinds: set[str]) -> dict[str, Any]:
    """One InputMedia as the fields of a message. Raises Refused."""
    if not isinstance(item, dict):
        raise bad("can't parse InputMedia: expected an Object")
    kind = str(item.get("type"))
    if kind not in kinds:
        raise bad("can't parse InputMedia: type must be one of " + ", ".join(sorted(kinds)))
    if not item.get("media"):
        raise bad("media not found")
    call.broken += [f"unknown field of InputMedia: {name}" for name in sorted(item.keys() - MEDIA_FIELDS)]
    return await read_file(call, kind, item, "media") | read_caption(item)


@method("sendChatAction", "business_connection_id chat_id message_thread_id action")
async def send_chat_action(call: Call) -> bool:
    person = call.person()
    if call.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    call.sandbox.tell("action", chat=person.id, action=call.text("action"))
    return True
