"""Bot API methods that change, remove or answer."""

from __future__ import annotations

from typing import Any

from bot.sandbox import limits
from bot.sandbox.content import CAPTION, call_caption, read_text
from bot.sandbox.errors import bad
from bot.sandbox.keyboards import read_markup
from bot.sandbox.methods_send import read_media
from bot.sandbox.registry import Call, method
from bot.sandbox.state import Message

_EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup "
_MEDIA = ("photo", "document", "animation", "sticker", "voice")
_GONE = "message to edit not found"
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TEXT_PARTS = ("text", "entities", "link_preview_options")
_CAPTION_PARTS = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA_PARTS = (*_MEDIA, *_CAPTION_PARTS, *_TEXT_PARTS, "has_media_spoiler")


def _own(call: Call) -> Message:
    if call.has("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    call.person()
    message = call.message(_GONE)
    if not message.from_bot:
        raise bad("message can't be edited")
    return message


def _unique(value: Any) -> Any:
    """A file by what it is: two ids of the same file are no change."""
    if isinstance(value, list) and value and "file_unique_id" in value[0]:
        return [size["file_unique_id"] for size in value]
    return value.get("file_unique_id", value) if isinstance(value, dict) else value


def _change(call: Call, message: Message, parts: tuple[str, ...], content: dict[str, Any]) -> dict[str, Any]:
    """Replace these parts and the keyboard: one that is not given is removed."""
    markup = read_markup(call, inline_only=True)
    new = {
        key: value for key, value in message.payload.items() if key not in {*parts, "reply_markup"}
    } | content
    if markup:
        new["reply_markup"] = markup
    compared = {*parts, "reply_markup"}
    if all(_unique(new.get(part)) == _unique(message.payload.get(part)) for part in compared):
        raise bad(_SAME)
    new["edit_date"] = call.sandbox.date()
    message.payload = new
    message.remember_buttons()
    call.sandbox.tell("edited", chat=message.chat, message_id=message.id, bot=call.bot.id)
    return new


@method("editMessageText", _EDIT + "text parse_mode entities link_preview_options rich_message")
async def edit_message_text(call: Call) -> dict[str, Any]:
    content = read_text(call)
    message = _own(call)
    if "text" not in message.payload:
        raise bad("there is no text in the message to edit")
    return _change(call, message, _TEXT_PARTS, content)


@method("editMessageCaption", _EDIT + CAPTION)
async def edit_message_caption(call: Call) -> dict[str, Any]:
    content = call_caption(call)
    message = _own(call)
    if not any(kind in message.payload for kind in _MEDIA):
        raise bad("there is no caption in the message to edit")
    return _change(call, message, _CAPTION_PARTS, content)


@method("editMessageReplyMarkup", _EDIT)
async def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    return _change(call, _own(call), (), {})


@method("editMessageMedia", _EDIT + "media")
async def edit_message_media(call: Call) -> dict[str, Any]:
    message = _own(call)
    kinds = {"photo", "document", "animation"}
    content = await read_media(call, call.json("media"), kinds)
    if "media_group_id" in message.payload and not message.payload.keys() & content.keys() & {
        "photo",
        "document",
    }:
        raise bad("message can't be edited")
    return _change(call, message, _MEDIA_PARTS, content)


def _delete(call: Call, message: Message) -> None:
    message.deleted = True
    call.sandbox.tell("deleted", chat=message.chat, message_id=message.id, bot=call.bot.id)


def _deletable(call: Call, message: Message) -> bool:
    sent: int = message.payload["date"]
    return call.sandbox.now() - sent < limits.DELETE_SECONDS


@method("deleteMessage", "chat_id message_id")
async def delete_message(call: Call) -> bool:
    call.person()
    message = call.message("message to delete not found")
    if not _deletable(call, message):
        raise bad("message can't be deleted for everyone")
    _delete(call, message)
    return True


@method("deleteMessages", "chat_id message_ids")
async def delete_messages(call: Call) -> bool:
    """Those that cannot be found or deleted are skipped, as the specification says."""
    call.person()
    numbers = call.json("message_ids")
    if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
        raise bad("can't parse message identifiers JSON object")
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > limits.DELETE_AT_ONCE:
        raise bad("too many message identifiers specified")
    for number in numbers:
        message = call.bot.messages.get(number)
        if (
            message
            and not message.deleted
            and message.chat == call.integer("chat_id")
            and _deletable(call, message)
        ):
            _delete(call, message)
    return True


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
async def answer_callback_query(call: Call) -> bool:
    tap = call.sandbox.taps.get(call.text("callback_query_id"))
    if tap is None or tap.bot != call.bot.id or call.sandbox.now() - tap.at > limits.QUERY_SECONDS:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(call.text("text")) > limits.CALLBACK_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    if call.has("url"):
        raise bad("URL_INVALID")
    if not tap.answered:  # a second answer is taken, and the person sees the first
        tap.answered, tap.text, tap.show_alert = True, call.text("text"), call.flag("show_alert")
        call.sandbox.tell("answer", chat=tap.chat, query_id=tap.id, text=tap.text, show_alert=tap.show_alert)
    return True
