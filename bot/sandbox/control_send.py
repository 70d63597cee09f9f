"""/sandbox/chats/<chat>/…: what a person sends. Answers name the messages or the tap that came of it."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.routing import Route

from bot.sandbox import people
from bot.sandbox.control import answered, body_of, bot_of, person_of, sandbox_of
from bot.sandbox.errors import BadControl
from bot.sandbox.media import shrink_photo
from bot.sandbox.registry import Upload
from bot.sandbox.views import view_tap


async def _uploads(request: Request) -> tuple[list[Upload], str]:
    """All files of a multipart form, in order, and its caption."""
    async with request.form(max_files=20) as form:
        found = [
            Upload(
                value.filename or "file", value.content_type or "application/octet-stream", await value.read()
            )
            for _, value in form.multi_items()
            if isinstance(value, UploadFile)
        ]
        caption = form.get("caption", "")
    if not found:
        raise BadControl("Send the file as multipart/form-data.")
    return found, caption if isinstance(caption, str) else ""


async def _text(request: Request) -> Any:
    body = await body_of(request)
    sent = people.write_text(
        sandbox_of(request), bot_of(request), person_of(request), str(body["text"]), body.get("reply_to")
    )
    return {"message_id": sent.id}


async def _edit(request: Request) -> Any:
    body = await body_of(request)
    number, text = int(body["message_id"]), str(body["text"])
    sent = people.edit_text(sandbox_of(request), bot_of(request), person_of(request), number, text)
    return {"message_id": sent.id}


async def _photo(request: Request) -> Any:
    uploads, caption = await _uploads(request)
    if len(uploads) > 10:
        raise BadControl("An album holds at most 10 photos.")
    photos = [await asyncio.to_thread(shrink_photo, upload.data) for upload in uploads]
    sent = people.send_photos(sandbox_of(request), bot_of(request), person_of(request), photos, caption)
    return {"message_ids": [message.id for message in sent]}


async def _document(request: Request) -> Any:
    uploads, caption = await _uploads(request)
    who = sandbox_of(request), bot_of(request), person_of(request)
    return {"message_ids": [people.send_document(*who, upload, caption).id for upload in uploads]}


async def _other(request: Request) -> Any:
    kind = request.path_params["kind"]
    if kind not in {"sticker", "voice", "location", "contact"}:
        raise BadControl("A person can send text, photo, document, sticker, voice, location or contact.", 404)
    given = await body_of(request)
    sent = people.send_other(sandbox_of(request), bot_of(request), person_of(request), kind, given)
    return {"message_id": sent.id}


async def _tap(request: Request) -> Any:
    body = await body_of(request)
    number, data = int(body["message_id"]), str(body["data"])
    who = sandbox_of(request), bot_of(request), person_of(request)
    return view_tap(people.tap(*who, number, data, forged=bool(body.get("forged"))))


async def _block(request: Request) -> Any:
    people.block(sandbox_of(request), bot_of(request), person_of(request), blocked=True)
    return {"blocked": True}


async def _unblock(request: Request) -> Any:
    people.block(sandbox_of(request), bot_of(request), person_of(request), blocked=False)
    return {"blocked": False}


_chat = "/sandbox/chats/{chat:int}"
routes = [
    Route(f"{_chat}/text", answered(_text), methods=["POST"]),
    Route(f"{_chat}/edit", answered(_edit), methods=["POST"]),
    Route(f"{_chat}/photo", answered(_photo), methods=["POST"]),
    Route(f"{_chat}/document", answered(_document), methods=["POST"]),
    Route(f"{_chat}/tap", answered(_tap), methods=["POST"]),
    Route(f"{_chat}/block", answered(_block), methods=["POST"]),
    Route(f"{_chat}/unblock", answered(_unblock), methods=["POST"]),
    Route(f"{_chat}/{{kind}}", answered(_other), methods=["POST"]),
]
