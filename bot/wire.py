"""Settings to a running bot: the single place where objects meet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import BotCommand
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application, Defaults

import handlers
from bot.clock import SystemClock
from bot.editions import Editions, load_edition
from bot.photos import PhotoService
from bot.polling import FIRST_PAUSE, LONGEST_PAUSE, unless
from bot.request import AiohttpRequest
from bot.settings import Settings
from bot.storage.keys import MasterKey, load_or_create_master_key
from bot.storage.store import SqlStore, holds_data, open_store
from bot.updates import Updates
from bot.worker import Worker
from guidance import Words
from handlers import Services
from handlers.errors import Errors
from handlers.ports import Clock
from handlers.show import Show

log = structlog.get_logger()

App = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Running:
    application: App
    updates: Updates
    worker: Worker
    store: SqlStore
    words: Words


def store_of(settings: Settings, key: MasterKey) -> AbstractAsyncContextManager[SqlStore]:
    """Raises StorageTrouble when it is entered."""
    return open_store(
        database=settings.database_url,
        data_dir=settings.data_dir,
        photo_store_url=settings.photo_store_url,
        master_key=key,
    )


@asynccontextmanager
async def open_everything(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Running]:
    """Raises ContentError, StorageTrouble and SettingsError before anything is sent anywhere."""
    edition = load_edition()
    may_create = not await holds_data(settings.database_url, settings.data_dir)
    key, created = load_or_create_master_key(
        settings.master_key, settings.master_key_path, may_create=may_create
    )
    if created:
        log.warning(
            "master_key_made",
            path=str(settings.master_key_path),
            what="keep a copy apart from the data: without it nobody can read the data again",
        )
    async with store_of(settings, key) as store:
        photos, clock = PhotoService(), clock or SystemClock()
        editions = Editions(edition, store)
        await editions.keep(clock.now())
        try:
            yield _assemble(settings, editions, store, photos, clock)
        finally:
            await photos.close()


def _assemble(
    settings: Settings, editions: Editions, store: SqlStore, photos: PhotoService, clock: Clock
) -> Running:
    application = _application(settings)
    services = Services(editions, store, photos, clock, Show(application.bot, store))
    application.add_handlers(handlers.routes(services))
    errors = Errors(services)
    application.add_error_handler(errors)
    updates = Updates(application, errors, store)
    worker = Worker(store, handlers.prompts(services), clock)
    return Running(application, updates, worker, store, editions.current.words)


def _application(settings: Settings) -> App:
    if settings.telegram_bot_token is None:
        raise ValueError("a token is needed: the sandbox brings its own")
    builder = (
        Application.builder()
        .token(settings.telegram_bot_token)
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest(connections=2))
        .updater(None)
        .job_queue(None)
        .defaults(Defaults(allow_sending_without_reply=True))
    )
    if settings.bot_api_base_url and settings.bot_api_base_file_url:
        builder = builder.base_url(settings.bot_api_base_url).base_file_url(settings.bot_api_base_file_url)
    return builder.build()


async def connect(running: Running, stop: asyncio.Event) -> bool:
    """Say hello to Telegram, for as long as it takes. False: stopped first. Raises InvalidToken."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await unless(stop, running.application.initialize())
        except InvalidToken:
            raise
        except (TelegramError, RetryAfter) as exc:
            log.warning("telegram_away", error=type(exc).__name__, next_try_seconds=pause)
        else:
            if stop.is_set():
                return False
            await _introduce(running)
            log.info("ready", bot=running.application.bot.id)
            return True
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            pause = min(pause * 2, LONGEST_PAUSE)
    return False


async def _introduce(running: Running) -> None:
    """The command menu and the words in the profile, per language. Failing to is no reason not to serve."""
    bot, words = running.application.bot, running.words
    try:
        for language in words.languages:
            code = None if language == "en" else language
            menu = [BotCommand(name, words.plain(f"command-{name}", language)) for name in handlers.COMMANDS]
            await bot.set_my_commands(menu, language_code=code)
            await bot.set_my_description(words.plain("bot-description", language), language_code=code)
            short = words.plain("bot-short-description", language)
            await bot.set_my_short_description(short, language_code=code)
    except TelegramError as exc:
        log.warning("not_introduced", error=type(exc).__name__)
