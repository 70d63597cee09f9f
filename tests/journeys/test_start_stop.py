"""An operator starts and stops the program: what it says when something is wrong, and when it stops."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sandbox import SandboxServer, serve
from tests.bots import TOKEN, BotProcess, new_master_key
from tests.client import Person
from tests.journeys.records import records
from tests.journeys.steps import agrees, checks


def run(site: Path, *arguments: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """A command of the installed program that is expected to end by itself."""
    base = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site), "HOME": str(site.parent)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=site,
        env={**base, **env},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"TELEGRAM_BOT_TOKEN": "nonsense"}, "TELEGRAM_BOT_TOKEN is not a bot token"),
        ({"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN is set but empty"),
        ({"TELEGRAM_BOT_TOKEN_FILE": "/nowhere"}, "TELEGRAM_BOT_TOKEN_FILE: /nowhere cannot be read"),
        ({"WEBHOOK_URL": "https://example.org/x"}, "TELEGRAM_BOT_TOKEN is missing"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://example.org/x"}, "WEBHOOK_SECRET is missing"),
        ({"BOT_API_BASE_URL": "http://127.0.0.1/"}, "BOT_API_BASE_URL has to begin with"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "ASSESS": "off"}, "ASSESS can only be on in this version"),
        (
            {"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": "mysql://x"},
            "DATABASE_URL is not one this bot knows",
        ),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "MASTER_KEY": "c2hvcnQ="}, "is not base64 of 32 bytes"),
        ({"WEBHOOK_PORT": "many"}, "WEBHOOK_PORT "),
    ],
)
def test_a_setting_that_cannot_be_used_ends_it_with_one_line(
    site: Path, tmp_path: Path, env: dict[str, str], says: str
) -> None:
    done = run(site, "run", DATA_DIR=str(tmp_path / "data"), **env)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_token_that_telegram_refuses_ends_it_with_one_line(site: Path, tmp_path: Path) -> None:
    server = serve(tokens=("1:another",))
    try:
        done = run(
            site,
            "run",
            TELEGRAM_BOT_TOKEN=TOKEN,
            BOT_API_BASE_URL=server.base_url,
            BOT_API_BASE_FILE_URL=server.base_file_url,
            DATA_DIR=str(tmp_path / "data"),
            MASTER_KEY=new_master_key(),
        )
    finally:
        server.stop()
    assert done.returncode == 2
    assert "Telegram refuses TELEGRAM_BOT_TOKEN" in done.stderr
    assert TOKEN not in done.stderr


def test_a_data_folder_that_cannot_be_written_ends_it_with_one_line(site: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    done = run(
        site, "run", TELEGRAM_BOT_TOKEN=TOKEN, DATA_DIR=str(tmp_path / "data"), MASTER_KEY=new_master_key()
    )
    assert done.returncode == 2
    assert str(tmp_path / "data") in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_broken_content_file_ends_it_with_every_problem(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    urgency = copy / "guidance" / "content" / "urgency.toml"
    text = urgency.read_text()
    urgency.write_text(
        text.replace("red_flags.nonblanching", "red_flags.nonblanshing", 1).replace("S48", "S4888", 1)
    )
    done = run(copy, "run", TELEGRAM_BOT_TOKEN=TOKEN, DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 2
    assert "nonblanching" in done.stderr, "the nearest known name"
    assert "S4888" in done.stderr, "all problems, not only the first"
    assert "urgency.toml" in done.stderr


def test_a_master_key_is_made_once_outside_the_data(
    site: Path, tmp_path: Path, sandbox: SandboxServer
) -> None:
    config, data = tmp_path / "config", tmp_path / "data"
    for attempt in (1, 2):
        bot = BotProcess(site, sandbox, data, "", tmp_path / "clock", {"XDG_CONFIG_HOME": str(config)})
        environment = bot.environment()
        environment.pop("MASTER_KEY")
        bot.environment = lambda made=environment: made  # type: ignore[method-assign, misc]
        bot.start()
        bot.stop()
        assert bot.output().count("master_key_made") == (1 if attempt == 1 else 0)
    (key,) = [path for path in config.rglob("*") if path.is_file()]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.unlink()
    lost = run(site, "run", TELEGRAM_BOT_TOKEN=TOKEN, DATA_DIR=str(data), XDG_CONFIG_HOME=str(config))
    assert lost.returncode == 2
    assert "master key" in lost.stderr
    assert not list(config.rglob("*.key")), "no new key over data that it cannot open"


async def test_a_bot_starts_while_telegram_is_away_and_serves_when_it_is_back(
    site: Path, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    away = SandboxServer(port=port)
    base = f"http://127.0.0.1:{port}"
    urls = {"BOT_API_BASE_URL": f"{base}/bot", "BOT_API_BASE_FILE_URL": f"{base}/file/bot"}
    elsewhere = serve()
    bot = BotProcess(site, elsewhere, tmp_path / "data", new_master_key(), tmp_path / "clock", urls)
    try:
        bot.start(ready=False)
        bot.wait_for("event=telegram_away")
        away.start()
        bot.wait_for("event=ready")
        ann = await Person.arrive(away.url, "Ann")
        await ann.types("/start")
        await ann.sees("not a diagnosis")
        assert bot.stop() < 10
    finally:
        bot.kill()
        away.stop()
        elsewhere.stop()


def test_sigterm_ends_it_while_telegram_is_away(site: Path, tmp_path: Path, sandbox: SandboxServer) -> None:
    nobody = {
        "BOT_API_BASE_URL": "http://127.0.0.1:9/bot",
        "BOT_API_BASE_FILE_URL": "http://127.0.0.1:9/file/bot",
    }
    bot = BotProcess(site, sandbox, tmp_path / "data", new_master_key(), tmp_path / "clock", nobody)
    bot.start(ready=False)
    bot.wait_for("event=telegram_away")
    assert bot.stop() < 10


async def test_nothing_of_what_ann_said_and_no_token_stands_in_the_log(
    sandbox: SandboxServer, new_bot: Callable[..., BotProcess]
) -> None:
    bot = new_bot().start()
    ann = await Person.arrive(sandbox.url, "Annabella")
    await agrees(ann)
    await checks(ann)
    await ann.types("my secret words")
    bot.stop()
    said = bot.output()
    for private in (
        "Annabella",
        "secret words",
        "rough_uniform",
        "keratosis",
        TOKEN.split(":")[1],
        str(ann.id),
    ):
        assert private not in said


ANSWERS = {
    "site": ["outer_arm_thigh"],
    "look": ["rough_uniform"],
    "feel": ["rough"],
    "onset": ["years"],
    "age": ["18plus"],
}


def test_a_clinics_system_gets_one_assessment_a_line(site: Path) -> None:
    lines = [
        json.dumps({"answers": ANSWERS, "on": "2026-12-01"}),
        json.dumps({"answers": {**ANSWERS, "red_flags": ["breathing_swelling"]}, "on": "2026-12-01"}),
    ]
    done = run(site, "assess", "--jsonl", stdin="\n".join(lines))
    assert done.returncode == 0, done.stderr
    calm, emergency = (json.loads(line) for line in done.stdout.splitlines())
    assert calm["ranking"][0] == {
        "pattern": "keratosis_pilaris",
        "group": calm["ranking"][0]["group"],
        "fit": "fits_well",
    }
    assert calm["review"] == "2027-01-12"
    assert emergency["urgency"] == "emergency_now"
    assert emergency["ranking"] == []
    assert emergency["recommends"] == []


def test_an_unknown_key_is_named_with_the_nearest_known_one(site: Path) -> None:
    line = json.dumps({"answers": {"look": ["rough_unifrom"]}, "on": "2026-12-01"})
    done = run(site, "assess", "--jsonl", stdin=line)
    assert done.returncode == 1
    for words in ("rough_unifrom", "rough_uniform"):
        assert words in done.stderr
        assert words in json.loads(done.stdout)["error"]


def test_a_database_that_does_not_answer_yet_is_worth_another_start(site: Path, tmp_path: Path) -> None:
    away = "postgresql://nobody:nothing@127.0.0.1:9/none"
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "MASTER_KEY": new_master_key(), "DATABASE_URL": away}
    done = run(site, "run", DATA_DIR=str(tmp_path / "data"), **settings)
    assert done.returncode == 75
    assert "does not answer" in done.stderr
    assert "nothing" not in done.stderr, "no password"


async def test_sigterm_ends_it_in_time_while_telegram_hangs(sandbox: SandboxServer, bot: BotProcess) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await ann.types("/start")
    await ann.ask(
        "POST", "faults", json={"method": "sendMessage", "kind": "delay", "times": 1, "seconds": 15}
    )
    await ann.types("/help", wait=False)
    while any(fault["times"] for fault in await ann.ask("GET", "faults")):  # noqa: ASYNC110  - another process
        await asyncio.sleep(0.05)
    assert bot.stop() < 10
    assert "event=cut_off" in bot.output()
    bot.start()
    await ann.sees("How this works")  # it was not confirmed, so it came again


async def test_an_update_nobody_can_read_does_not_stop_the_others(
    sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await ann.types("/start")
    state = sandbox.sandbox
    state.push(state.bot(), "message", state.person(ann.id), {"message_id": "broken", "chat": 7, "date": "x"})
    await ann.types("/help")
    assert "How this works" in (await ann.screen()).text
    bot.wait_for("event=set_aside")


async def test_the_master_key_can_be_changed_and_ann_finds_everything_as_it_was(
    site: Path, sandbox: SandboxServer, bot: BotProcess
) -> None:
    ann = await Person.arrive(sandbox.url, "Ann")
    await agrees(ann)
    await checks(ann)
    bot.stop()
    before = await records(bot.data_dir, bot.master_key, ann.id)
    old, new = bot.master_key, new_master_key()
    data = {"DATA_DIR": str(bot.data_dir)}
    assert run(site, "rotate-key", MASTER_KEY=new, **data).returncode == 2, "the old one is still needed"
    done = run(site, "rotate-key", MASTER_KEY=f"{new},{old}", **data)
    assert (done.returncode, done.stdout.split(".")[0]) == (0, "Moved to the new key: 1"), done.stderr
    assert await records(bot.data_dir, new, ann.id) == before
    assert run(site, "rotate-key", MASTER_KEY=old, **data).returncode == 2, "the old one opens nothing now"
