"""What an author wants to know of the words: unused ones, values nobody gives, and what no phone can show."""

from __future__ import annotations

from collections.abc import Iterator

from guidance.catalog import Guidance
from guidance.check import FRAME, MESSAGE_CHARACTERS, longest_values, needed_texts
from guidance.model import Kind, Problem, Trend
from guidance.reading import nearest

FOLLOWUP_TEXTS = (*(f"trend-{trend}" for trend in Trend), "checkin-itch-same", "checkin-itch-trend")
FOLLOWUP_VALUES = {
    "nights": "3",
    "ingredient": "benzoyl peroxide wash",
    "itch_before": "10",
    "itch_now": "10",
}
"""What `advice_values` in followup.py gives to advice, at its longest."""


def texts_unused(guidance: Guidance) -> Iterator[Problem]:
    used = used_texts(guidance)
    names = {key.partition(".")[0] for key in used}
    for key in sorted(guidance.words.keys() - used):
        near = nearest(key, names)
        meant = f" {near}" if near.startswith("Did") else ""  # a dozen other keys would help nobody
        yield Problem("texts/en", f"nothing uses the text {key!r}.", f"Remove it.{meant}")


def used_texts(guidance: Guidance) -> frozenset[str]:
    """Every key that the content asks for; buttons and reasons are attributes of theirs."""
    needed = {key for _, key in needed_texts(guidance)} | set(guidance.fact_keys.values())
    options = {
        f"o-{question.key}-{option.key}.button"
        for questionnaire in guidance.questionnaires.values()
        for question in questionnaire.questions
        for option in question.options
        if question.kind is not Kind.SCALE
    }
    needed |= {
        f"rule-{rule.id}.first" for rule in guidance.rules
    }  # what to do before the call, where it helps
    if guidance.followup is not None:
        needed |= {f"advice-{key}" for key in guidance.followup.advice_keys()} | set(FOLLOWUP_TEXTS)
    return frozenset(needed | options)


def values_unknown(guidance: Guidance) -> Iterator[Problem]:
    """Advice and facts that name a value nobody gives. `load` has tried the texts of the check."""
    needed = {key for _, key in needed_texts(guidance)}
    country = longest_values(guidance)
    for key in sorted(used_texts(guidance) & guidance.words.keys() - needed):
        values = dict(country)
        if key.startswith("fact-"):
            values = {"value": "10"}
        elif key.startswith(("advice-", "checkin-")):
            values |= FOLLOWUP_VALUES
        try:
            guidance.words.text(key, "en", **values)
        except KeyError as exc:
            known = ", ".join(f"${name}" for name in values)
            yield Problem("texts/en", str(exc.args[0]), f"Known values: {known}.")


def texts_too_long(guidance: Guidance) -> Iterator[Problem]:
    """Plans and check-in messages that would not fit one message with the longest country words; a message
    that is too long loses paragraphs. `load` has measured the questions."""
    for plan in guidance.plans.values():
        keys = [key for key in plan.steps for _ in guidance.steps[key].times]
        size = sum(_longest_step(guidance, key) for key in keys) + 2 * FRAME
        size += sum(_size(guidance, key) for key in (f"timeline-{plan.key}", "safety-net"))
        if size > MESSAGE_CHARACTERS:
            what = f"its steps come to {size} characters on one screen."
            fix = f"Shorten them below {MESSAGE_CHARACTERS}, or leave some out."
            yield Problem(f"care.toml, plan {plan.key}", what, fix)
    if guidance.followup is not None:
        each = sorted(_size(guidance, f"advice-{key}") for key in guidance.followup.advice_keys())
        size = sum(each[-guidance.followup.numbers.most_advice :]) + FRAME
        if size > MESSAGE_CHARACTERS:
            what = f"the longest pieces of advice come to {size} characters in one message."
            yield Problem("texts/en", what, f"Shorten them below {MESSAGE_CHARACTERS}, or lower most_advice.")


def _longest_step(guidance: Guidance, key: str) -> int:
    names = ["", *(f"-{name}" for name, _ in guidance.steps[key].variants)]
    return max(_size(guidance, f"step-{key}{name}") for name in names) + 3


def _size(guidance: Guidance, key: str) -> int:
    try:
        return len(guidance.words.text(key, "en", **longest_values(guidance), **FOLLOWUP_VALUES))
    except KeyError:
        return 0  # told elsewhere
