"""The book's last chapters: the weekly rules, the services, the sources, and where to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from guidance.book_words import BookWords, heading, sources, table
from guidance.followup_content import ACTIVE_ADVICE, SAFETY_NET

NUMBERS = {
    "same_under": "a change smaller than this many points is “about the same”",
    "pain_high": "soreness from here on is high",
    "pain_rise": "a rise of soreness by this many points counts",
    "itch_high": "itch from here on is severe",
    "itch_drop": "a drop of itch by this many points since the check is a gain",
    "drop_after_stings": "stings after which the ingredient is given up",
    "step_up_weeks": "calm weeks before one more night",
    "clear_weeks": "clear weeks in a row before it counts as clear",
    "extension_weeks": "weeks a review is put off, once, where the steps did not happen",
    "seen_weeks": "weeks that what a professional said or gave has to work",
    "unclear_weeks": "the week of the review where there is no plan",
    "most_advice": "pieces of advice in one message at most",
}
FIRES = {
    "C1": "a warning sign is ticked; the rules of urgency may raise it",
    "C1.other": "a rule of urgency fires although no sign was ticked",
    "C2": "much worse once, or worse two weeks running",
    "C2.again": "the same as C2 in the week before as well",
    "C3": "soreness of {pain_high} or more, or up by {pain_rise} or more",
    "C3.hot": "C3 with hot, spreading skin or a large painful lump",
    "C4": "itch of {itch_high} or more twice running, or at night with others who itch",
    "C5": "the steps stung",
    "C6": "the review is due and it is no better: the group’s rule above follows",
    "C7": "as C6, but the steps did not happen in most weeks: {extension_weeks} more, once, no infection",
    "C8": "the review is due, it gains, and the group goes on longer",
    "C8.upkeep": "as C8, once that longer time is over",
    "C9": "clear {clear_weeks} weeks in a row",
    "C10": "it bothers very much",
    "C12": "told to see someone, and not seen yet",
    "C12.booked": "told to see someone, and it is booked",
    "C12.fine": "seen: nothing to worry about",
    "C12.treated": "seen, and treated",
    "C12.gone": "told to see someone, and it is gone",
    "C13": "something about the person is new: the plan goes through the filter again",
    "C13.ask": "a new medicine or illness, or not sure: the filter cannot know",
    "go_on.better": "no rule fires, and it is better",
    "go_on.same": "no rule fires, and it is the same",
    "go_on.worse": "no rule fires, and it is a little worse",
    "go_on.clear": "no rule fires, and it is clear",
}
"""In words, what the functions of followup_rules.py look for; the numbers are those of the content."""

READ = {
    "direct": "the publisher’s own page",
    "copy": "a syndicated or licensed copy",
    "secondary": "somebody else’s summary",
    "not_read": "not read: to be checked",
}


def follow_up(words: BookWords) -> Iterator[str]:
    content = words.guidance.followup
    if content is None:
        yield "There are none."
        return
    yield heading(3, "Numbers of the weekly rules")
    found = {each.name: str(getattr(content.numbers, each.name)) for each in fields(content.numbers)}
    yield table(["Number", "Meaning"], ([value, NUMBERS.get(name, name)] for name, value in found.items()))
    yield heading(3, "At the review, by group of patterns")
    rows = []
    for course in content.courses.values():
        more = {
            "an earlier gain counts": course.earlier_gain,
            f"goes on to week {course.go_on_weeks}": course.go_on_weeks,
            "actives go on once clear": course.upkeep,
            "the active rests when it gets worse": course.rest_when_worse,
        }
        rows.append(
            [
                course.group or "all others",
                course.if_not,
                _advice(words, course.advice),
                "; ".join(text for text, yes in more.items() if yes) or "–",
                sources(course.source, course.since),
            ]
        )
    yield table(["Group", "No better: rule", "What is said then", "Besides", "Sources; since"], rows)
    yield heading(3, "What a warning sign says")
    yield table(
        ["Level or rule", "Advice"], ([key, _advice(words, keys)] for key, keys in content.signs.items())
    )
    yield heading(3, "The rules in their order")
    ruled = (
        [
            f"**{rule.id}**{f' for {rule.group}' if rule.group else ''}",
            FIRES.get(rule.id, "–").format(**found),
            words.text(f"urgency-{rule.urgency}"),
            _advice(words, rule.advice),
            sources(rule.source, rule.since),
        ]
        for rule in content.rules.values()
    )
    yield table(["Rule", "Fires when", "At least", "Advice", "Sources; since"], ruled)
    yield heading(3, "What becomes of the active ingredient, and the safety net")
    said = ([f"`{key}`", words.advice(key)] for key in (*sorted(ACTIVE_ADVICE), SAFETY_NET))
    yield table(["Key", "Advice"], said)


def _advice(words: BookWords, keys: Iterable[str]) -> str:
    return "<br>".join(words.advice(key) for key in keys) or "–"


def countries(words: BookWords) -> Iterator[str]:
    found = words.guidance.countries
    names = list(dict.fromkeys(name for country in found.values() for name in country.values))
    rows = (
        [
            key,
            country.emergency,
            *(country.values.get(name, "–") for name in names),
            sources(country.source, country.since),
        ]
        for key, country in found.items()
    )
    yield table(["Country", "Emergency", *(n.replace("_", " ") for n in names), "Sources; since"], rows)


def source_list(words: BookWords) -> Iterator[str]:
    rows = (
        [
            f'<a id="source-{source.id.lower()}"></a>{source.id}',
            source.title,
            source.address or "–",
            READ.get(source.read, source.read),
        ]
        for source in words.guidance.sources.values()
    )
    yield table(["Source", "Title", "Address", "How it was read"], rows)


def sign_off(words: BookWords) -> Iterator[str]:
    yield f"I have read version {words.guidance.version} of this guidance in full."
    asked = ("Name", "Profession and registration", "Place of work", "Date", "Signature")
    yield table(["", ""], ([each, " " * 40] for each in asked))
    yield (
        "- [ ] I agree to its use as it stands.\n"
        "- [ ] I agree once the corrections below are made.\n"
        "- [ ] I do not agree."
    )
    yield table(["Chapter, rule or step", "Correction", "Source"], ([" ", " ", " "] for _ in range(5)))
    yield "Then set `reviewed = true` in `guidance/content/meta.toml`: the changelog names the reviewer."
