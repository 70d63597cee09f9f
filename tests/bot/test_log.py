"""What an operator reads in the log when a library of ours has something to say."""

from __future__ import annotations

import logging

from bot.log import OthersWords


def written(record: logging.LogRecord) -> str:
    return OthersWords().format(record)


def test_an_update_that_telegrams_library_cannot_read_is_not_quoted_in_the_log() -> None:
    words = "Error while parsing updates! Received data was %r"
    update = [{"message": {"text": "it itches at night", "from": {"first_name": "Ann"}}}]
    try:
        raise ValueError("no such chat: Ann")
    except ValueError as exc:
        fault = (type(exc), exc, exc.__traceback__)
    line = written(logging.LogRecord("telegram.Bot", logging.CRITICAL, "x.py", 1, words, (update,), fault))
    assert "Error while parsing updates" in line
    assert "ValueError at test_log.py" in line
    assert "itches" not in line
    assert "Ann" not in line


def test_a_library_that_logs_an_exception_as_its_message_is_named_without_quoting_it() -> None:
    fault = OSError("Ann's photo")
    line = written(logging.LogRecord("uvicorn.error", logging.ERROR, "x.py", 1, fault, (), None))
    assert line == "ERROR uvicorn.error OSError"
