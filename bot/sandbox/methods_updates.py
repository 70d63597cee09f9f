"""Bot API methods that fetch: updates and files."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox import limits
from bot.sandbox.errors import Refused, bad
from bot.sandbox.registry import Call, Described, method
from bot.sandbox.state import Webhook

_KNOWN = {
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot",
}  # fmt: skip
_TWO = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def _read_allowed(call: Call) -> None:
    """Remembered until the next list is given, as the real server does."""
    allowed = call.json("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list):
        raise bad("can't parse allowed updates JSON object")
    allowed = [str(kind) for kind in allowed]
    call.broken += [f"unknown update type: {kind}" for kind in allowed if kind not in _KNOWN]
    call.bot.allowed = [kind for kind in allowed if kind in _KNOWN]


@method("getUpdates", "offset limit timeout allowed_updates")
async def get_updates(call: Call) -> list[dict[str, Any]]:
    bot, sandbox = call.bot, call.sandbox
    if bot.webhook:
        raise Refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _read_allowed(call)
    offset, limit = call.integer("offset"), call.integer("limit", 100)
    limit = limit if 1 <= limit <= 100 else 100
    bot.poll += 1
    mine, moves = bot.poll, sandbox.moves
    if offset > 0:
        bot.updates[:] = [update for update in bot.updates if update.id >= offset]
    elif offset < 0:
        del bot.updates[:offset]
    sandbox.changed.fire()  # ends an older poll, tells those who wait for idle
    sandbox.drop_expired(bot)
    timeout = min(max(call.integer("timeout"), 0), limits.POLL_SECONDS)
    await sandbox.changed.until(
        lambda: bool(bot.updates) or bot.poll != mine or sandbox.moves != moves, timeout
    )
    if bot.poll != mine:
        raise Refused(409, "Conflict: terminated by setWebhook request" if bot.webhook else _TWO)
    sandbox.drop_expired(bot)
    return [{"update_id": update.id, update.kind: update.payload} for update in bot.updates[:limit]]


@method(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
async def set_webhook(call: Call) -> Described:
    url = call.text("url")
    if not url:
        return _drop_webhook(call)
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  - raises ValueError
    except ValueError as error:
        raise bad("bad webhook: invalid webhook URL specified") from error
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise bad("bad webhook: invalid webhook URL specified")
    if parts.hostname not in {"127.0.0.1", "localhost", "::1"}:  # there, anything goes: it is for trying out
        if parts.scheme == "http":
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in {443, 80, 88, 8443}:
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = call.text("secret_token")
    if len(secret) > limits.SECRET:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    _read_allowed(call)
    if call.flag("drop_pending_updates"):
        call.bot.updates.clear()
    most = call.integer("max_connections", 40)
    new = Webhook(
        url, secret, most if 1 <= most <= 100 else 40, call.text("ip_address"), "certificate" in call.files
    )
    old, call.bot.webhook = call.bot.webhook, new
    call.bot.poll += 1
    call.sandbox.changed.fire()
    call.sandbox.deliver(call.bot)
    same = old is not None and (old.url, old.secret) == (url, secret)
    return Described(True, "Webhook is already set" if same else "Webhook was set")


@method("deleteWebhook", "drop_pending_updates")
async def delete_webhook(call: Call) -> Described:
    return _drop_webhook(call)


def _drop_webhook(call: Call) -> Described:
    if call.flag("drop_pending_updates"):
        call.bot.updates.clear()
    had, call.bot.webhook = call.bot.webhook is not None, None
    call.sandbox.changed.fire()
    return Described(True, "Webhook was deleted" if had else "Webhook is already deleted")


@method("getWebhookInfo")
async def get_webhook_info(call: Call) -> dict[str, Any]:
    call.sandbox.drop_expired(call.bot)
    hook = call.bot.webhook or Webhook("")
    info: dict[str, Any] = {
        "url": hook.url,
        "has_custom_certificate": hook.certificate,
        "pending_update_count": len(call.bot.updates),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
    if hook.ip_address:
        info["ip_address"] = hook.ip_address
    if hook.last_error:
        info |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    if call.bot.allowed:
        info["allowed_updates"] = call.bot.allowed
    return info


@method("getFile", "file_id")
async def get_file(call: Call) -> dict[str, Any]:
    if not call.has("file_id"):
        raise bad("file_id not specified")
    file = call.sandbox.files.by_id.get(call.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.data) > limits.DOWNLOAD_BYTES:
        raise bad("file is too big")
    file.link_until = call.sandbox.now() + limits.LINK_SECONDS
    return {
        "file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.data),
        "file_path": file.path,
    }  # fmt: skip
