"""An author who makes mistakes is told all of them at once: where, what, and what to do."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance import ContentError, Guidance, load


def spoil(content: Path, name: str, old: str, new: str) -> None:
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer has {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(content: Path) -> str:
    with pytest.raises(ContentError) as trouble:
        load(content)
    assert all(p.place and p.what and p.fix for p in trouble.value.problems)
    return str(trouble.value)


def test_the_content_as_it_stands_loads_and_says_that_nobody_reviewed_it(guidance: Guidance) -> None:
    assert guidance.reviewed is False
    assert guidance.version


def test_a_copy_elsewhere_loads_the_same(guidance: Guidance, content: Path) -> None:
    again = load(content)
    assert again.rules == guidance.rules
    assert again.patterns == guidance.patterns


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "urgency.toml",
            '"red_flags.very_unwell"]',
            '"red_flags.very_unwel"]',
            "Did you mean 'red_flags.very_unwell'",
        ),
        ("urgency.toml", 'when = ["red_flags.eye"]', 'when = ["redflags.eye"]', "Did you mean 'red_flags'"),
        ("urgency.toml", 'source = ["S53", "S56"]', "source = []", "rule E1: it cites no known source"),
        ("urgency.toml", 'source = ["S53", "S56"]', 'source = ["S553"]', "source 'S553', which is not known"),
        ("urgency.toml", 'id = "E3"', 'id = "E2"', "the rule 'E2' comes twice"),
        ("urgency.toml", 'level = "emergency_now"', 'level = "emergency"', "Did you mean 'emergency_now'"),
        ("urgency.toml", '["red_flags.eye"]', '["not red_flags.eye"]', "it says 'not' of an answer"),
        ("urgency.toml", 'steps = ["mark_edge"]', 'steps = ["mark_egde"]', "Did you mean 'mark_edge'"),
        ("urgency.toml", '"ranked.scabies"', '"ranked.scabes"', "Did you mean 'ranked.scabies'"),
        ("urgency.toml", 'since = "2026-11-23"', 'since = "someday"', "is not a date"),
        ("care.toml", "only.no_squeeze = ", "only.no_sqeeze = ", "Did you mean 'no_squeeze'"),
        (
            "care.toml",
            'shave_technique = ["trigger.shave"]',
            'shave_technique = ["trigger.shav"]',
            "trigger.shave",
        ),
        ("filter.toml", 'always = ["ask_midwife"]', 'always = ["ask_midwive"]', "Did you mean 'ask_midwife'"),
        ("patterns.toml", "outer_arm_thigh = 3", "outer_arm_thig = 3", "Did you mean 'outer_arm_thigh'"),
        ("patterns.toml", "rough_uniform = 4", 'rough_uniform = "4"', "Write a whole number"),
        (
            "patterns.toml",
            'plan = "keratosis_pilaris"',
            'plan = "keratosis"',
            "plan 'keratosis' is not in care.toml",
        ),
        (
            "patterns.toml",
            'requires = ["trigger.hottub"]',
            'requires = ["trigger.tub"]',
            "requires speaks of",
        ),
        ("care.toml", "looks = [28, 42]\n", "", "'looks' is missing"),
        ("care.toml", "looks = [28, 42]", "looks = [42, 28]", "do not rise"),
        ("care.toml", 'key = "unclear"', 'key = "uncleer"', "there is no plan 'unclear'"),
        ("care.toml", 'times = ["nights"]', 'times = ["midnight"]', "the time 'midnight'"),
        ("care.toml", "start_nights = 1", "start_nights = 9", "nights a week do not rise"),
        ("filter.toml", 'bha = "ask"', 'bha = "maybe"', "bha = 'maybe' is not known"),
        ("filter.toml", 'retinoid = "leave_out", ', "", "'retinoid' is missing"),
        ("filter.toml", '"personal.pregnant"', '"personal.pregnent"', "Did you mean 'personal.pregnant'"),
        ("services.toml", 'key = "world"', 'key = "earth"', "there is no country 'world'"),
        ("services.toml", 'doctor = "GP"\n', "", "'doctor' is missing"),
        ("sources.toml", 'read = "direct"', 'read = "directly"', "Did you mean 'direct'"),
        ("check.toml", 'key = "spreading_hot"', 'key = "none"', "belongs to the shared buttons"),
        ("check.toml", 'key = "age"', 'key = "vision"', "the question 'vision' comes twice"),
        ("check.toml", 'kind = "many"', 'kind = "menny"', "Did you mean 'many'"),
        ("check.toml", 'when = ["red_flags.eye"]', 'when = ["itch.3"]', "which is only said later"),
        ("check.toml", "screen = 12", "screen = 13", "screen = 13 is outside 1 to 12"),
        ("check.toml", "limit = 2", "limmit = 2", "Did you mean 'limit'"),
        ("meta.toml", "version = ", "verzion = ", "'version' is missing"),
    ],
)
def test_a_slip_in_the_content_is_told_with_its_place(
    content: Path, name: str, old: str, new: str, expected: str
) -> None:
    folder = "content/questionnaires" if name == "check.toml" else "content"
    spoil(content, f"{folder}/{name}", old, new)
    message = told(content)
    assert expected in message
    assert name in message


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("q-age = ", "q-aged = ", "the text 'q-age' is not in texts/en"),
        ("    .button = Hot, painful skin that spreads\n", "", "Give it a .button of at most 34"),
        ("o-age-12_17 = 12 to 17 years", "o-age-12_17 = <b>12 to 17 years", "does not close <b>"),
        ("o-age-12_17 = 12 to 17 years", "o-age-12_17 = { $years }", "o-age-12_17"),
        ("fact-feel-itch = itch\n", "fact-feel-itch = itch\nfact-feel-itch = itch\n", "a second time"),
    ],
)
def test_a_slip_in_the_texts_is_told(content: Path, old: str, new: str, expected: str) -> None:
    spoil(content, "texts/en/check.ftl", old, new)
    assert expected in told(content)


def test_a_question_too_long_for_a_message_is_told(content: Path) -> None:
    spoil(content, "texts/en/check.ftl", "q-site = ", "q-site = " + "Where? " * 700)
    assert "Shorten them below 4096" in told(content)


def test_a_button_over_sixty_four_bytes_is_told(content: Path) -> None:
    long = "a_key_that_is_much_too_long_for_a_button_of_telegram"
    spoil(content, "content/questionnaires/check.toml", 'key = "rough_uniform"', f'key = "{long}"')
    assert "bytes. Shorten one of the keys" in told(content)


def test_a_file_that_is_broken_or_missing_is_told_and_does_not_hide_the_rest(content: Path) -> None:
    (content / "content/urgency.toml").write_text("[[rule]\n", encoding="utf-8")
    (content / "content/services.toml").unlink()
    spoil(content, "content/patterns.toml", "outer_arm_thigh = 3", "outer_arm_thig = 3")
    message = told(content)
    assert "urgency.toml: this is not TOML" in message
    assert "services.toml: this file is missing" in message
    assert "outer_arm_thig" in message


def test_every_mistake_is_told_at_once(content: Path) -> None:
    spoil(content, "content/urgency.toml", 'source = ["S53", "S56"]', "source = []")
    spoil(content, "content/filter.toml", '"personal.pregnant"', '"personal.pregnent"')
    spoil(content, "texts/en/care.ftl", "step-spf = ", "step-sfp = ")
    message = told(content)
    for expected in ("rule E1", "personal.pregnent", "'step-spf' is not in texts/en"):
        assert expected in message


FILES = ("urgency", "patterns", "care", "filter", "services", "sources", "questionnaires/check")
NONSENSE = ("3", '"x"', "[]", "{}", "true", '["a"]', "[1]", "[[1]]", "{ a = 1 }", '""', "1.5", "2026-11-23")


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), at=st.integers(0, 400), value=st.sampled_from(NONSENSE))
def test_no_nonsense_in_the_content_crashes_the_loader(content: Path, name: str, at: int, value: str) -> None:
    path = content / f"content/{name}.toml"
    before = path.read_text(encoding="utf-8")
    lines = before.split("\n")
    fields = [n for n, line in enumerate(lines) if "=" in line]
    at = fields[at % len(fields)]
    lines[at] = f"{lines[at].partition('=')[0]}= {value}"
    path.write_text("\n".join(lines), encoding="utf-8")
    with suppress(ContentError):
        load(content)
    path.write_text(before, encoding="utf-8")


def test_every_rule_plan_weight_filter_row_and_step_has_a_source_and_a_date(guidance: Guidance) -> None:
    held = [
        *guidance.rules,
        *guidance.patterns.values(),
        *guidance.plans.values(),
        *guidance.steps.values(),
        *guidance.factors,
        *guidance.ingredients.values(),
    ]
    for each in held:
        assert each.source
        assert set(each.source) <= set(guidance.sources)
        assert each.since.year >= 2026
