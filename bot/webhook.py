"""`python -m bot webhook …`: never at start-up, since replicas starting together would be told to wait."""

from __future__ import annotations

from telegram import Bot

from bot.request import AiohttpRequest
from bot.settings import Settings, SettingsError
from bot.updates import ALLOWED


def _bot(settings: Settings) -> Bot:
    if settings.telegram_bot_token is None:
        raise SettingsError("TELEGRAM_BOT_TOKEN is missing: ask @BotFather for one.")
    if settings.bot_api_base_url and settings.bot_api_base_file_url:
        return Bot(
            settings.telegram_bot_token,
            base_url=settings.bot_api_base_url,
            base_file_url=settings.bot_api_base_file_url,
            request=AiohttpRequest(),
        )
    return Bot(settings.telegram_bot_token, request=AiohttpRequest())


async def set_webhook(settings: Settings) -> str:
    if settings.webhook_url is None:
        raise SettingsError("WEBHOOK_URL is missing: the whole address Telegram sends to.")
    async with _bot(settings) as bot:
        await bot.set_webhook(
            settings.webhook_url, secret_token=settings.webhook_secret, allowed_updates=ALLOWED
        )
    return f"Telegram sends updates to {settings.webhook_url}"


async def delete_webhook(settings: Settings) -> str:
    async with _bot(settings) as bot:
        await bot.delete_webhook(drop_pending_updates=False)
    return "The webhook is deleted. Updates that wait come by polling."


async def show_webhook(settings: Settings) -> str:
    async with _bot(settings) as bot:
        info = await bot.get_webhook_info()
    error = f"; last error: {info.last_error_message}" if info.last_error_message else ""
    return f"url: {info.url or 'none (polling)'}; waiting: {info.pending_update_count}{error}"
