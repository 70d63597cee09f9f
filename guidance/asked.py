"""Reading questionnaires/*.toml, and the vocabulary of facts that they can say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from guidance.model import Condition, Fact, Kind, Option, Problem, Question, Questionnaire, Urgency
from guidance.reading import Table, Vocabulary, read_toml

BUTTON_BYTES = 64  # Bot API: InlineKeyboardButton.callback_data
_LONGEST_TAP = "q:9999999999:9999:{question}:{option}"
_RESERVED = ("none", "not_sure", "done")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A questionnaire half read: conditions need the facts of all the others first."""

    key: str
    screens: int
    given: frozenset[Fact]
    questions: tuple[tuple[Table, Question], ...]


def facts_said(question: Question) -> frozenset[Fact]:
    """Every fact that an answer to this question can say."""
    extra = (question.not_sure_says, question.none_says)
    return frozenset(f for f in (*(o.fact for o in question.options), *extra) if f)


def vocabulary_of(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for group, key in facts:
        groups.setdefault(group, set()).add(key)
    return {group: frozenset(keys) for group, keys in groups.items()}


def read_questionnaires(
    folder: Path, problems: list[Problem]
) -> tuple[dict[str, Questionnaire], dict[str, dict[str, frozenset[str]]]]:
    """All questionnaires of the folder, and by questionnaire the facts it can say or be given."""
    drafts = [_draft(path, problems) for path in sorted(folder.glob("*.toml"))]
    if not any(d.key == "check" for d in drafts):
        problems.append(Problem("questionnaires", "there is no check.toml.", "Put it back."))
    said = {d.key: frozenset(f for _, q in d.questions for f in facts_said(q)) | d.given for d in drafts}
    everything = vocabulary_of(f for facts in said.values() for f in facts)
    found = {}
    for draft in drafts:
        # What was said in the check may be given to any other questionnaire.
        given = draft.given if draft.key == "check" else draft.given | said.get("check", frozenset())
        questions = _conditions(draft, given, everything)
        found[draft.key] = Questionnaire(draft.key, questions, draft.screens)
    return found, {key: vocabulary_of(facts) for key, facts in said.items()}


def _draft(path: Path, problems: list[Problem]) -> _Draft:
    place = f"questionnaires/{path.name}"
    file = Table(read_toml(path, place, problems), place, problems)
    head = file.table("questionnaire")
    key, screens = head.text("key"), head.number("screens")
    given = frozenset(
        (group, name) for group, _, name in (line.partition(".") for line in head.texts("given"))
    )
    questions = tuple((table, _question(table, screens)) for table in file.tables("question"))
    head.done()
    file.done()
    return _Draft(key, screens, given, questions)


def _question(table: Table, screens: int) -> Question:
    key, kind = table.text("key"), Kind(table.choice("kind", [k.value for k in Kind]))
    group, screen = table.text("group"), table.number("screen")
    if not 1 <= screen <= screens:
        table.trouble(f"screen = {screen} is outside 1 to {screens}.", "Correct it, or screens above.")
    if kind is Kind.SCALE:
        options: tuple[Option, ...] = tuple(Option(str(n), (group, str(n))) for n in range(11))
    else:
        options = tuple(_option(option, group, kind) for option in table.tables("options"))
    if not options:
        table.trouble("it has no options.", 'Add options = [{ key = "yes" }, …].')
    for option in options:
        size = len(_LONGEST_TAP.format(question=key, option=option.key).encode())
        if size > BUTTON_BYTES:
            table.trouble(f"a button of {option.key!r} would carry {size} bytes.", "Shorten one of the keys.")
    return Question(
        key=key,
        kind=kind,
        screen=screen,
        options=options,
        none=table.flag("none", default=False),
        not_sure=table.flag("not_sure", default=True),
        not_sure_says=table.fact("not_sure_says"),
        none_says=table.fact("none_says"),
        limit=table.number("limit", 0) or None,
        below=Urgency(table.choice("below", [u.value for u in Urgency], Urgency.EMERGENCY_NOW.value)),
    )


def _option(table: Table, group: str, kind: Kind) -> Option:
    key, says = table.text("key"), table.text("says", f"{group}.")
    if key in _RESERVED:
        table.trouble(f"the key {key!r} belongs to the shared buttons.", "Choose another key.")
    if ":" in key:
        table.trouble(f"the key {key!r} has a colon.", "Use letters, figures and _ only.")
    intimate = table.flag("intimate", default=False)
    table.done()
    if not says:
        if kind is Kind.MANY:
            table.trouble("a tick that says nothing cannot be counted.", "Give it a fact.")
        return Option(key, None, intimate)
    fact_group, _, name = says.partition(".")
    return Option(key, (fact_group, name or key), intimate)


def _conditions(draft: _Draft, given: frozenset[Fact], everything: Vocabulary) -> tuple[Question, ...]:
    """The questions with their `when`; each may only speak of what was said before."""
    earlier: set[Fact] = set(given)
    questions = []
    for table, question in draft.questions:
        when = table.condition("when", everything)
        for group, key in _later(when, earlier, everything):
            table.trouble(
                f"when speaks of {group}.{key}, which is only said later.", "Move the question down."
            )
        table.done()
        earlier |= facts_said(question)
        questions.append(replace(question, when=when))
    return tuple(questions)


def _later(
    when: Condition | None, earlier: set[Fact], everything: Mapping[str, frozenset[str]]
) -> list[Fact]:
    atoms: Sequence[tuple[str, str, bool]] = [a for line in (when.alternatives if when else ()) for a in line]
    return [
        (group, key)
        for group, key, _ in atoms
        if key in everything.get(group, frozenset()) and (group, key) not in earlier
    ]
