"""Bot processes for tests: the real program, from the installed wheel, against the sandbox over HTTP."""

from __future__ import annotations

import base64
import os
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox import SandboxServer

TOKEN = "1000000001:test-token_of-nobody"
START = 30.0  # seconds a start may take on a busy machine
STOP = 10.0  # seconds a stop may take, as promised


def new_master_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@dataclass
class BotProcess:
    """One `python -m bot run`. Several may share a data folder, a database, a clock."""

    site: Path  # where the wheel is installed
    sandbox: SandboxServer
    data_dir: Path
    master_key: str
    clock_file: Path
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self.log = self.data_dir.parent / f"bot-{secrets.token_hex(4)}.log"

    def environment(self) -> dict[str, str]:
        """Nothing of the surrounding settings: only what a test gives."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.data_dir.parent),
            "PYTHONPATH": str(self.site),
            "PYTHONWARNINGS": "error",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "BOT_API_BASE_URL": self.sandbox.base_url,
            "BOT_API_BASE_FILE_URL": self.sandbox.base_file_url,
            "DATA_DIR": str(self.data_dir),
            "MASTER_KEY": self.master_key,
            **self.extra,
        }

    def start(self, *, ready: bool = True) -> BotProcess:
        seen = self.output().count("event=ready")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--clock-file", str(self.clock_file)],
                cwd=self.site,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        if ready:
            self.wait_for("event=ready", seen + 1)
        return self

    def wait_for(self, words: str, times: int = 1) -> None:
        end = time.monotonic() + START
        while self.output().count(words) < times:
            if self.process is None or self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"The bot did not say {words!r}:\n{self.output()}")
            time.sleep(0.02)

    def output(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def kill(self) -> None:
        """kill -9: nothing can be put in order."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> float:
        """SIGTERM. How long it took, in seconds. Raises if it took too long or went badly."""
        if self.process is None or self.process.poll() is not None:
            return 0.0
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOP)
        if code != 0:
            raise AssertionError(f"The bot ended with {code}:\n{self.output()}")
        return time.monotonic() - began


@dataclass
class Days:
    """The clock of the sandbox and of every bot of a test, moved together."""

    file: Path
    sandbox: SandboxServer
    offset: float = 0.0

    def pass_by(self, *, days: float = 0, minutes: float = 0) -> None:
        self.offset += days * 86_400 + minutes * 60
        draft = self.file.with_suffix(".new")
        draft.write_text(str(self.offset))
        draft.rename(self.file)
        self.sandbox.sandbox.move_clock(self.offset)
