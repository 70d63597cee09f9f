"""The book for review and sign-off holds all of the guidance, and can be read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from guidance import Guidance
from guidance.book import book
from guidance.book_after import FIRES, NUMBERS
from guidance.book_words import BookWords


@pytest.fixture(scope="module")
def text(guidance: Guidance) -> str:
    return book(guidance)


def chapter(text: str, title: str) -> str:
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_first_lines_name_the_version_and_that_no_clinician_has_reviewed_it(
    guidance: Guidance, text: str
) -> None:
    assert text.startswith(f"# redpores: the guidance, version {guidance.version}\n")
    assert "**Not reviewed by a clinician.**" in text[:400]


def test_a_reviewed_content_does_not_say_that_it_is_not(guidance: Guidance) -> None:
    reviewed = book(replace(guidance, reviewed=True))
    assert "Not reviewed by a clinician" not in reviewed
    assert "**Reviewed by a clinician**" in reviewed


def test_every_line_of_the_contents_leads_to_a_chapter(text: str) -> None:
    linked = re.findall(r"^\d+\. \[(.+)\]\(#(.+)\)$", text, re.MULTILINE)
    chapters = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [title for title, _ in linked] == [title for title in chapters if title != "Contents"]
    assert all(anchor == title.lower().replace(" ", "-") for title, anchor in linked)


def test_every_question_stands_in_it_with_its_options_and_what_they_say(
    guidance: Guidance, text: str
) -> None:
    words = BookWords(guidance)
    for questionnaire in guidance.questionnaires.values():
        for question in questionnaire.questions:
            part = text.split(f": {question.key} ({questionnaire.key})\n", 1)[1].split("\n### ", 1)[0]
            assert words.text(f"q-{question.key}") in part
            for fact in (option.fact for option in question.options if len(question.options) < 16):
                assert fact is None or f"`{fact[0]}." in part
    assert "| Not sure | not sure about the glass test | `red_flags.unsure_glass` |" in text


def test_every_rule_stands_in_it_with_its_sources_and_date(guidance: Guidance, text: str) -> None:
    rows = {
        line.split("|")[1].strip(): line
        for line in chapter(text, "Rules of urgency").splitlines()
        if "|" in line
    }
    for rule in guidance.rules:
        row = rows[f"**{rule.id}**"]
        assert all(f"[{source}](#source-{source.lower()})" in row for source in rule.source)
        assert row.rstrip(" |").endswith(rule.since.isoformat())
    assert "hot, painful skin that spreads **and** fever or feeling ill" in rows["**E10**"]


def test_every_weight_stands_in_it_with_its_sign(guidance: Guidance, text: str) -> None:
    part = chapter(text, "Patterns and their weights")
    assert len(re.findall(r"[+−]\d ", part)) >= sum(len(p.weights) for p in guidance.patterns.values())
    assert "−4 a deep lump" in part
    assert "+4 tiny rough bumps, all alike" in part


def test_the_filter_is_one_table_of_reasons_and_ingredients(guidance: Guidance, text: str) -> None:
    rows = [line for line in chapter(text, "The safety filter").splitlines() if line.startswith("|")]
    words = BookWords(guidance)
    for row in guidance.factors:
        (line, _) = [r for r in rows if r.startswith(f"| {words.text(f'factor-{row.key}')} |")][:2]
        assert line.count(" | ") == len(guidance.ingredients)


def test_every_row_of_a_table_has_as_many_cells_as_its_head(text: str) -> None:
    width = 0
    for line in text.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and width and cells != width), line
        width = cells


def test_every_source_that_is_linked_has_its_place(text: str) -> None:
    linked = set(re.findall(r"\(#(source-[^)]+)\)", text))
    assert linked
    assert linked <= set(re.findall(r'<a id="([^"]+)">', text))


def test_the_weekly_rules_are_told_in_words_with_their_numbers(guidance: Guidance, text: str) -> None:
    content = guidance.followup
    assert content is not None
    assert {rule for rule, _ in content.rules} == set(FIRES)
    assert set(NUMBERS) == set(type(content.numbers).__dataclass_fields__)
    high = content.numbers.pain_high
    assert f"soreness of {high} or more" in chapter(text, "The weekly rules")


def test_every_country_and_every_plan_has_its_place_and_the_last_page_is_to_be_signed(
    guidance: Guidance, text: str
) -> None:
    services = chapter(text, "Services by country")
    assert all(f"| {key} | {c.emergency} |" in services for key, c in guidance.countries.items())
    assert all(f"### Plan {key}\n" in text for key in guidance.plans)
    end = text.rsplit("\n## ", maxsplit=1)[-1]
    assert end.startswith("Sign-off")
    assert guidance.version in end
    assert "| Signature |" in end


def test_no_markup_of_telegram_is_left_over(text: str) -> None:
    assert set(re.findall(r"<(/?\w+)", text)) <= {"br", "a", "/a"}
