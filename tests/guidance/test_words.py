"""Texts are found, filled and escaped; a broken one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidance import ContentError, Guidance, Html, Words


@pytest.fixture
def words(tmp_path: Path) -> Words:
    texts = {
        "one/en/a.ftl": "hello = <b>Hello</b> { $name }\n    .button = Hi &amp; bye\nonly-english = Here\n",
        "one/de/a.ftl": "hello = <b>Hallo</b> { $name }\n",
        "two/en/b.ftl": "count = { $n ->\n    [one] one photo\n   *[other] { $n } photos\n }\n",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Words.load([tmp_path / "one", tmp_path / "two"])


def test_what_a_person_typed_cannot_become_markup(words: Words) -> None:
    assert words.text("hello", name="<i>&</i>") == "<b>Hello</b> &lt;i&gt;&amp;&lt;/i&gt;"
    assert words.text("hello", name=Html("<i>Ann</i>")) == "<b>Hello</b> <i>Ann</i>"


def test_a_language_without_the_text_reads_it_in_english(words: Words) -> None:
    assert words.text("hello", "de", name="Ann") == "<b>Hallo</b> Ann"
    assert words.text("only-english", "de") == "Here"
    assert words.text("hello", "de-AT", name="Ann") == "<b>Hallo</b> Ann"
    assert words.text("hello", "xx", name="Ann") == "<b>Hello</b> Ann"
    assert words.has("only-english", "de")
    assert words.keys("de") == {"hello"}


def test_plain_words_are_for_buttons(words: Words) -> None:
    assert words.plain("hello.button") == "Hi & bye"
    assert words.plain("hello", name="<Ann>") == "Hello <Ann>"


def test_numbers_choose_their_form(words: Words) -> None:
    assert words.text("count", n=1) == "one photo"
    assert words.text("count", n=3) == "3 photos"


@pytest.mark.parametrize("key", ["nothing", "hello.nothing", "nothing.button"])
def test_a_text_that_is_not_there_is_a_fault_and_named(words: Words, key: str) -> None:
    assert not words.has(key)
    with pytest.raises(KeyError, match=key):
        words.text(key)


def test_a_text_that_lacks_a_value_is_a_fault_and_named(words: Words) -> None:
    with pytest.raises(KeyError, match=r"hello.*name"):
        words.text("hello")


def test_a_broken_and_a_doubled_text_are_told_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en/x.ftl").write_text("good = Good\nbad text\ngood = Again\n", encoding="utf-8")
    with pytest.raises(ContentError) as trouble:
        Words.load([tmp_path])
    told = [str(p) for p in trouble.value.problems]
    assert len(told) == 2
    assert "x.ftl, line 2" in told[0]
    assert "'good' is written a second time" in told[1]


def test_the_medical_words_promise_nothing_and_blame_nobody(guidance: Guidance) -> None:
    forbidden = ("diagnos", "detect", "cure", "clinically proven", "%  ", "your fault", "you failed", "flaw")
    for key in guidance.words:
        text = guidance.words.source(key).lower().replace("not your fault", "")
        assert not [word for word in forbidden if word in text], key
