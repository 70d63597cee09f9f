"""Photos in the conversation: kept with consent, once, never of intimate areas, shown under a veil."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.sandbox import SandboxServer
from tests.bots import BotProcess, Days
from tests.client import Person
from tests.journeys.records import records
from tests.journeys.steps import CHECK, agrees, checks, goes, skin


def at_site(*sites: str) -> list[tuple[str, ...]]:
    return [("site", *sites, "done") if question[0] == "site" else question for question in CHECK]


@pytest.mark.parametrize("area", ["buttocks", "folds", "shaved_leg_bikini"])
async def test_no_photo_is_asked_of_or_kept_from_an_intimate_area(
    sandbox: SandboxServer, bot: BotProcess, area: str
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann, at_site(area))
    screen = await ann.screen()
    assert "Your result" in screen.text, "straight to the result"
    assert "photo" not in screen.text.lower()
    await ann.sends_photo(skin())
    assert "did not keep this one" in (await ann.screen()).text
    bot.stop()
    assert (await records(bot.data_dir, bot.master_key, ann.id))["photos"] == []


async def test_a_photo_without_consent_is_kept_only_after_a_yes_and_need_not_be_sent_again(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann, photos=False)
    await checks(ann)
    assert "Your result" in (await ann.screen()).text
    await ann.sends_photo(skin())
    assert "have not agreed" in (await ann.screen()).text
    await goes(ann, "keep:yes")
    await ann.sees("Photo saved")
    bot.stop()
    stored = await records(bot.data_dir, bot.master_key, ann.id)
    assert len(stored["photos"]) == 1
    assert ("photos", True) in stored["consents"]


async def test_what_is_no_picture_is_refused_with_a_kind_word(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await ann.sends_document(b"%PDF-1.7 nothing", "letter.pdf", "application/pdf")
    assert "cannot read this as a picture" in (await ann.screen()).text
    await ann.sends_document(skin()[:5000], "cut.jpg", "image/jpeg")
    assert "damaged" in (await ann.screen()).text
    assert "questions are done" in (await ann.screen()).text, "the offer still stands"
    await ann.sends_document(skin(), "good.jpg", "image/jpeg")
    await ann.sees("Photo saved")


async def test_an_album_is_kept_whole_and_the_latest_lies_beside_the_first(
    sandbox: SandboxServer, bot: BotProcess, days: Days
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await ann.sends_photo(skin(0))
    days.pass_by(days=30)
    await ann.sends_photo(skin(1), skin(2))
    await ann.types("/progress")
    assert "3 photos" in (await ann.screen()).text
    await goes(ann, "go:compare")
    picture = [m for m in await ann.chat() if m.by_bot and m.raw["photo"]][-1]
    assert picture.raw["spoiler"]
    sizes = picture.raw["photo"]
    biggest = sizes[-1] if isinstance(sizes, list) else sizes
    with Image.open(io.BytesIO(await ann.downloads(biggest["file_id"]))) as side_by_side:
        assert side_by_side.width > side_by_side.height
        assert side_by_side.width <= 1280


async def test_a_photo_that_telegram_does_not_hand_out_now_is_asked_for_again(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await ann.ask("POST", "faults", json={"method": "getFile", "kind": "500", "times": 1})
    await ann.sends_photo(skin())
    assert "send it once more" in (await ann.screen()).text
    await ann.sends_photo(skin())
    await ann.sees("Photo saved")


async def test_a_photo_is_said_to_be_safe_even_where_the_comparison_cannot_be_sent(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await ann.sends_photo(skin(0))
    await ann.ask("POST", "faults", json={"method": "sendPhoto", "kind": "500", "times": 1})
    await ann.sends_photo(skin(1))
    assert "Photo saved" in (await ann.screen()).text
    assert not [m for m in await ann.chat() if m.by_bot and m.raw["photo"]]
    await ann.types("/progress")
    await goes(ann, "go:compare")
    assert [m for m in await ann.chat() if m.by_bot and m.raw["photo"]]
