"""Text with tags to text with entities, as Telegram reads it; and nothing a bot sends breaks the sandbox."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import Sandbox
from bot.sandbox.entities import parse_html, tidy, to_html, units
from bot.sandbox.errors import Refused
from bot.sandbox.registry import METHODS, Call, Described


def read(source: str) -> tuple[str, list[tuple[Any, ...]]]:
    text, entities = tidy(*parse_html(source))
    return text, [(e["type"], e["offset"], e["length"]) for e in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("&lt;&amp;&quot;&#128077;&#x1F44D; &nbsp;", '<&"👍👍 &nbsp;', []),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("👍<B>x</B>", "👍x", [("bold", 2, 1)]),
        ("  <b> x </b> y ", "x  y", [("bold", 0, 2)]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ('<a href="nowhere">x</a>', "x", []),
        ("see /plan, not a/b or 1/2", "see /plan, not a/b or 1/2", [("bot_command", 4, 5)]),
        ("<code>/plan</code>", "/plan", [("code", 0, 5)]),
        ("at https://example.org/a?b=1.", "at https://example.org/a?b=1.", [("url", 3, 25)]),
        ("<b></b>x", "x", []),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, text: str, entities: list[tuple[Any, ...]]) -> None:
    assert read(source) == (text, entities)


def test_a_link_comes_back_complete() -> None:
    _, entities = parse_html("<a href='example.org?a=1&amp;b=2'>x</a>")
    assert entities == [{"type": "text_link", "offset": 0, "length": 1, "url": "http://example.org/?a=1&b=2"}]


@settings(deadline=None)
@given(st.text(alphabet="ab <>/&;\"'=👍\n", max_size=40))
def test_any_text_is_either_read_or_refused_in_words(source: str) -> None:
    try:
        text, entities = tidy(*parse_html(source))
    except Refused as refused:
        said = refused.description
        text, entities = "", []
    else:
        said = "Bad Request: can't parse entities: "
    assert said.startswith("Bad Request: can't parse entities: ")
    assert all(e["offset"] >= 0 and e["length"] > 0 for e in entities)
    assert all(e["offset"] + e["length"] <= units(text) for e in entities)


@settings(deadline=None)
@given(
    st.recursive(
        st.sampled_from(["a", "b c", "&lt;", "👍"]),
        lambda inner: st.builds("<b>{}</b><i>{}</i>".format, inner, inner),
    )
)
def test_html_that_was_read_and_written_again_reads_the_same(source: str) -> None:
    once = tidy(*parse_html(source))
    assert tidy(*parse_html(to_html(*once))) == once


KEYS = ["type", "text", "inline_keyboard", "media", "message_id", "url", "callback_data", "offset", "command"]
WORDS = ["", "x", "{", "[]", "HTML", "<b>", "photo", "bold", "https://example.org"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_a_bot_sends_is_answered_or_refused_as_telegram_would(data: st.DataObject) -> None:
    sandbox = Sandbox()
    bot = sandbox.bot_for_token("1:a")
    assert bot is not None
    ann = sandbox.arrive("Ann", "en")
    ann.started.add(bot.id)
    method = METHODS[data.draw(st.sampled_from(sorted(METHODS)))]
    fields = {name: data.draw(VALUES, label=name) for name in sorted(method.parameters - {"timeout"})}
    fields |= {"chat_id": ann.id} if "chat_id" in fields else {}
    said = asyncio.run(answer(Call(sandbox, bot, method.name, fields, {})))
    assert isinstance(said, (dict, list, bool, Described)) or said.startswith(("Bad Request: ", "Conflict: "))


async def answer(call: Call) -> Any:
    """The result, or the words of the refusal."""
    try:
        return await METHODS[call.method.lower()].run(call)
    except Refused as refused:
        return refused.description
