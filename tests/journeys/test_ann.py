"""Ann's whole way over real HTTP, in peace and with the bot killed between every two steps."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox import SandboxServer
from tests.bots import BotProcess, Days
from tests.client import Person
from tests.journeys.ann import whole_way
from tests.journeys.records import records


async def test_ann_walks_her_whole_way(sandbox: SandboxServer, bot: BotProcess, days: Days) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    seen: dict[str, str] = {}
    for name, step in whole_way(ann, days):
        await step()
        seen[name] = (await ann.screen()).text
    assert "not a diagnosis" in seen["reads what it is"]
    assert "Keratosis pilaris" in seen["first photo"]
    assert "Get help sooner if" in seen["first photo"]
    assert "Sunday" in seen["clock"]
    assert "Next weekly look" in seen["w_bother:little"]
    pictures = [m for m in await ann.chat() if m.by_bot and m.raw["photo"]]
    assert len(pictures) == 1, "first and latest, side by side, once"
    assert pictures[0].raw["spoiler"], "skin is shown on a tap only"
    assert bot.stop() < 10


async def test_a_bot_killed_between_every_two_steps_loses_nothing_of_ann(
    sandbox: SandboxServer, new_bot: Callable[..., BotProcess], days: Days
) -> None:
    quiet, killed = await Person.arrive(sandbox.url, "Ann"), await Person.arrive(sandbox.url, "Ann again")
    bot = new_bot().start()
    for (name, step), (_, undisturbed) in zip(whole_way(killed, days), whole_way(quiet, days), strict=True):
        if name == "a week later":
            await step()  # the same week comes for both
            await quiet.sees("Your weekly look")
        else:
            await undisturbed()
            await step()
        bot.kill()
        bot.start()
    bot.stop()
    wanted = await records(bot.data_dir, bot.master_key, quiet.id)
    found = await records(bot.data_dir, bot.master_key, killed.id)
    assert wanted["checkins"], "the undisturbed walk came to its end"
    assert _without_ids(found) == _without_ids(wanted)


def _without_ids(stored: dict[str, object]) -> dict[str, object]:
    """Session numbers differ between two people; and of the weekly prompt, what counts is what is still to
    come: one that a kill cut off between sending and noting it is closed by the answer, not noted as done."""
    due = stored["due"]
    assert isinstance(due, list)
    advice = [state for kind, _, state in due if kind == "advice"]
    to_come = [slot for kind, slot, state in due if kind == "checkin" and state == "open"]
    return {**stored, "due": (advice, to_come)}
