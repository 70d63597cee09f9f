"""What Telegram refuses, in its own words."""

from __future__ import annotations

import io
import json
from typing import Any

import aiohttp
import pytest

from bot.sandbox import SandboxServer
from tests.client import Person
from tests.sandbox.tools import TOKEN, Raw, make_jpeg

BAD = "400 Bad Request: "


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(text: str = "Yes", **more: Any) -> dict[str, Any]:
    return {"text": text, "callback_data": "x", **more}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("x" * 32769, "text is too long"),
        ("1 < 2", 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
        ("é<p>x</p>", 'can\'t parse entities: Unsupported start tag "p" at byte offset 2'),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        (
            "<b>x</i>",
            'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("x</b>", "can't parse entities: Unexpected end tag at byte offset 1"),
        ("<b", "can't parse entities: Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_a_text_that_telegram_would_refuse_is_refused(
    ann: Person, raw: Raw, text: str, words: str
) -> None:
    assert await raw.refusal("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML") == BAD + words


async def test_the_length_of_a_text_counts_after_the_tags_are_read(ann: Person, raw: Raw) -> None:
    sent = await raw("sendMessage", chat_id=ann.id, text=f"<b>{'👍' * 4096}</b>", parse_mode="HTML")
    assert sent["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 8192}]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (keyboard([button(callback_data="x" * 65)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="é" * 33)]), "BUTTON_DATA_INVALID"),
        (keyboard([button(callback_data="")]), "BUTTON_DATA_INVALID"),
        (
            keyboard([{"text": "Yes"}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard([{"text": "go", "url": "not an address"}]),
            "inline keyboard button URL 'not an address' is invalid: Wrong HTTP URL",
        ),
        (keyboard([button()] * 9), "reply markup is too long"),
        (keyboard(*[[button()] * 8] * 13), "reply markup is too long"),
        ([], "object expected as reply markup"),
    ],
)
async def test_a_keyboard_that_telegram_would_refuse_is_refused(
    ann: Person, raw: Raw, markup: Any, words: str
) -> None:
    said = await raw.refusal("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)
    assert said == BAD + words


async def test_a_chat_that_was_never_opened_is_not_found(server: SandboxServer, raw: Raw) -> None:
    shy = await Person.arrive(server.url, "Shy")
    assert await raw.refusal("sendMessage", chat_id=shy.id, text="hello") == BAD + "chat not found"
    assert await raw.refusal("sendMessage", text="hello") == BAD + "chat_id is empty"


async def test_edits_are_refused_in_telegrams_words(ann: Person, raw: Raw) -> None:
    sent = (await raw("sendMessage", chat_id=ann.id, text="x", reply_markup=keyboard([button()])))["result"]
    here = {"chat_id": ann.id, "message_id": sent["message_id"]}
    same = (
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    again = await raw.refusal(
        "editMessageText", **here, text="x", reply_markup=json.dumps(keyboard([button()]))
    )
    assert again == BAD + same
    assert (
        await raw.refusal("editMessageReplyMarkup", **here, reply_markup=keyboard([button()])) == BAD + same
    )
    assert await raw.refusal("editMessageText", chat_id=ann.id, message_id=999, text="y") == (
        BAD + "message to edit not found"
    )
    assert await raw.refusal("editMessageText", chat_id=ann.id, message_id=1, text="y") == (
        BAD + "message can't be edited"
    )
    assert await raw.refusal("editMessageCaption", **here, caption="y") == (
        BAD + "there is no caption in the message to edit"
    )
    await raw("deleteMessage", **here)
    assert await raw.refusal("deleteMessage", **here) == BAD + "message to delete not found"
    assert await raw.refusal("editMessageText", **here, text="y") == BAD + "message to edit not found"


async def test_a_photo_message_has_no_text_to_edit(ann: Person, raw: Raw) -> None:
    await ann.ask("POST", f"chats/{ann.id}/photo", data=_form(make_jpeg()))
    file_id = (await ann.chat())[-1].raw["photo"]["file_id"]
    photo = (await raw("sendPhoto", chat_id=ann.id, photo=file_id))["result"]
    said = await raw.refusal("editMessageText", chat_id=ann.id, message_id=photo["message_id"], text="y")
    assert said == BAD + "there is no text in the message to edit"
    assert await raw.refusal("sendPhoto", chat_id=ann.id, photo=file_id, caption="x" * 1025) == (
        BAD + "message caption is too long"
    )
    said = await raw.refusal("sendDocument", chat_id=ann.id, document=file_id)
    assert said == BAD + "type of file mismatch: can't use file of type Photo as Document"


def _form(data: bytes, **more: str) -> aiohttp.FormData:
    form = aiohttp.FormData(more)
    form.add_field("photo", io.BytesIO(data), filename="photo.jpg", content_type="image/jpeg")
    return form


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (make_jpeg(6000, 4001), "PHOTO_INVALID_DIMENSIONS"),
        (make_jpeg(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (
            b"x" * (10485761),
            "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
    ids=["empty", "no picture", "sides", "ratio", "bytes"],
)
async def test_a_photo_that_telegram_would_refuse_is_refused(
    ann: Person, server: SandboxServer, data: bytes, words: str
) -> None:
    address = f"{server.base_url}{TOKEN}/sendPhoto"
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=_form(data, chat_id=str(ann.id))) as answer,
    ):
        assert (await answer.json())["description"] == f"Bad Request: {words}"


async def test_a_file_of_more_than_20_mb_cannot_be_downloaded(ann: Person, raw: Raw) -> None:
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(bytes((20 << 20) + 1)), filename="big.bin", content_type="text/plain")
    await ann.ask("POST", f"chats/{ann.id}/document", data=form)
    file_id = (await ann.chat())[-1].raw["document"]["file_id"]
    assert await raw.refusal("getFile", file_id=file_id) == BAD + "file is too big"
    assert await raw.refusal("getFile", file_id="nonsense") == BAD + "invalid file_id"


async def test_a_tap_can_be_answered_for_150_seconds(ann: Person, raw: Raw) -> None:
    too_old = BAD + "query is too old and response timeout expired or query ID is invalid"
    await raw("sendMessage", chat_id=ann.id, text="x", reply_markup=keyboard([button()]))
    await ann.taps("Yes", wait=False)
    query = (await raw("getUpdates"))["result"][-1]["callback_query"]["id"]
    assert await raw.refusal("answerCallbackQuery", callback_query_id=query, text="x" * 201) == (
        BAD + "MESSAGE_TOO_LONG"
    )
    await ann.waits(151)
    assert await raw.refusal("answerCallbackQuery", callback_query_id=query) == too_old
    assert await raw.refusal("answerCallbackQuery", callback_query_id="1") == too_old
    assert len((await raw("getUpdates"))["result"]) == 1, "a tap that nobody fetched in time never arrives"


async def test_a_message_older_than_48_hours_cannot_be_deleted(ann: Person, raw: Raw) -> None:
    await ann.waits(48 * 3600 + 1)
    said = await raw.refusal("deleteMessage", chat_id=ann.id, message_id=1)
    assert said == BAD + "message can't be deleted for everyone"


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("setMyCommands", {"commands": [{"command": "A", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "x"}] * 101},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        ("setMyCommands", {"commands": [], "language_code": "eng"}, "invalid language code specified"),
        (
            "setWebhook",
            {"url": "http://example.org/"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        ("setWebhook", {"url": "https://[x"}, "bad webhook: invalid webhook URL specified"),
        (
            "setWebhook",
            {"url": "https://example.org:1234/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            "setWebhook",
            {"url": "https://example.org/", "secret_token": "é"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_settings_that_telegram_would_refuse_are_refused(
    raw: Raw, method: str, parameters: dict[str, Any], words: str
) -> None:
    assert await raw.refusal(method, **parameters) == BAD + words


async def test_albums_actions_and_replies_are_checked(ann: Person, raw: Raw) -> None:
    assert (
        await raw.refusal("sendMediaGroup", chat_id=ann.id, media=[]) == BAD + "there are no messages to send"
    )
    assert await raw.refusal("sendMediaGroup", chat_id=ann.id, media=[{}] * 11) == (
        BAD + "too much messages to send as an album"
    )
    assert await raw.refusal("sendChatAction", chat_id=ann.id, action="dance") == (
        BAD + "wrong parameter action in request"
    )
    lost = {"message_id": 999}
    assert await raw.refusal("sendMessage", chat_id=ann.id, text="x", reply_parameters=lost) == (
        BAD + "message to be replied not found"
    )
    lost["allow_sending_without_reply"] = True
    assert (await raw("sendMessage", chat_id=ann.id, text="x", reply_parameters=lost))["ok"]


async def test_unknown_methods_and_tokens_are_turned_away(raw: Raw) -> None:
    assert await raw.refusal("sendTelepathy") == "404 Not Found"
    assert await raw.refusal("getMe", token="nonsense") == "401 Unauthorized: invalid token specified"
    assert await raw.refusal("getMe", token="4711:another") == "401 Unauthorized"


async def test_a_method_can_be_called_by_get_and_in_any_case(ann: Person, server: SandboxServer) -> None:
    address = f"{server.base_url}{TOKEN}/SENDMESSAGE?chat_id={ann.id}&text=hello"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert (await answer.json())["result"]["text"] == "hello"
    (call,) = await ann.ask("GET", "calls", params={"method": "sendMessage"})
    assert call["parameters"] == {"chat_id": str(ann.id), "text": "hello"}
    assert (call["status"], call["broken"]) == (200, [])


async def test_an_unknown_parameter_is_taken_and_noted(ann: Person, raw: Raw) -> None:
    assert (await raw("sendMessage", chat_id=ann.id, text="x", reply_to_message_id=1))["ok"]
    (call,) = await ann.ask("GET", "calls", params={"broken": 1})
    assert call["broken"] == ["unknown parameter: reply_to_message_id"]


async def test_a_tester_who_taps_what_never_was_is_told_so(ann: Person, raw: Raw) -> None:
    sent = await raw("sendMessage", chat_id=ann.id, text="x", reply_markup=keyboard([button()]))
    number = sent["result"]["message_id"]
    with pytest.raises(AssertionError, match=r"never had a button 'y'. It had: x"):
        await ann.ask("POST", f"chats/{ann.id}/tap", json={"message_id": number, "data": "y"})
    await ann.ask("POST", f"chats/{ann.id}/tap", json={"message_id": number, "data": "y", "forged": True})
    assert (await raw("getUpdates"))["result"][-1]["callback_query"]["data"] == "y"
