"""What a second reader of the code found: one short way to each."""

from __future__ import annotations

import socket
from pathlib import Path

from bot.sandbox import SandboxServer
from tests.bots import TOKEN, BotProcess, new_master_key
from tests.client import Person
from tests.journeys.steps import agrees, answer, at, goes
from tests.journeys.test_start_stop import run

URGENT = "Get emergency help now"


async def test_an_emergency_answered_anew_stays_in_front_although_ann_was_seen_for_the_first(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await answer(ann, "now", "very_unwell")
    seen = await at(ann, "go:seen:")
    await goes(ann, "go:seen:")
    await ann.types("/plan")
    await goes(ann, "b:")
    await answer(ann, "now", "breathing_swelling")
    assert URGENT in (await ann.screen()).text
    for words in ("/start", "/progress", "help me"):
        await ann.types(words)
        assert URGENT in (await ann.screen()).text, words
    await ann.taps_again(seen)
    await ann.types("/start")
    assert URGENT in (await ann.screen()).text, "she was seen for another result"
    await goes(ann, "go:seen:")
    assert await at(ann, "go:check:again")


async def test_a_receipt_is_given_even_where_the_question_cannot_be_edited_now(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await ann.types("/delete")
    question = await ann.screen()
    await ann.ask("POST", "faults", json={"method": "editMessageText", "kind": "500", "times": 1})
    await goes(ann, "delete:yes")
    receipt = await ann.screen()
    assert receipt.id > question.id
    assert "event=telegram_refused" not in bot.output()


def test_a_secret_file_that_arrived_empty_ends_it_and_makes_no_key_of_its_own(
    site: Path, tmp_path: Path
) -> None:
    empty, config = tmp_path / "secret", tmp_path / "config"
    empty.write_text("\n")
    for name in ("MASTER_KEY_FILE", "DATABASE_URL_FILE", "TELEGRAM_BOT_TOKEN_FILE"):
        env = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "DATA_DIR": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(config),
            name: str(empty),
        }
        done = run(site, "run", **env)
        assert done.returncode == 2
        assert f"{name}: {empty} is empty" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not config.exists()


def test_a_webhook_port_that_is_taken_ends_it_with_one_line(
    site: Path, tmp_path: Path, sandbox: SandboxServer
) -> None:
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(
            site,
            "run",
            TELEGRAM_BOT_TOKEN=TOKEN,
            BOT_API_BASE_URL=sandbox.base_url,
            BOT_API_BASE_FILE_URL=sandbox.base_file_url,
            DATA_DIR=str(tmp_path / "data"),
            MASTER_KEY=new_master_key(),
            WEBHOOK_URL="https://example.org/telegram",
            WEBHOOK_PORT=str(port),
            WEBHOOK_SECRET="a-secret",
        )
    assert done.returncode == 2
    assert f"WEBHOOK_PORT {port} cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
