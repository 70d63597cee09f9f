"""The commands. Every trouble an operator can mend is one line on standard error and an exit code of 2."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from telegram.error import InvalidToken, TelegramError

from bot import log
from bot.content import content
from bot.settings import SettingsError, read
from bot.storage.errors import StorageAway
from guidance import ContentError
from handlers.ports import StoreTrouble

MEND = 2  # exit code: something has to be mended before trying again
TRY_AGAIN = 75  # exit code: it passes (EX_TEMPFAIL)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
webhook = typer.Typer(no_args_is_help=True, help="Tell Telegram where to send updates: a step of deployment.")
app.add_typer(webhook, name="webhook")
app.add_typer(content, name="content")

ClockFile = Annotated[
    Path | None,
    typer.Option(help="For tests and demonstrations: a file with seconds to add to the clock.", hidden=True),
]


@app.command()
def run(clock_file: ClockFile = None) -> None:
    """Run the bot: on Telegram with TELEGRAM_BOT_TOKEN, else in the sandbox with a chat in the browser."""
    from bot.run import run as serve  # noqa: PLC0415  - other commands start faster without it

    log.set_up()
    with plain_troubles():
        settings = read(os.environ)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(serve(settings, clock_file))


@app.command()
def assess(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, in and out.")] = False,
) -> None:
    """Judge answers from standard input, one JSON object a line: see the README. Stores nothing."""
    if not jsonl:
        fail("Say --jsonl: one JSON object a line is read from standard input.")
    import guidance  # noqa: PLC0415
    from guidance.jsonl import answer_line  # noqa: PLC0415

    with plain_troubles():
        content = guidance.load()
    wrong = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            result: dict[str, object] = answer_line(content, line)
        except ValueError as exc:
            wrong += 1
            print(f"line {number}: {exc}", file=sys.stderr)
            result = {"error": f"line {number}: {exc}"}
        print(json.dumps(result, ensure_ascii=False), flush=True)
    if wrong:
        raise typer.Exit(1)


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(help="0 takes any free port.")] = 8700,
    host: Annotated[str, typer.Option(help="Loopback unless told otherwise.")] = "127.0.0.1",
) -> None:
    """Only the local Telegram of the sandbox, for a bot that runs apart."""
    from bot.sandbox import serve  # noqa: PLC0415

    try:
        server = serve(host, port)
    except OSError as exc:
        fail(f"Port {port} on {host} cannot be used ({exc.strerror}): choose another.")
    print(f"Chat: {server.url}")
    print(f"BOT_API_BASE_URL={server.base_url}")
    print(f"BOT_API_BASE_FILE_URL={server.base_file_url}", flush=True)
    try:
        server.join()
    except KeyboardInterrupt:
        server.stop()


@app.command("rotate-key")
def rotate_key() -> None:
    """Change the master key: give MASTER_KEY as "new,old", run this, then give the new one alone."""
    from bot.rotate import rotate  # noqa: PLC0415

    with plain_troubles():
        moved = asyncio.run(rotate(read(os.environ)))
    print(f"Moved to the new key: {moved}. The old one is needed only for backups made before now.")


@webhook.command("set")
def webhook_set() -> None:
    """Tell Telegram WEBHOOK_URL and WEBHOOK_SECRET."""
    from bot.webhook import set_webhook  # noqa: PLC0415

    with plain_troubles():
        settings = read(os.environ)
        print(asyncio.run(set_webhook(settings)))


@webhook.command("delete")
def webhook_delete() -> None:
    """Go back to polling. Updates that wait are kept."""
    from bot.webhook import delete_webhook  # noqa: PLC0415

    with plain_troubles():
        print(asyncio.run(delete_webhook(read(os.environ))))


@webhook.command("show")
def webhook_show() -> None:
    """What Telegram has noted, and the last error it met."""
    from bot.webhook import show_webhook  # noqa: PLC0415

    with plain_troubles():
        print(asyncio.run(show_webhook(read(os.environ))))


@contextmanager
def plain_troubles() -> Iterator[None]:
    try:
        yield
    except SettingsError as exc:
        fail(str(exc))
    except ContentError as exc:
        count = len(exc.problems)
        fail(f"The content cannot be used: {count} problem{'s' if count > 1 else ''}.\n{exc}")
    except StorageAway as exc:
        fail(str(exc), code=TRY_AGAIN)
    except StoreTrouble as exc:
        fail(str(exc))
    except InvalidToken:
        fail("Telegram refuses TELEGRAM_BOT_TOKEN: copy it again from @BotFather, or make a new one.")
    except TelegramError as exc:
        fail(f"Telegram did not do it: {exc.message}")
    except OSError as exc:
        fail(f"{exc.strerror or exc}{f': {exc.filename}' if exc.filename else ''}")


def fail(line: str, code: int = MEND) -> NoReturn:
    print(f"redpores: {line}", file=sys.stderr)
    raise typer.Exit(code)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415  - not on Windows
    except ImportError:
        return None
    return uvloop.new_event_loop
