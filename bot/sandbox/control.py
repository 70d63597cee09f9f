"""/sandbox/…: what the page and the tests do and read. JSON in, JSON out; sending is in control_send.py.

Every request may carry ?bot=<id>; without it, the first bot that called is meant.
Mistakes of the caller are answered with {"error": what is wrong} and 400, 404 or 409.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.errors import BadControl, Refused
from bot.sandbox.state import Bot, Fault, Person, Sandbox
from bot.sandbox.views import view_chat, view_message, view_tap

FAULTS = ("429", "500", "lost", "delay")
Handler = Callable[[Request], Awaitable[Any]]
LONGEST_WAIT = 60.0


def sandbox_of(request: Request) -> Sandbox:
    found: Sandbox = request.app.state.sandbox
    return found


def bot_of(request: Request) -> Bot:
    wanted = request.query_params.get("bot")
    return sandbox_of(request).bot(int(wanted) if wanted else None)


def person_of(request: Request) -> Person:
    return sandbox_of(request).person(request.path_params["chat"])


async def body_of(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError as error:
        raise BadControl("The body must be a JSON object.") from error
    if not isinstance(body, dict):
        raise BadControl("The body must be a JSON object.")
    return body


def seconds_of(request: Request, usual: float) -> float:
    return min(float(request.query_params.get("timeout", usual)), LONGEST_WAIT)


def answered(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Results as JSON, mistakes as {"error": …}."""

    async def run(request: Request) -> Response:
        origin = request.headers.get("origin")
        if origin and urlsplit(origin).netloc != request.headers.get("host"):
            return JSONResponse({"error": "Other sites have no business here."}, 403)
        try:
            result = await handler(request)
        except BadControl as error:
            return JSONResponse({"error": str(error)}, error.status)
        except Refused as error:
            return JSONResponse({"error": error.description}, 400)
        except (ValueError, TypeError, KeyError) as error:
            return JSONResponse({"error": f"The request cannot be read: {error!r}"}, 400)
        return result if isinstance(result, Response) else JSONResponse(result)

    return run


async def _arrive(request: Request) -> Any:
    body = await body_of(request)
    name = str(body.get("name") or "").strip()
    if not name:
        raise BadControl('A person needs a name: {"name": "Ann", "language_code": "en"}.')
    person = sandbox_of(request).arrive(name[:64], str(body.get("language_code") or "en"))
    return view_chat(bot_of(request), person)


async def _chats(request: Request) -> Any:
    return [view_chat(bot_of(request), person) for person in sandbox_of(request).people.values()]


async def _messages(request: Request) -> Any:
    person, bot = person_of(request), bot_of(request)
    mine = (message for message in bot.messages.values() if message.chat == person.id and not message.deleted)
    return [view_message(message) for message in mine]


async def _tap_answer(request: Request) -> Any:
    """With ?timeout=seconds it waits for the answer."""
    sandbox = sandbox_of(request)
    tap = sandbox.taps.get(request.path_params["query"])
    if tap is None:
        raise BadControl("There was no such tap.", 404)
    await sandbox.changed.until(lambda: tap.answered, seconds_of(request, 0))
    return view_tap(tap)


async def _unanswered(request: Request) -> Any:
    return [view_tap(tap) for tap in sandbox_of(request).taps.values() if not tap.answered]


async def _file(request: Request) -> Response:
    file = sandbox_of(request).files.by_id.get(request.path_params["file"])
    if file is None:
        raise BadControl("There is no such file.", 404)
    kind = (
        "image/jpeg" if file.kind == "photo" else file.described.get("mime_type", "application/octet-stream")
    )
    # A document from a bot or a person is never run as a page of this site.
    safe = kind in {"image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "audio/ogg"}
    headers = {"X-Content-Type-Options": "nosniff"} | ({} if safe else {"Content-Disposition": "attachment"})
    return Response(file.data, media_type=kind if safe else "application/octet-stream", headers=headers)


async def _clock(request: Request) -> Any:
    """POST {"seconds": n} moves it by so much, {"offset": n} sets real time plus n, {"to": unix time}."""
    sandbox = sandbox_of(request)
    if request.method == "POST":
        body = await body_of(request)
        if "to" in body:
            sandbox.move_clock(sandbox.offset + float(body["to"]) - sandbox.now())
        elif "offset" in body:
            sandbox.move_clock(float(body["offset"]))
        elif "seconds" in body:
            sandbox.move_clock(sandbox.offset + float(body["seconds"]))
        else:
            raise BadControl('Say how: {"seconds": 604800}, {"offset": 0} or {"to": 1800000000}.')
    return {"now": sandbox.now(), "offset": sandbox.offset}


async def _calls(request: Request) -> Any:
    """?after=n, ?method=sendMessage, ?broken=1"""
    query = request.query_params
    wanted, after = query.get("method"), int(query.get("after", 0))
    found = [call for call in sandbox_of(request).calls[after:] if wanted in {None, call["method"]}]
    return [call for call in found if call["broken"]] if query.get("broken") else found


async def _faults(request: Request) -> Any:
    """POST {"method": "sendMessage" or "*", "kind": one of FAULTS, "times": 1, "seconds": 5}.

    "lost" does the work and drops the connection; `seconds` is retry_after or the delay.
    """
    sandbox = sandbox_of(request)
    if request.method == "DELETE":
        sandbox.faults.clear()
    elif request.method == "POST":
        body = await body_of(request)
        if body.get("kind") not in FAULTS:
            raise BadControl(f"kind must be one of {', '.join(FAULTS)}.")
        seconds, times = float(body.get("seconds", 1)), int(body.get("times", 1))
        sandbox.faults.append(Fault(str(body.get("method", "*")), body["kind"], times, seconds))
    return [vars(fault) for fault in sandbox.faults]


async def _events(request: Request) -> Any:
    """Changes after number ?after=n; waits ?timeout=s (25) for one.

    {"events": […], "newest": n, to ask with next time; "now": the sandbox's time}
    """
    sandbox, after = sandbox_of(request), int(request.query_params.get("after", 0))
    events = sandbox.events
    await sandbox.changed.until(lambda: bool(events) and events[-1]["n"] > after, seconds_of(request, 25))
    newest = events[-1]["n"] if events else 0
    newer = events[len(events) - max(0, min(newest - after, len(events))) :]
    return {"events": newer, "newest": newest, "now": sandbox.now()}


async def _pending(request: Request) -> Any:
    return {str(bot.id): len(bot.updates) for bot in sandbox_of(request).bots.values()}


async def _idle(request: Request) -> Any:
    """Wait until every update sent so far (?chat=: of that chat) was fetched and confirmed.

    Confirmed: a later getUpdates went past it, or the webhook answered 2xx. A bot that confirms before it has
    done the work (PTB's Updater does) may still be at it. {"idle": in time?, "pending": updates left}
    """
    sandbox, bot = sandbox_of(request), bot_of(request)
    chat = request.query_params.get("chat")
    sent = {update.id for update in bot.updates if chat in {None, str(update.chat)}}

    def left() -> int:
        sandbox.drop_expired(bot)
        return sum(update.id in sent for update in bot.updates)

    idle = await sandbox.changed.until(lambda: not left(), seconds_of(request, 15))
    return {"idle": idle, "pending": left()}


async def _about(request: Request) -> Any:
    """The bot of the chat: name and commands for the menu, per language."""
    bot, language = bot_of(request), request.query_params.get("language", "")
    private, default = '{"type": "all_private_chats"}', '{"type": "default"}'
    places = [(scope, code) for scope in (private, default) for code in (language, "")]
    commands = next((bot.commands[place] for place in places if bot.commands.get(place)), [])
    words = {
        of: bot.words.get((of, language)) or bot.words.get((of, "")) or "" for of in ("name", "description")
    }
    return {"bot": bot.id, "connected": bot.token is not None, "commands": commands, **words}


routes = [
    Route("/sandbox/people", answered(_arrive), methods=["POST"]),
    Route("/sandbox/chats", answered(_chats)),
    Route("/sandbox/chats/{chat:int}/messages", answered(_messages)),
    Route("/sandbox/taps/{query}", answered(_tap_answer)),
    Route("/sandbox/unanswered", answered(_unanswered)),
    Route("/sandbox/files/{file}", answered(_file)),
    Route("/sandbox/clock", answered(_clock), methods=["GET", "POST"]),
    Route("/sandbox/calls", answered(_calls)),
    Route("/sandbox/faults", answered(_faults), methods=["GET", "POST", "DELETE"]),
    Route("/sandbox/events", answered(_events)),
    Route("/sandbox/pending", answered(_pending)),
    Route("/sandbox/idle", answered(_idle)),
    Route("/sandbox/about", answered(_about)),
]
