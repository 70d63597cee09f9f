"""Updates to a webhook: one at a time per lane, repeated until it answers 2xx.

Lanes as on Telegram's server: a person's messages are one, a person's taps another.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping

import aiohttp

from bot.sandbox import limits
from bot.sandbox.state import Bot, Sandbox, Update, Webhook


class Delivery:
    """Looks after the webhooks of all bots. Lives in the server's event loop."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[tuple[int, str], asyncio.Task[None]] = {}
        self._open = 0  # requests under way, over all lanes

    def look_after(self, bot: Bot) -> None:
        """Start a task for each lane that has updates waiting and none yet."""
        if bot.webhook is None:
            return
        for lane in {update.lane for update in bot.updates}:
            key = (bot.id, lane)
            task = self._lanes.get(key)
            if task is None or task.done():
                self._lanes[key] = asyncio.get_running_loop().create_task(self._run(bot, lane))

    async def stop(self) -> None:
        for task in self._lanes.values():
            task.cancel()
        await asyncio.gather(*self._lanes.values(), return_exceptions=True)
        if self._session:
            await self._session.close()

    async def _run(self, bot: Bot, lane: str) -> None:
        tries = 0
        while (hook := bot.webhook) is not None:
            self._sandbox.drop_expired(bot)
            update = next((waiting for waiting in bot.updates if waiting.lane == lane), None)
            if update is None:
                return
            wait = await self._send(hook, update)
            if wait is None:
                tries = 0
                with contextlib.suppress(ValueError):  # dropped meanwhile
                    bot.updates.remove(update)
                self._sandbox.changed.fire()
                continue
            tries += 1
            usual = 0 if tries == 1 else min(2 ** (tries - 2), limits.RETRY_MOST_SECONDS)
            await self._pause(bot, hook, max(wait, usual))

    async def _pause(self, bot: Bot, hook: Webhook, seconds: float) -> None:
        """By the sandbox's clock; moving it, or another webhook, ends the pause."""
        until = self._sandbox.now() + seconds
        await self._sandbox.changed.until(
            lambda: self._sandbox.now() >= until or bot.webhook is not hook, max(seconds, 0.01)
        )

    async def _send(self, hook: Webhook, update: Update) -> float | None:
        """None: taken. Else the seconds it asked to wait, 0 if it asked for none."""
        await self._sandbox.changed.until(lambda: self._open < hook.max_connections, limits.WEBHOOK_SECONDS)
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        body = {"update_id": update.id, update.kind: update.payload}
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=limits.WEBHOOK_SECONDS))
        self._open += 1
        try:
            async with self._session.post(
                hook.url, json=body, headers=headers, allow_redirects=False
            ) as answer:
                await answer.read()
                if answer.ok and answer.status < 300:
                    return None
                hook.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                asked = _retry_after(answer.headers)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            hook.last_error = (
                "Connection timed out" if isinstance(error, TimeoutError) else "Connection refused"
            )
            asked = 0.0
        finally:
            self._open -= 1
        hook.last_error_at = self._sandbox.date()
        self._sandbox.tell("webhook_refused", bot=0, update_id=update.id, reason=hook.last_error)
        return asked


def _retry_after(headers: Mapping[str, str]) -> float:
    value = headers.get("Retry-After", "")
    return float(min(int(value), limits.RETRY_AFTER_MOST_SECONDS)) if value.isdigit() else 0.0
