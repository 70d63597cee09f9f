"""What is stored is the person's own: the three choices can be taken back, and deleting leaves nothing."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox import SandboxServer
from tests.bots import BotProcess
from tests.client import Person
from tests.journeys.records import records
from tests.journeys.steps import agrees, at, checks, goes, skin


def at_rest(data_dir: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(data_dir.rglob("*")) if path.is_file())


async def test_nothing_ann_said_can_be_read_from_the_data_without_the_key(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Annabella")
    await agrees(ann)
    await checks(ann)
    photo = skin()
    await ann.sends_photo(photo)
    await ann.sees("Photo saved")
    bot.stop()
    raw = at_rest(bot.data_dir)
    for said in (b"rough_uniform", b"keratosis", b"outer_arm", b"Annabella", b"self_care", b"\xff\xd8\xff"):
        assert said not in raw
    assert str(ann.id).encode() not in raw


async def test_deleting_everything_gives_a_receipt_and_leaves_nothing(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann, bea = await Person.arrive(sandbox.url, "Ann"), await Person.arrive(sandbox.url, "Bea")
    for person in (ann, bea):
        await agrees(person)
        await checks(person)
        await person.sends_photo(skin())
        await person.sees("Photo saved")
    await ann.types("/delete")
    await goes(ann, "go:home")
    await ann.types("/delete")
    old = await at(ann, "go:home")
    await goes(ann, "delete:yes")
    receipt = (await ann.screen()).text
    assert "Everything is deleted" in receipt
    assert "12 answers" in receipt
    assert "1 photo," in receipt
    await ann.taps_again(old)
    assert "/start" in await ann.toast()
    await ann.types("/plan")
    assert "/start" in (await ann.screen()).text
    await bea.types("/plan")
    assert "Your care plan" in (await bea.screen()).text, "Bea's is untouched"
    bot.stop()
    assert await records(bot.data_dir, bot.master_key, ann.id) == {}
    assert len((await records(bot.data_dir, bot.master_key, bea.id))["photos"]) == 1
    assert len(list((bot.data_dir / "photos").rglob("*.bin"))) == 1


async def test_after_deleting_ann_can_begin_anew_as_a_stranger(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await ann.types("/delete")
    await goes(ann, "delete:yes")
    await agrees(ann)
    assert "1 of 12" in (await ann.screen()).text


async def test_a_yes_is_taken_back_as_easily_as_it_was_given(sandbox: SandboxServer, bot: BotProcess) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    await ann.sends_photo(skin())
    await ann.types("/privacy")
    await goes(ann, "choose:photos:no")
    assert "keep them, or delete them now" in (await ann.screen()).text
    await goes(ann, "photos:delete")
    await goes(ann, "choose:reminders:no")
    await goes(ann, "choose:answers:no")
    assert "Delete everything?" in (await ann.screen()).text
    await goes(ann, "go:home")
    bot.stop()
    stored = await records(bot.data_dir, bot.master_key, ann.id)
    assert stored["photos"] == []
    consents = stored["profile"]["consents"]
    assert (consents["answers"], consents["photos"], consents["reminders"]) == (True, False, False)
    assert stored["consents"] == [
        ("answers", True),
        ("photos", True),
        ("reminders", True),
        ("photos", False),
        ("reminders", False),
    ]
