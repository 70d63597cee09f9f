"""The real content, loaded once, and a copy of it that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import guidance as package
from guidance import Guidance, load


@pytest.fixture(scope="session")
def guidance() -> Guidance:
    return load()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of content/ and texts/ of its own for each test."""
    home = Path(package.__file__).parent
    for name in ("content", "texts"):
        shutil.copytree(home / name, tmp_path / name)
    return tmp_path
