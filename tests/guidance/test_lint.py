"""Each mistake an author can make in content that loads is found and named, with the nearest name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guidance import Guidance, load
from guidance.lint import lint
from guidance.possible import best_score, can_be_asked, can_hold

Spoil = Callable[[str, str, str], None]


@pytest.fixture
def spoil(content: Path) -> Spoil:
    """Replace a passage in one file of the copy; it must be there."""

    def replace(name: str, old: str, new: str) -> None:
        path = content / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} holds no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def told(content: Path) -> str:
    return "\n".join(map(str, lint(load(content))))


def test_the_content_in_use_comes_out_clean(guidance: Guidance) -> None:
    assert [str(problem) for problem in lint(guidance)] == []


CHECK, URGENCY = "content/questionnaires/check.toml", "content/urgency.toml"


def test_a_question_that_only_comes_up_after_an_emergency_is_never_asked(content: Path, spoil: Spoil) -> None:
    spoil(CHECK, 'when = ["red_flags.eye"]', 'when = ["red_flags.very_unwell"]')
    assert "question vision: it is never asked" in told(content)


def test_a_question_that_wants_two_answers_to_one_is_never_asked(content: Path, spoil: Spoil) -> None:
    spoil(CHECK, 'when = ["personal.pregnant"]', 'when = ["age.lt3m and age.18plus"]')
    assert "question palms: it is never asked" in told(content)


def test_a_question_below_the_lowest_level_is_never_asked(content: Path, spoil: Spoil) -> None:
    spoil(CHECK, 'limit = 2\nbelow = "same_day"', 'limit = 2\nbelow = "self_care"')
    found = told(content)
    assert "question look: it is never asked" in found
    assert "question lesion: it is never asked" in found, "what hangs on it falls with it"


def test_screens_out_of_order_and_an_empty_screen_are_told(content: Path, spoil: Spoil) -> None:
    spoil(CHECK, "screens = 12", "screens = 13")
    spoil(CHECK, 'key = "palms"\nscreen = 4', 'key = "palms"\nscreen = 3')
    found = told(content)
    assert "no question is on screen 13" in found
    assert "question palms: it is on screen 3, after a question on screen 4" in found


def test_an_option_nobody_looks_at_is_told_with_the_nearest_fact(content: Path, spoil: Spoil) -> None:
    spoil(CHECK, '{ key = "sunburn" },', '{ key = "sunburn" },\n    { key = "sunburns" },')
    spoil(
        "texts/en/check.ftl",
        "o-extras-sunburn =",
        "o-extras-sunburns = Sunburn\nfact-extras-sunburns = sunburn\no-extras-sunburn =",
    )
    found = told(content)
    assert "the answer extras.sunburns has no effect" in found
    assert "Did you mean 'extras.sunburn'?" in found


def test_a_weekly_answer_that_the_rules_do_not_know_is_told(content: Path, spoil: Spoil) -> None:
    checkin = "content/questionnaires/checkin.toml"
    spoil(checkin, '{ key = "stung" }', '{ key = "stung", says = "steps.stings" }')
    spoil("texts/en/checkin.ftl", "fact-steps-stung", "fact-steps-stings")
    found = told(content)
    assert "the weekly rules do not know steps.stings. Did you mean 'stung'?" in found
    assert "look for steps.stung, which no option says. Did you mean 'steps.stings'?" in found


def test_a_rule_that_contradicts_itself_never_fires(content: Path, spoil: Spoil) -> None:
    spoil(URGENCY, 'when = ["red_flags.breathing_swelling"]', 'when = ["feel.itch and feel.sting"]')
    assert "rule E1: it can never hold" in told(content)


def test_one_dead_line_of_a_rule_is_named(content: Path, spoil: Spoil) -> None:
    spoil(
        URGENCY,
        'when = ["red_flags.breathing_swelling"]',
        'when = ["red_flags.breathing_swelling", "look.flush and look.ring and look.lump"]',
    )
    found = told(content)
    assert "the line 'look.flush and look.ring and look.lump' can never hold" in found, "two looks at most"


def test_a_rule_on_two_patterns_that_both_come_first_never_fires(content: Path, spoil: Spoil) -> None:
    spoil(URGENCY, '"first.cellulitis"', '"first.cellulitis and first.acne"')
    assert "'first.cellulitis and first.acne' can never hold" in told(content)


def test_a_rule_in_the_shadow_of_a_more_urgent_one_is_told(content: Path, spoil: Spoil) -> None:
    spoil(
        URGENCY,
        'id = "U3" # around the eye\nlevel = "same_day"\nwhen = ["red_flags.eye"]',
        'id = "U3" # around the eye\nlevel = "same_day"\nwhen = ["red_flags.very_unwell and red_flags.eye"]',
    )
    assert "rule U3: it never decides: whenever it fires, E3 is more urgent" in told(content)


def test_a_wording_behind_a_wider_one_is_never_shown(content: Path, spoil: Spoil) -> None:
    spoil("content/care.toml", '    "red_flags.palms_soles_itch",\n', '    "personal.pregnant",\n')
    found = told(content)
    assert "step ask_midwife, variant retinoid: it is never shown: whenever it holds, 'today'" in found


def test_a_source_nothing_cites_is_told(content: Path) -> None:
    path = content / "content/sources.toml"
    more = '\n[[source]]\nid = "S999"\ntitle = "A page"\nread = "direct"\n'
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert "source S999: nothing cites it" in told(content)


def test_a_text_nothing_uses_is_told_with_the_nearest_key(content: Path) -> None:
    path = content / "texts/en/care.ftl"
    path.write_text(path.read_text(encoding="utf-8") + "\nstep-moisturize = Cream\n", encoding="utf-8")
    assert "nothing uses the text 'step-moisturize'. Remove it. Did you mean 'step-moisturise'?" in told(
        content
    )


def test_advice_that_names_a_value_nobody_gives_is_told(content: Path, spoil: Spoil) -> None:
    spoil("texts/en/checkin.ftl", "advice-extend =", "advice-extend = { $night } nights.")
    found = told(content)
    assert "'advice-extend'" in found
    assert "$nights" in found


def test_care_that_nothing_uses_is_told(content: Path) -> None:
    path = content / "content/care.toml"
    more = (
        '\n[[step]]\nkey = "hum"\ntimes = ["now"]\nsource = ["ours"]\nsince = "2026-11-23"\n'
        '\n[[plan]]\nkey = "razor_bump"\ngroup = "folliculitis"\nsteps = ["moisturise", "use_aha"]\n'
        'always = ["spf"]\nactives = ["bpo"]\nlooks = [7]\nsource = ["ours"]\nsince = "2026-11-23"\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    texts = content / "texts/en/care.ftl"
    words = "\nstep-hum = Hum\n    .why = It helps.\ntimeline-razor_bump = A week.\n"
    texts.write_text(texts.read_text(encoding="utf-8") + words, encoding="utf-8")
    found = told(content)
    assert "step hum: nothing uses this care step" in found
    assert "plan razor_bump: no pattern follows this plan" in found
    assert "Did you mean 'razor_bumps'?" in found
    assert "it recommends 'bpo', but none of its steps says how to use it" in found
    assert "its step 'use_aha' never shows: the plan has none of aha" in found
    assert "always names 'spf', which is not among its steps" in found


def test_a_plan_too_long_for_a_screen_is_told(content: Path, spoil: Spoil) -> None:
    spoil("texts/en/care.ftl", "step-gentle_cleanse =", f"step-gentle_cleanse = {'Wash gently. ' * 300}")
    assert "plan keratosis_pilaris: its steps come to" in told(content)


def test_advice_too_long_for_a_message_is_told(content: Path, spoil: Spoil) -> None:
    spoil("texts/en/checkin.ftl", "advice-extend =", f"advice-extend = {'Go on. ' * 700}")
    assert "the longest pieces of advice come to" in told(content)


def test_a_pattern_nobody_can_reach_is_told(content: Path) -> None:
    path = content / "content/patterns.toml"
    more = (
        '\n[[pattern]]\nkey = "dust"\ngroup = "dust"\nplan = "acne"\nsource = ["ours"]\n'
        'since = "2026-11-23"\n'
        "[pattern.weights]\nfeel = { itch = 3, rough = 3 }\nbother = { very = 1 }\nlook = { ring = 0 }\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    texts = content / "texts/en/patterns.ftl"
    words = "\npattern-dust = Dust\n    .what = Dust.\n"
    texts.write_text(texts.read_text(encoding="utf-8") + words, encoding="utf-8")
    found = told(content)
    assert "pattern dust: it is never shown: its best score is 3, and 4 is the least" in found
    assert "bother.very is only said in the weekly questions" in found
    assert "the weight of look.ring is 0" in found


def test_a_filter_row_without_a_word_and_an_active_nobody_asks_about_are_told(
    content: Path,
) -> None:
    path = content / "content/filter.toml"
    text = path.read_text(encoding="utf-8")
    for word in ("leave_out", "ask"):
        text = text.replace(f'urea_strong = "{word}"', 'urea_strong = "ok"')
    row = (
        '\n[[factor]]\nkey = "stings2"\nwhen = ["feel.sting"]\nsource = ["ours"]\nsince = "2026-11-23"\n'
        'cells = { aha = "ok", bha = "ok", urea_strong = "ok", bpo = "ok", retinoid = "ok", '
        'niacinamide = "ok", emollient = "ok" }\n'
    )
    path.write_text(text + row, encoding="utf-8")
    texts = content / "texts/en/care.ftl"
    texts.write_text(texts.read_text(encoding="utf-8") + "\nfactor-stings2 = it stings\n", encoding="utf-8")
    found = told(content)
    assert "factor stings2: it keeps nothing out and adds nothing" in found
    assert "ingredient urea_strong: no row of the filter ever asks about this active" in found


def test_mistyped_names_in_the_weekly_rules_get_the_nearest_one(content: Path, spoil: Spoil) -> None:
    spoil("content/followup.toml", 'group = "folliculitis"', 'group = "foliculitis"')
    spoil("content/followup.toml", '\nid = "C2 for irritation"', '\nid = "C2 for iritation"')
    spoil(
        "content/followup.toml", 'U14 = ["same_day", "phone_clinic"]', 'U114 = ["same_day", "phone_clinic"]'
    )
    found = told(content)
    assert "no plan is of the group 'foliculitis'. Did you mean 'folliculitis'?" in found
    assert "rule C2 for iritation: no plan is of that group. Did you mean 'irritation'?" in found
    assert "'U114' is neither a level nor a rule of urgency. Did you mean 'U14'?" in found


def test_a_version_older_than_its_rules_is_told(content: Path, spoil: Spoil) -> None:
    spoil("content/meta.toml", 'version = "2', 'version = "1')
    assert "Raise version in meta.toml" in told(content)


def test_what_can_be_said_together_is_told_from_what_cannot(guidance: Guidance) -> None:
    assert can_hold(guidance, (("look", "pus", True), ("look", "ring", True)))
    assert not can_hold(guidance, (("feel", "itch", True), ("feel", "itch", False)))
    assert not can_hold(guidance, (("result", "unclear", True), ("first", "acne", True)))
    assert can_hold(guidance, (("result", "mixed", True), ("ranked", "acne", True)))


def test_every_question_comes_up_and_every_pattern_can_be_shown(guidance: Guidance) -> None:
    for key, questionnaire in guidance.questionnaires.items():
        assert all(can_be_asked(guidance, key, number) for number in range(len(questionnaire.questions)))
    assert all(best_score(guidance, pattern) >= 4 for pattern in guidance.patterns.values())
