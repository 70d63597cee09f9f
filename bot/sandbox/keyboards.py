"""reply_markup: what Telegram takes and what it refuses."""

from __future__ import annotations

from typing import Any

from bot.sandbox import limits
from bot.sandbox.entities import usable_url
from bot.sandbox.errors import bad
from bot.sandbox.registry import Call

_ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip
_DRESS = {"text", "icon_custom_emoji_id", "style"}


def read_markup(call: Call, *, inline_only: bool = False) -> dict[str, Any] | None:
    """The inline keyboard as a message carries it; None for none, and for keyboards a message never shows."""
    value = call.json("reply_markup")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in value:
        if value and not inline_only and {"keyboard", "remove_keyboard", "force_reply"} & value.keys():
            return None
        if value:
            raise bad(
                "inline keyboard expected" if inline_only else "can't parse reply keyboard markup JSON object"
            )
        return None
    rows = value["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array of Arrays')
    rows = [[_button(call, button) for button in row] for row in rows if row]
    if sum(map(len, rows)) > limits.BUTTONS or any(len(row) > limits.BUTTONS_A_ROW for row in rows):
        raise bad("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _button(call: Call, given: Any) -> dict[str, Any]:
    trouble = "can't parse inline keyboard button: "
    if not isinstance(given, dict):
        raise bad(f"{trouble}InlineKeyboardButton must be an Object")
    button: dict[str, Any] = given
    if not isinstance(button.get("text"), str):
        raise bad(f'{trouble}Can\'t find field "text"')
    if not button["text"].strip():
        raise bad(f'{trouble}Field "text" must be non-empty')
    actions = _ACTIONS & button.keys()
    if not actions:
        raise bad(f"{trouble}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        call.broken.append(f"a button has more than one action: {', '.join(sorted(actions))}")
    call.broken += [
        f"unknown field of a button: {name}" for name in sorted(button.keys() - _ACTIONS - _DRESS)
    ]
    if "callback_data" in button:
        data = button["callback_data"]
        if (
            not isinstance(data, str)
            or not 1 <= len(data.encode("utf-8", "replace")) <= limits.CALLBACK_DATA_BYTES
        ):
            raise bad("BUTTON_DATA_INVALID")
    if "url" in button:
        url = usable_url(str(button["url"]))
        if url is None:
            raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
        button = button | {"url": url}
    if "copy_text" in button:
        copied = button["copy_text"].get("text") if isinstance(button["copy_text"], dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= limits.COPY_TEXT:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    return button
