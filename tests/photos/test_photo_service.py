"""Many people send photos at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from bot.photos import PhotoService, take_in
from handlers.ports import PhotoRefused, Photos


def photo(width: int = 4032, height: int = 3024) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (205, 150, 125)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
async def service() -> AsyncIterator[PhotoService]:
    service = PhotoService()
    yield service
    await service.close()


async def test_a_photo_is_taken_in_as_by_the_pipeline(service: Photos) -> None:
    raw = photo(1500, 1000)
    assert await service.take_in(raw) == take_in(raw)


async def test_two_photos_are_laid_side_by_side(service: Photos) -> None:
    kept = await service.take_in(photo(800, 600))
    both = await service.side_by_side(kept.jpeg, kept.jpeg, ("2 Nov 2026", "23 Nov 2026"))
    assert both.width == 1280


async def test_a_person_who_sends_no_picture_is_told_so(service: Photos) -> None:
    with pytest.raises(PhotoRefused) as caught:
        await service.take_in(b"a letter")
    assert caught.value.reason == "not-a-picture"


async def test_the_bot_goes_on_answering_while_a_photo_is_worked_on(service: Photos) -> None:
    work = asyncio.create_task(service.take_in(photo()))
    turns = 0
    while not work.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10, "others had their turn many times before the photo was done"
    assert work.result().width == 1280


async def test_of_twenty_photos_at_once_every_one_is_kept(service: Photos) -> None:
    together = asyncio.gather(*(service.take_in(photo(200 + n, 200)) for n in range(20)))
    kept = await asyncio.wait_for(together, timeout=60)
    assert [picture.width for picture in kept] == [200 + n for n in range(20)]


async def test_a_refused_photo_does_not_hold_up_the_next_ones(service: Photos) -> None:
    answers = await asyncio.gather(*(service.take_in(b"junk") for _ in range(10)), return_exceptions=True)
    assert all(isinstance(answer, PhotoRefused) for answer in answers)
    assert (await service.take_in(photo(200, 200))).width == 200


async def test_people_who_went_away_do_not_hold_up_the_next_ones(service: Photos) -> None:
    raw = photo()
    gone = [asyncio.create_task(service.take_in(raw)) for _ in range(6)]
    await asyncio.sleep(0)
    for task in gone:
        task.cancel()
    ends = await asyncio.gather(*gone, return_exceptions=True)
    assert all(isinstance(end, asyncio.CancelledError) for end in ends)
    assert (await service.take_in(photo(200, 200))).width == 200


async def test_closing_waits_for_the_photo_in_work_and_takes_no_more() -> None:
    service = PhotoService()
    work = asyncio.create_task(service.take_in(photo()))
    await asyncio.sleep(0)
    await service.close()
    assert (await work).width == 1280
    for _ in range(3):  # one more than there are threads: being turned away takes up no place
        with pytest.raises(RuntimeError, match="shutdown"):
            await asyncio.wait_for(service.take_in(photo(100, 100)), timeout=30)
