"""Every method through PTB's own client: what it sends is taken, what comes back is parsed without loss."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.sandbox import serve
from tests.client import Person
from tests.sandbox.tools import make_jpeg

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="q:yes")]])


async def broken(ann: Person) -> list[str]:
    return [rule for call in await ann.ask("GET", "calls", params={"broken": 1}) for rule in call["broken"]]


async def test_a_bot_learns_its_own_name(telegram_bot: Bot) -> None:
    me = await telegram_bot.get_me()
    assert (me.id, me.is_bot, me.username) == (4711, True, "sandbox_4711_bot")


async def test_a_bot_receives_what_a_person_typed_with_the_command_marked(
    ann: Person, telegram_bot: Bot
) -> None:
    (update,) = await telegram_bot.get_updates()
    message = update.effective_message
    assert message is not None
    assert message.text == "/start"
    assert message.entities[0].type == "bot_command"
    assert message.from_user is not None
    assert (message.chat.id, message.chat.type, message.from_user.first_name) == (ann.id, "private", "Ann")


async def test_a_message_comes_back_as_it_was_sent(ann: Person, telegram_bot: Bot) -> None:
    sent = await telegram_bot.send_message(
        ann.id,
        "<b>Hello</b> 👍 <i>there</i> &lt;3 <a href='https://example.org'>link</a>",
        parse_mode="HTML",
        reply_markup=YES,
        reply_parameters=ReplyParameters(1),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=True,
        message_effect_id="5104841245755180586",
    )
    assert sent.text == "Hello 👍 there <3 link"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 0, 5),
        ("italic", 9, 5),
        ("text_link", 18, 4),
    ]
    assert sent.reply_markup == YES
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == 1
    assert sent.has_protected_content
    assert sent.effect_id == "5104841245755180586"
    assert sent.link_preview_options is not None
    assert sent.link_preview_options.is_disabled
    assert sent.api_kwargs == {}
    shown = await ann.screen()
    assert shown.html == '<b>Hello</b> 👍 <i>there</i> &lt;3 <a href="https://example.org/">link</a>'
    assert shown.raw["reply_to"] == 1
    assert await broken(ann) == []


async def test_editing_without_a_keyboard_takes_the_keyboard_away(ann: Person, telegram_bot: Bot) -> None:
    sent = await telegram_bot.send_message(ann.id, "Ready?", reply_markup=YES)
    edited = await sent.edit_text("Done.")
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    assert edited.reply_markup is None
    assert (await ann.screen()).labels == []


async def test_a_keyboard_alone_can_be_changed(ann: Person, telegram_bot: Bot) -> None:
    sent = await telegram_bot.send_message(ann.id, "Ready?", reply_markup=YES)
    await sent.edit_reply_markup(None)
    assert (await ann.screen()).text == "Ready?"
    assert (await ann.screen()).labels == []


async def test_a_large_photo_is_kept_smaller_and_can_be_sent_again_by_its_id(
    ann: Person, telegram_bot: Bot
) -> None:
    sent = await telegram_bot.send_photo(
        ann.id, make_jpeg(3000, 2000), caption="<i>arm</i>", parse_mode="HTML", has_spoiler=True
    )
    assert [(size.width, size.height) for size in sent.photo] == [
        (90, 60),
        (320, 213),
        (800, 533),
        (1280, 853),
    ]
    assert sent.has_media_spoiler
    data = await (await sent.photo[-1].get_file()).download_as_bytearray()
    with Image.open(io.BytesIO(bytes(data))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1280, 853))
    again = await telegram_bot.send_photo(ann.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert not again.has_media_spoiler


async def test_a_caption_can_be_changed(ann: Person, telegram_bot: Bot) -> None:
    sent = await telegram_bot.send_photo(ann.id, make_jpeg(), caption="before")
    await sent.edit_caption("after", reply_markup=YES)
    shown = await ann.screen()
    assert (shown.text, shown.labels, shown.raw["edited"]) == ("after", ["Yes"], True)


async def test_a_photo_can_take_the_place_of_another_and_of_a_text(ann: Person, telegram_bot: Bot) -> None:
    photo = await telegram_bot.send_photo(ann.id, make_jpeg())
    await photo.edit_media(InputMediaPhoto(make_jpeg(colour="navy"), caption="new"))
    assert (await ann.screen()).text == "new"
    text = await telegram_bot.send_message(ann.id, "words")
    changed = await text.edit_media(InputMediaPhoto(make_jpeg()))
    assert not isinstance(changed, bool)
    assert changed.text is None
    assert changed.photo


async def test_a_document_is_kept_byte_for_byte(ann: Person, telegram_bot: Bot) -> None:
    sent = await telegram_bot.send_document(ann.id, b"%PDF-1.7 x", filename="report.pdf", caption="yours")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("report.pdf", "application/pdf")
    assert await (await sent.document.get_file()).download_as_bytearray() == b"%PDF-1.7 x"
    assert await ann.downloads(sent.document.file_id) == b"%PDF-1.7 x"


async def test_an_album_shares_one_group(ann: Person, telegram_bot: Bot) -> None:
    sent = await telegram_bot.send_media_group(
        ann.id, [InputMediaPhoto(make_jpeg(), caption="first"), InputMediaPhoto(make_jpeg(colour="navy"))]
    )
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["first", None]
    with pytest.raises(BadRequest, match="mixed"):
        await telegram_bot.send_media_group(ann.id, [InputMediaPhoto(make_jpeg()), InputMediaDocument(b"x")])


async def test_an_animation_is_sent_with_its_size(ann: Person, telegram_bot: Bot) -> None:
    out = io.BytesIO()
    Image.new("P", (64, 48)).save(out, "GIF")
    sent = await telegram_bot.send_animation(ann.id, out.getvalue(), filename="a.gif", duration=2)
    assert sent.animation is not None
    assert (sent.animation.width, sent.animation.height) == (64, 48)
    assert (await ann.screen()).raw["animation"]["mime"] == "image/gif"
    again = await telegram_bot.send_animation(ann.id, sent.animation.file_id)
    assert again.animation == sent.animation


async def test_a_tap_is_answered_once_and_the_person_reads_it(ann: Person, telegram_bot: Bot) -> None:
    await telegram_bot.send_message(ann.id, "Ready?", reply_markup=YES)
    await ann.taps("Ye", wait=False)
    update = (await telegram_bot.get_updates())[-1]
    query = update.callback_query
    assert query is not None
    assert query.data == "q:yes"
    assert query.message is not None
    assert len(await ann.ask("GET", "unanswered")) == 1
    await query.answer("Noted", show_alert=True)
    await query.answer("twice")
    assert await ann.toast() == "Noted"
    assert await ann.ask("GET", "unanswered") == []


async def test_a_tap_on_a_message_deleted_meanwhile_still_arrives(ann: Person, telegram_bot: Bot) -> None:
    sent = await telegram_bot.send_message(ann.id, "Ready?", reply_markup=YES)
    old = await ann.button("Yes")
    await sent.delete()
    await ann.taps_again(old, wait=False)
    query = (await telegram_bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible
    assert (query.message.message_id, query.data) == (sent.message_id, "q:yes")


async def test_deleted_messages_are_gone_from_the_chat(ann: Person, telegram_bot: Bot) -> None:
    sent = [await telegram_bot.send_message(ann.id, f"{n}") for n in range(4)]
    await sent[0].delete()
    await telegram_bot.delete_messages(ann.id, [sent[1].message_id, sent[2].message_id, 999])
    assert [message.text for message in await ann.chat()] == ["/start", "3"]


async def test_commands_and_words_are_kept_per_language(telegram_bot: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await telegram_bot.set_my_commands([BotCommand("check", "A check")], scope=scope, language_code="de")
    assert (await telegram_bot.get_my_commands(scope=scope, language_code="de"))[0].description == "A check"
    assert await telegram_bot.get_my_commands() == ()
    await telegram_bot.delete_my_commands(scope=scope, language_code="de")
    assert await telegram_bot.get_my_commands(scope=scope, language_code="de") == ()
    await telegram_bot.set_my_description("About")
    await telegram_bot.set_my_description("Worüber", language_code="de")
    await telegram_bot.set_my_short_description("Short")
    await telegram_bot.set_my_name("Red pores")
    assert (await telegram_bot.get_my_description("de")).description == "Worüber"
    assert (await telegram_bot.get_my_description("fr")).description == "About"
    assert (await telegram_bot.get_my_short_description()).short_description == "Short"
    assert (await telegram_bot.get_my_name()).name == "Red pores"


async def test_the_menu_button_and_typing_are_taken(ann: Person, telegram_bot: Bot) -> None:
    await telegram_bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await telegram_bot.get_chat_menu_button(ann.id)).type == "commands"
    assert await telegram_bot.send_chat_action(ann.id, "typing")


async def test_a_person_who_blocked_the_bot_is_out_of_reach_until_they_unblock_it(
    ann: Person, telegram_bot: Bot
) -> None:
    await telegram_bot.get_updates(offset=-1)
    await ann.ask("POST", f"chats/{ann.id}/block")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await telegram_bot.send_message(ann.id, "hello?")
    await ann.ask("POST", f"chats/{ann.id}/unblock")
    await telegram_bot.send_message(ann.id, "hello!")
    changes = [update.my_chat_member for update in await telegram_bot.get_updates() if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_everything_a_person_can_send_reaches_the_bot(ann: Person, telegram_bot: Bot) -> None:
    patient = ann.patience
    ann.patience = 0.01
    for sending in (
        ann.sends_photo(make_jpeg(), make_jpeg(colour="navy"), caption="both arms"),
        ann.sends_document(b"x", "notes.txt", "text/plain"),
        ann.sends_sticker(),
        ann.sends_voice(),
        ann.sends_location(),
        ann.sends_contact(),
        ann.edits(1, "/start again"),
    ):
        with pytest.raises(AssertionError, match="left"):
            await sending
    ann.patience = patient
    updates = await telegram_bot.get_updates()
    messages = [update.message for update in updates if update.message]
    assert len({message.media_group_id for message in messages[1:3]}) == 1
    assert [message.caption for message in messages[1:3]] == ["both arms", None]
    assert messages[3].document is not None
    assert messages[4].sticker is not None
    assert messages[5].voice is not None
    assert messages[6].location is not None
    assert messages[7].contact is not None
    edited = updates[-1].edited_message
    assert edited is not None
    assert edited.text == "/start again"


async def test_a_server_told_its_bots_lets_no_other_in() -> None:
    closed = serve(tokens=("1:right",))
    try:
        async with Bot("1:right", base_url=closed.base_url) as right:
            assert right.id == 1
        with pytest.raises(InvalidToken):
            async with Bot("1:wrong", base_url=closed.base_url):
                pass
    finally:
        closed.stop()
