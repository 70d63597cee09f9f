"""/bot<token>/<method> and /file/bot<token>/<path> over HTTP."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.sandbox import methods_edit, methods_profile, methods_send, methods_updates
from bot.sandbox.errors import Refused, bad
from bot.sandbox.registry import METHODS, Call, Described, Upload
from bot.sandbox.state import Bot, Fault, Sandbox

__all__ = ["methods_edit", "methods_profile", "methods_send", "methods_updates", "routes"]

_TOKEN = re.compile(r"[1-9][0-9]{0,15}:[A-Za-z0-9_-]{1,64}")


class LostAnswer(Response):
    """The work was done, and the connection breaks before the answer has arrived."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def _answer(refused: Refused) -> JSONResponse:
    body: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    headers = {}
    if refused.parameters:
        body["parameters"] = refused.parameters
        if "retry_after" in refused.parameters:
            headers["Retry-After"] = str(refused.parameters["retry_after"])
    return JSONResponse(body, refused.code, headers)


async def _read(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Fields and files from query, form, multipart or JSON."""
    fields: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError as error:
            raise bad("can't parse request: body must be a JSON object") from error
        if isinstance(body, dict):
            fields |= body
    elif request.method == "POST" and "form" in kind:
        async with request.form(max_files=1000, max_fields=1000) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime = value.content_type or "application/octet-stream"
                    files[name] = Upload(value.filename or name, mime, await value.read())
                else:
                    fields[name] = value
    return fields, files


def _let_in(sandbox: Sandbox, token: str) -> Bot:
    if not _TOKEN.fullmatch(token):
        raise Refused(401, "Unauthorized: invalid token specified")
    bot = sandbox.bot_for_token(token)
    if bot is None:
        raise Refused(401, "Unauthorized")
    return bot


def _noted(fields: dict[str, Any], files: dict[str, Upload]) -> dict[str, Any]:
    """Parameters for the log: JSON opened, files by size only."""
    seen: dict[str, Any] = {}
    for name, value in fields.items():
        seen[name] = value
        if isinstance(value, str) and value[:1] in {"{", "["}:
            try:
                seen[name] = json.loads(value)
            except ValueError:
                seen[name] = value
    return seen | {name: f"<{upload.name}, {len(upload.data)} bytes>" for name, upload in files.items()}


async def _fail_first(fault: Fault | None) -> None:
    if fault is None:
        return
    if fault.kind == "429":
        after = int(fault.seconds) or 1
        raise Refused(429, f"Too Many Requests: retry after {after}", {"retry_after": after})
    if fault.kind == "500":
        raise Refused(500, "Internal Server Error")
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)


async def _call(request: Request) -> Response:
    sandbox: Sandbox = request.app.state.sandbox
    token, name = request.path_params["token"], request.path_params["method"]
    entry: dict[str, Any] = {"n": len(sandbox.calls) + 1, "method": name, "at": sandbox.now()}
    entry |= {"parameters": {}, "broken": [], "status": 0, "description": ""}
    sandbox.calls.append(entry)
    response: Response
    try:
        bot = _let_in(sandbox, token)
        found = METHODS.get(name.lower())
        if found is None:
            raise Refused(404, "Not Found")
        fields, files = await _read(request)
        entry |= {"method": found.name, "bot": bot.id, "parameters": _noted(fields, files)}
        call = Call(sandbox, bot, found.name, fields, files)
        entry["broken"] = call.broken
        call.broken += [
            f"unknown parameter: {unknown}" for unknown in sorted(fields.keys() - found.parameters)
        ]
        fault = sandbox.fault_for(found.name)
        await _fail_first(fault)
        result = await found.run(call)
        body: dict[str, Any] = {"ok": True, "result": result}
        if isinstance(result, Described):
            body = {"ok": True, "result": result.result, "description": result.description}
        entry |= {"status": 200, "description": body.get("description", "")}
        response = LostAnswer() if fault and fault.kind == "lost" else JSONResponse(body)
    except Refused as refused:
        entry |= {"status": refused.code, "description": refused.description}
        response = _answer(refused)
    except Exception as error:  # a fault of the sandbox: told, so that a test cannot miss it
        entry |= {"status": 500, "description": f"the sandbox failed: {error!r}"}
        entry["broken"].append(entry["description"])
        response = _answer(Refused(500, "Internal Server Error"))
    sandbox.changed.fire()
    return response


async def _download(request: Request) -> Response:
    sandbox: Sandbox = request.app.state.sandbox
    try:
        _let_in(sandbox, request.path_params["token"])
    except Refused as refused:
        return _answer(refused)
    file = sandbox.files.by_path.get(request.path_params["path"])
    if file is None or file.link_until < sandbox.now():
        return _answer(Refused(404, "Not Found"))
    return Response(file.data, media_type="application/octet-stream")


async def _unknown(request: Request) -> Response:
    return _answer(Refused(404, "Not Found"))


routes = [
    Route("/bot{token}/{method}", _call, methods=["GET", "POST"]),
    Route("/file/bot{token}/{path:path}", _download),
    Route("/bot{rest:path}", _unknown, methods=["GET", "POST"]),
]
