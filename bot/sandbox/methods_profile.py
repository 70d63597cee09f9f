"""Bot API methods about the bot itself: who it is, its words, its commands, its menu button."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.sandbox import limits
from bot.sandbox.errors import bad
from bot.sandbox.registry import Call, method

_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
}  # fmt: skip


@method("getMe")
async def get_me(call: Call) -> dict[str, Any]:
    return call.bot.user() | {
        "can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False,
        "can_connect_to_business": False, "has_main_web_app": False, "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }  # fmt: skip


def _language(call: Call) -> str:
    code = call.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad("invalid language code specified")
    return code


def _words(name: str, of: str, limit: int, refusal: str) -> None:
    """Register set<name> and get<name> for one text of the profile."""

    async def put(call: Call) -> bool:
        text, language = call.text(of).strip(), _language(call)
        if len(text) > limit:
            raise bad(refusal)
        call.bot.words[of, language] = text
        return True

    async def get(call: Call) -> dict[str, str]:
        usual = call.bot.words.get((of, ""), "") or (call.bot.user()["first_name"] if of == "name" else "")
        return {of: call.bot.words.get((of, _language(call)), "") or usual}

    method(f"set{name}", f"{of} language_code")(put)
    method(f"get{name}", "language_code")(get)


_words("MyName", "name", limits.NAME, "BOT_TITLE_INVALID")
_words("MyDescription", "description", limits.DESCRIPTION, "BOT_DESCRIPTION_INVALID")
_words("MyShortDescription", "short_description", limits.SHORT_DESCRIPTION, "BOT_SHORT_DESCRIPTION_INVALID")


def _place(call: Call) -> tuple[str, str]:
    """Scope (as JSON with sorted keys) and language."""
    scope = call.json("scope") or {"type": "default"}
    if not isinstance(scope, dict) or str(scope.get("type")) not in _SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    return json.dumps(scope, sort_keys=True), _language(call)


@method("setMyCommands", "commands scope language_code")
async def set_my_commands(call: Call) -> bool:
    place = _place(call)
    commands = call.json("commands")
    if not isinstance(commands, list):
        raise bad("can't parse list of bot commands JSON object")
    if len(commands) > limits.COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name, about = (
            (command.get(key) for key in ("command", "description"))
            if isinstance(command, dict)
            else ("", "")
        )
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(name)):
            raise bad("BOT_COMMAND_INVALID")
        if not isinstance(about, str) or not 1 <= len(about.strip()) <= limits.COMMAND_DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[place] = [
        {"command": item["command"].removeprefix("/"), "description": item["description"]}
        for item in commands
    ]
    call.sandbox.tell("commands", bot=call.bot.id)
    return True


@method("getMyCommands", "scope language_code")
async def get_my_commands(call: Call) -> list[dict[str, Any]]:
    return call.bot.commands.get(_place(call), [])


@method("deleteMyCommands", "scope language_code")
async def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_place(call), None)
    return True


@method("setChatMenuButton", "chat_id menu_button")
async def set_chat_menu_button(call: Call) -> bool:
    chat = call.person().id if call.has("chat_id") else 0
    button = call.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or str(button.get("type")) not in {"default", "commands", "web_app"}:
        raise bad("can't parse MenuButton: Unsupported type specified")
    call.bot.menu_buttons[chat] = button
    return True


@method("getChatMenuButton", "chat_id")
async def get_chat_menu_button(call: Call) -> dict[str, Any]:
    chat = call.person().id if call.has("chat_id") else 0
    usual = call.bot.menu_buttons.get(0, {"type": "commands"})
    return call.bot.menu_buttons.get(chat, usual)
