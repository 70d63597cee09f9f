"""Whether something can ever be so: is there a way to answer that says these facts, and not those?

For authors. It looks for one run through the questions; what a run leaves unanswered is taken as harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from guidance.asked import facts_said
from guidance.catalog import Guidance, Pattern
from guidance.engine import NONE, NOT_SURE
from guidance.model import Fact, Kind, Question, Urgency
from guidance.rank import COULD_FIT, FITS_WELL
from guidance.rules import fired, most_urgent

Atoms = tuple[tuple[str, str, bool], ...]
"""One line of a condition: (group, key, wanted)."""

RANKING = ("first", "ranked", "group", "fits_well", "result")
CARRIED = frozenset({"age", "site", "personal"})
"""Groups of the check that a check-in begins with: see `given_facts` in followup.py."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions in the order in which they come, and facts that are known without asking."""

    questions: tuple[Question, ...]
    free: frozenset[Fact] = frozenset()
    judged_from: int = 0  # answers to earlier questions do not count towards the urgency so far
    sayers: Mapping[Fact, tuple[tuple[int, str], ...]] = field(init=False)

    def __post_init__(self) -> None:
        sayers: dict[Fact, tuple[tuple[int, str], ...]] = {}
        for number, question in enumerate(self.questions):
            for key, fact in _says(question):
                sayers[fact] = (*sayers.get(fact, ()), (number, key))
        object.__setattr__(self, "sayers", sayers)


def runs(guidance: Guidance) -> tuple[Asked, ...]:
    """What the check can say, and what a check-in can say together with the check before it."""
    check = guidance.questionnaires["check"].questions
    found = [Asked(check)]
    if (checkin := guidance.questionnaires.get("checkin")) is not None:
        free = _given(guidance, "checkin")
        found.append(Asked((*check, *checkin.questions), free, len(check)))
    return tuple(found)


def can_hold(guidance: Guidance, line: Atoms) -> bool:
    """Whether a line of a rule, a row of the filter or a care step can hold, in a check or a later week."""
    ranking = tuple(atom for atom in line if atom[0] in RANKING)
    answers = tuple(atom for atom in line if atom[0] not in RANKING)
    if any((group, key, not wanted) in line for group, key, wanted in line):
        return False
    return ranking_can_hold(guidance, ranking) and any(
        _search(guidance, asked, answers, len(asked.questions), None) for asked in runs(guidance)
    )


def can_be_asked(guidance: Guidance, questionnaire: str, number: int) -> bool:
    """Whether question `number` (0 is the first) of this questionnaire ever comes up."""
    questions = guidance.questionnaires[questionnaire].questions
    before: tuple[Question, ...] = ()
    if questionnaire != "check":
        check = guidance.questionnaires["check"].questions
        before = tuple(q for q in check if {group for group, _ in facts_said(q)} <= CARRIED)
    asked = Asked((*before, *questions), _given(guidance, questionnaire), len(before))
    target = questions[number]
    lines: Sequence[Atoms] = target.when.alternatives if target.when else ((),)
    return any(
        _search(guidance, asked, line, len(before) + number, target.below)
        for line in lines
        if not any((group, key, not wanted) in line for group, key, wanted in line)
    )


def best_score(guidance: Guidance, pattern: Pattern) -> int:
    """The most that answers to the check can bring this pattern."""
    total = 0
    for question in guidance.questionnaires["check"].questions:
        weights = {fact: pattern.weights.get(fact, 0) for fact in facts_said(question)}
        gains = sorted((w for w in weights.values() if w > 0), reverse=True)
        total += sum(gains[: question.limit] if question.kind is Kind.MANY else gains[:1])
    return total


def ranking_can_hold(guidance: Guidance, atoms: Atoms) -> bool:
    """Whether a ranking can be like this: one pattern first, two at most, and those that can be reached."""
    wanted: dict[str, set[str]] = {}
    for group, key, yes in atoms:
        if yes:
            wanted.setdefault(group, set()).add(key)
    first = wanted.get("first", set()) | wanted.get("fits_well", set())  # only the first can fit well
    named = first | wanted.get("ranked", set())
    if len(first) > 1 or len(named) > 2 or len(wanted.get("group", set())) > 2:
        return False
    if "unclear" in wanted.get("result", set()) and (
        named or wanted.get("group") or "mixed" in wanted["result"]
    ):
        return False
    least = {key: FITS_WELL if key in wanted.get("fits_well", set()) else COULD_FIT for key in named}
    return all(best_score(guidance, guidance.patterns[key]) >= score for key, score in least.items())


def _says(question: Question) -> Iterable[tuple[str, Fact]]:
    pairs = [(option.key, option.fact) for option in question.options]
    pairs += [(NOT_SURE, question.not_sure_says if question.not_sure else None)]
    pairs += [(NONE, question.none_says if question.none else None)]
    return [(key, fact) for key, fact in pairs if fact is not None]


def _given(guidance: Guidance, questionnaire: str) -> frozenset[Fact]:
    """What may be known before it begins, by its own word."""
    groups = guidance.fact_groups.get(questionnaire, {})
    known = {(group, key) for group, keys in groups.items() for key in keys}
    said = {fact for q in guidance.questionnaires[questionnaire].questions for fact in facts_said(q)}
    return frozenset(known - said)


def _together(question: Question, keys: frozenset[str]) -> bool:
    """Whether these can be one answer."""
    if question.kind is not Kind.MANY or NONE in keys:
        return len(keys) == 1
    return question.limit is None or len(keys - {NOT_SURE}) <= question.limit


def _search(guidance: Guidance, asked: Asked, line: Atoms, end: int, below: Urgency | None) -> bool:
    """Whether some answers before question `end` make the line hold. With `below`: each question is asked
    only while the urgency allows it, and at the end it must still be below that level."""

    def step(goals: tuple[tuple[Fact, int], ...], chosen: Mapping[int, frozenset[str]]) -> bool:
        if not goals:
            return _lived(guidance, asked, line, chosen, below)
        (fact, limit), *rest = goals
        if fact in asked.free:
            return step(tuple(rest), chosen)
        for number, key in asked.sayers.get(fact, ()):
            question, answer = asked.questions[number], chosen.get(number, frozenset()) | {key}
            if number >= limit or not _together(question, answer):
                continue
            known = number in chosen or question.when is None
            for need in ((),) if known or question.when is None else question.when.alternatives:
                more = tuple(((g, k), number) for g, k, wanted in need if wanted)
                if step((*rest, *more), {**chosen, number: answer}):
                    return True
        return False

    return step(tuple(((group, key), end) for group, key, wanted in line if wanted), {})


def _lived(
    guidance: Guidance,
    asked: Asked,
    line: Atoms,
    chosen: Mapping[int, frozenset[str]],
    below: Urgency | None,
) -> bool:
    """The answers chosen, given in order: is each question asked, and does the line hold afterwards?"""
    known: dict[str, frozenset[str]] = {}
    counted: dict[str, frozenset[str]] = {}
    wanted = {(group, key) for group, key, yes in line if yes}
    for number in chosen:
        when = asked.questions[number].when
        wanted |= {(g, k) for atoms in (when.alternatives if when else ()) for g, k, yes in atoms if yes}
    for group, key in wanted & asked.free:
        known[group] = known.get(group, frozenset()) | {key}
    for number in sorted(chosen):
        question = asked.questions[number]
        if question.when is not None and not question.when.holds(known):
            return False
        if below is not None and _level(guidance, counted).rank >= question.below.rank:
            return False
        for key, (group, name) in _says(question):
            if key in chosen[number]:
                known[group] = known.get(group, frozenset()) | {name}
                if number >= asked.judged_from:
                    counted[group] = counted.get(group, frozenset()) | {name}
    if below is not None and _level(guidance, counted).rank >= below.rank:
        return False
    return all((key in known.get(group, frozenset())) is yes for group, key, yes in line)


def _level(guidance: Guidance, facts: Mapping[str, frozenset[str]]) -> Urgency:
    return most_urgent(fired(guidance, facts))
