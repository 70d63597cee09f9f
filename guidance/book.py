"""The whole guidance as one Markdown document, for those who review it and sign. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guidance.book_after import countries, follow_up, sign_off, source_list
from guidance.book_care import filter_table, ingredients, patterns, plans, steps
from guidance.book_words import BookWords, heading, link, sources, table
from guidance.catalog import Guidance
from guidance.model import Kind, Question, Questionnaire, Urgency
from guidance.rank import COULD_FIT, FITS_WELL, MARGIN


def book(guidance: Guidance) -> str:
    """Every question, rule, weight, plan, filter row, follow-up rule, service and source."""
    words = BookWords(guidance)
    parts = [
        heading(1, f"redpores: the guidance, version {guidance.version}"),
        _standing(guidance),
        "\n".join(
            [heading(2, "Contents"), "", *(f"{n}. {link(title)}" for n, (title, _) in enumerate(_PARTS, 1))]
        ),
    ]
    for title, part in _PARTS:
        parts += [heading(2, title), *part(words)]
    return "\n\n".join(parts) + "\n"


def _standing(guidance: Guidance) -> str:
    if guidance.reviewed:
        return "**Reviewed by a clinician**, as the changelog tells."
    return (
        "**Not reviewed by a clinician.** Desk research with its sources; nobody should rely on it before "
        "someone who is qualified has read it, corrected it and signed the last page."
    )


def how(_: BookWords) -> Iterator[str]:
    yield (
        "1. Warning signs are asked first. An emergency sign ends the check at once.\n"
        "2. The urgency is the highest level that any rule reaches. No further answer and no pattern lowers "
        "it.\n"
        "3. Emergency and same-day results say what to do now, and nothing else.\n"
        "4. Otherwise the patterns are compared: the weights of what was said are added up. A sum of "
        f"{FITS_WELL} that is {MARGIN} ahead of the next group fits well, {COULD_FIT} could fit; at most two "
        "are shown, never a percentage.\n"
        "5. The plan of the first pattern follows. Every ingredient in it goes through the safety filter, "
        "where the strictest row wins.\n"
        "6. Once a week the rules C1 to C13 judge how it goes. Every plan has its own day of review."
    )
    yield 'Where a text names a number or a door, this book shows the words for the country "world".'


def check_questions(words: BookWords) -> Iterator[str]:
    yield from _questions(words, words.guidance.questionnaires["check"])


def weekly_questions(words: BookWords) -> Iterator[str]:
    if (checkin := words.guidance.questionnaires.get("checkin")) is not None:
        yield from _questions(words, checkin)
    else:
        yield "There are none."


def _questions(words: BookWords, questionnaire: Questionnaire) -> Iterator[str]:
    for question in questionnaire.questions:
        yield heading(3, f"Screen {question.screen}: {question.key} ({questionnaire.key})")
        yield f"**{words.text(f'q-{question.key}')}**"
        if meaning := words.text(f"q-{question.key}-help"):
            yield "\n".join(f"> {line}" for line in meaning.splitlines())
        yield _terms(words, question)
        yield table(["Answer", "What it says", "Key"], _answers(words, question))


def _terms(words: BookWords, question: Question) -> str:
    kinds = {Kind.ONE: "One answer.", Kind.MANY: "Several answers.", Kind.SCALE: "A number from 0 to 10."}
    terms = [kinds[question.kind]]
    if question.limit:
        terms.append(f"At most {question.limit}.")
    if question.when:
        terms.append(f"Asked only if: {words.condition(question.when, ' ')}.")
    if question.below is not Urgency.EMERGENCY_NOW:
        terms.append(
            f"Asked only while the result so far is milder than “{words.text(f'urgency-{question.below}')}”."
        )
    return " ".join(terms)


def _answers(words: BookWords, question: Question) -> Iterator[list[str]]:
    if question.kind is Kind.SCALE:
        group = question.options[0].fact[0] if question.options[0].fact else "–"
        yield ["0 to 10", "the number", f"`{group}.0` to `{group}.10`"]
    for option in question.options if question.kind is not Kind.SCALE else ():
        says = words.fact(option.fact) if option.fact else "nothing"
        key = f"`{'.'.join(option.fact)}`" if option.fact else "–"
        text = words.text(f"o-{question.key}-{option.key}")
        yield [text, says + (" (no photo is asked of this area)" if option.intimate else ""), key]
    shared = (
        ("None of these", question.none, question.none_says),
        ("Not sure", question.not_sure, question.not_sure_says),
    )
    for text, offered, fact in shared:
        if offered:
            says, key = (words.fact(fact), f"`{'.'.join(fact)}`") if fact else ("nothing", "–")
            yield [text, says, key]


def rules(words: BookWords) -> Iterator[str]:
    guidance = words.guidance
    for level in sorted(Urgency, key=lambda each: -each.rank):
        yield heading(3, f"{words.text(f'urgency-{level}')} ({level})")
        yield words.text(f"urgency-{level}-do")
        if named := guidance.level_steps.get(level):
            yield f"Care steps of this level: {words.steps(named)}."
        found = [rule for rule in guidance.rules if rule.level is level]
        head = ["Rule", "Fires on", "What the person is told", "Adds", "Sources; since"]
        rows = (
            [
                f"**{rule.id}**",
                words.condition(rule.when),
                "\n".join(filter(None, (words.text(f"rule-{rule.id}.first"), words.text(f"rule-{rule.id}")))),
                words.steps(rule.steps),
                sources(rule.source, rule.since),
            ]
            for rule in found
        )
        yield table(head, rows) if found else "No rule: this is the result where none fires."


_PARTS: tuple[tuple[str, Callable[[BookWords], Iterator[str]]], ...] = (
    ("How a result comes about", how),
    ("The questions of the check", check_questions),
    ("The questions of each week", weekly_questions),
    ("Rules of urgency", rules),
    ("Patterns and their weights", patterns),
    ("Care plans", plans),
    ("Care steps", steps),
    ("Ingredients", ingredients),
    ("The safety filter", filter_table),
    ("The weekly rules", follow_up),
    ("Services by country", countries),
    ("Sources", source_list),
    ("Sign-off", sign_off),
)
