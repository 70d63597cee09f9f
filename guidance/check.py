"""Checks that the texts are all there and fit a phone: every key the content needs, and Telegram's limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guidance.catalog import Guidance
from guidance.model import Fact, Kind, Problem, Question, Questionnaire, Urgency
from guidance.reading import Vocabulary, nearest
from guidance.words import Words

BUTTON_CHARACTERS = 34  # what a phone shows of a button over the full width
MESSAGE_CHARACTERS = 4096  # Bot API, after entities are parsed; we count the tags too, to be safe
FRAME = 300  # progress line, hint and blank lines that the screen adds
ALLOWED_TAGS = ("b", "i", "u", "s", "code", "pre", "a", "blockquote")
_TAGS = re.compile(r"<(/?)([a-zA-Z]+)[^>]*>")


def fact_keys(
    questionnaires: Mapping[str, Questionnaire], vocabulary: Vocabulary, written: frozenset[str]
) -> dict[Fact, str]:
    """The text that says each fact in few words: `fact-<group>-<key>`, else the option's button or wording.

    A scale has one text for all its numbers, `fact-<group>` with { $value }, under (group, "*").
    """
    found: dict[Fact, str] = {}
    for group, keys in vocabulary.items():
        for key in keys:
            if f"fact-{group}-{key}" in written:
                found[group, key] = f"fact-{group}-{key}"
        if f"fact-{group}" in written:
            found[group, "*"] = f"fact-{group}"
    for questionnaire in questionnaires.values():
        for question in questionnaire.questions:
            for option in question.options if question.kind is not Kind.SCALE else ():
                text = f"o-{question.key}-{option.key}"
                if option.fact and option.fact not in found and text in written:
                    found[option.fact] = f"{text}.button" if f"{text}.button" in written else text
    return found


def check_texts(guidance: Guidance, vocabulary: Vocabulary) -> list[Problem]:
    """Every text that the content needs and does not find, every button and screen that is too long."""
    problems = _missing(guidance)
    for group, keys in vocabulary.items():
        for key in sorted(keys):
            if (group, key) not in guidance.fact_keys and (group, "*") not in guidance.fact_keys:
                fix = f"Write fact-{group}-{key}."
                problems.append(Problem("texts/en", f"no text says the fact {group}.{key}.", fix))
    values = longest_values(guidance)
    for questionnaire in guidance.questionnaires.values():
        for question in questionnaire.questions:
            problems += _too_long(guidance.words, questionnaire.key, question, values)
    problems += _unformatted(guidance)
    problems += _bad_markup(guidance.words)
    return problems


def needed_texts(guidance: Guidance) -> Iterator[tuple[str, str]]:
    """(place, text key) for every text that the content asks for."""
    for questionnaire in guidance.questionnaires.values():
        for question in questionnaire.questions:
            place = f"questionnaires/{questionnaire.key}.toml, question {question.key}"
            yield place, f"q-{question.key}"
            yield place, f"q-{question.key}-help"
            if question.kind is not Kind.SCALE:
                yield from ((place, f"o-{question.key}-{o.key}") for o in question.options)
    for rule in guidance.rules:
        yield f"urgency.toml, rule {rule.id}", f"rule-{rule.id}"
    for level in Urgency:
        yield "urgency.toml, levels", f"urgency-{level}"
        yield "urgency.toml, levels", f"urgency-{level}-do"
    for pattern in guidance.patterns:
        yield f"patterns.toml, pattern {pattern}", f"pattern-{pattern}"
        yield f"patterns.toml, pattern {pattern}", f"pattern-{pattern}.what"
    for plan in guidance.plans:
        yield f"care.toml, plan {plan}", f"timeline-{plan}"
    for ingredient in guidance.ingredients:
        yield f"care.toml, ingredient {ingredient}", f"ingredient-{ingredient}"
    for step in guidance.steps.values():
        place = f"care.toml, step {step.key}"
        yield place, f"step-{step.key}"
        yield place, f"step-{step.key}.why"
        yield from ((place, f"step-{step.key}-{name}") for name, _ in step.variants)
    for factor in guidance.factors:
        yield f"filter.toml, factor {factor.key}", f"factor-{factor.key}"
    yield "texts/en", "safety-net"


def _missing(guidance: Guidance) -> list[Problem]:
    written = guidance.words.keys()
    return [
        Problem(place, f"the text {key!r} is not in texts/en.", f"Write it. {nearest(key, written)}")
        for place, key in dict.fromkeys(needed_texts(guidance))
        if key not in written
    ]


def longest_values(guidance: Guidance) -> dict[str, str]:
    """For each word of a country the longest one, so that a screen fits everywhere."""
    longest: dict[str, str] = {}
    for country in guidance.countries.values():
        for name, value in {**country.values, "emergency": country.emergency}.items():
            longest[name] = max(longest.get(name, ""), value, key=len)
    return longest


def _too_long(words: Words, questionnaire: str, question: Question, values: dict[str, str]) -> list[Problem]:
    if question.kind is Kind.SCALE:
        return []
    place = f"texts/en, question {question.key} of {questionnaire}"
    problems, size = [], FRAME
    for key in (f"q-{question.key}", f"q-{question.key}-help"):
        size += len(_try(words, key, values))
    for option in question.options:
        key = f"o-{question.key}-{option.key}"
        button = f"{key}.button" if words.has(f"{key}.button") else key
        label = _try(words, button, values)
        size += len(_try(words, key, values)) + 4
        if len(label) > BUTTON_CHARACTERS:
            what = f"the button {label!r} has {len(label)} characters."
            problems.append(Problem(place, what, f"Give it a .button of at most {BUTTON_CHARACTERS}."))
    if size > MESSAGE_CHARACTERS:
        what = f"question, options and help come to {size} characters."
        problems.append(Problem(place, what, f"Shorten them below {MESSAGE_CHARACTERS}."))
    return problems


def _try(words: Words, key: str, values: dict[str, str]) -> str:
    """The text, or nothing where it is missing or broken: that is told elsewhere."""
    try:
        return words.text(key, "en", **values)
    except KeyError:
        return ""


def _bad_markup(words: Words) -> list[Problem]:
    """Telegram refuses a message whose tags it does not know or that do not close. Also: keys of another
    language that English does not have, which are misspelt."""
    problems, english = [], words.keys()
    for lang in words.languages:
        for key in sorted(words.keys(lang)):
            if (what := markup_trouble(words.source(key, lang))) is not None:
                problems.append(Problem(f"texts/{lang}", f"the text {key!r} {what}.", "Correct its tags."))
            if key not in english:
                what = f"the text {key!r} is not in texts/en."
                problems.append(Problem(f"texts/{lang}", what, nearest(key, english)))
    return problems


def markup_trouble(text: str) -> str | None:
    """What is wrong with the tags of a text, or None."""
    opened: list[str] = []
    for closing, tag in _TAGS.findall(text):
        if tag not in ALLOWED_TAGS:
            return f"has the tag <{tag}>"
        if not closing:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            return f"closes <{tag}> where it is not open"
    return f"does not close <{opened[-1]}>" if opened else None


def _unformatted(guidance: Guidance) -> list[Problem]:
    """Texts that name a value nobody gives, shown with every country's words."""
    problems = []
    needed = dict.fromkeys(needed_texts(guidance))
    for country in guidance.countries.values():
        values = {**country.values, "emergency": country.emergency}
        for place, key in needed:
            if not guidance.words.has(key):
                continue
            try:
                guidance.words.text(key, "en", **values)
            except KeyError as exc:
                known = ", ".join(f"${name}" for name in values)
                problems.append(Problem(place, str(exc.args[0]), f"Known values: {known}."))
        if problems:  # the same text fails for every country: once is enough
            break
    return problems


def check_followup(guidance: Guidance) -> list[Problem]:
    """What followup.toml names: sources, rules of urgency, and the words of its advice."""
    content = guidance.followup
    if content is None:
        return []
    place, written = "followup.toml", guidance.words.keys()
    problems = [
        Problem(place, f"it cites the source {source!r}.", nearest(source, guidance.sources))
        for source in sorted(content.sources() - set(guidance.sources))
    ]
    rules = {rule.id for rule in guidance.rules}
    problems += [
        Problem(
            f"{place}, course {group!r}", f"if_not names {course.if_not!r}.", nearest(course.if_not, rules)
        )
        for group, course in content.courses.items()
        if course.if_not not in rules
    ]
    for key in sorted(content.advice_keys()):
        if f"advice-{key}" not in written:
            problems.append(Problem(place, f"the text 'advice-{key}' is not in texts/en.", "Write it."))
    return problems
