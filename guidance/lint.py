"""What an author wants to know of content that loads: what is asked, written or named, and never counts.

`load` has said by then what is unknown, missing or too long for a question; here is told what has no effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from guidance.asked import facts_said
from guidance.catalog import Guidance, Rule
from guidance.followup_content import VARIANTS
from guidance.lint_care import care, filter_rows, patterns
from guidance.lint_texts import texts_too_long, texts_unused, values_unknown
from guidance.listing import conditions, readable, sourced
from guidance.model import Condition, Fact, Kind, Problem, Urgency
from guidance.possible import can_be_asked, can_hold
from guidance.reading import nearest

FOLLOWUP_READS: Mapping[str, frozenset[str]] = {
    "seen": frozenset({"fine", "treated", "booked", "not_yet", "gone"}),
    "change": frozenset({"clear", "much_better", "bit_better", "same", "bit_worse", "much_worse"}),
    "steps": frozenset({"fine", "stung", "few", "none"}),
    "bother": frozenset({"not", "little", "quite", "very"}),
    "context": frozenset({"told_to_see", "skin_flag", "changed", "new_illness", "new_unsure"}),
}
"""What the rules C1 to C13 look for by name: followup_rules.py and followup_week.py hold them."""

SCALES = ("itch", "soreness")  # followup_week.py reads them as numbers


def lint(guidance: Guidance) -> tuple[Problem, ...]:
    """Every problem found, in the order of the files an author works in. Empty: nothing to say."""
    return tuple(dict.fromkeys(problem for check in _CHECKS for problem in check(guidance)))


def questions(guidance: Guidance) -> Iterator[Problem]:
    """Questions that never come up, and screens that no question is on or that go backwards."""
    for key, questionnaire in guidance.questionnaires.items():
        file = f"questionnaires/{key}.toml"
        before = 1
        for number, question in enumerate(questionnaire.questions):
            place = f"{file}, question {question.key}"
            if not can_be_asked(guidance, key, number):
                fix = "Correct when or below, or move the question."
                yield Problem(place, "it is never asked: nothing answered before it lets it come up.", fix)
            if question.screen < before:
                what = f"it is on screen {question.screen}, after a question on screen {before}."
                yield Problem(place, what, "Progress would go backwards: raise its screen.")
            before = max(before, question.screen)
        used = {question.screen for question in questionnaire.questions}
        for screen in sorted(set(range(1, questionnaire.screens + 1)) - used):
            yield Problem(file, f"no question is on screen {screen}.", "Lower screens, or renumber.")


def options(guidance: Guidance) -> Iterator[Problem]:
    """Answers that change nothing, and answers that the weekly rules wait for in vain."""
    spoken = {(group, key) for _, when in conditions(guidance) for group, key in _facts_of(when)}
    for pattern in guidance.patterns.values():
        spoken |= {*pattern.weights, *pattern.requires}
    for name, questionnaire in guidance.questionnaires.items():
        for question in questionnaire.questions:
            for fact in sorted(facts_said(question)) if question.kind is not Kind.SCALE else ():
                place = f"questionnaires/{name}.toml, question {question.key}"
                yield from _without_effect(name, place, fact, spoken)
            if question.kind is Kind.SCALE and not _scale_read(facts_said(question), spoken):
                place = f"questionnaires/{name}.toml, question {question.key}"
                fix = f"Scales that are read: {', '.join(SCALES)}."
                yield Problem(place, "nothing looks at this scale.", fix)
    weekly = guidance.fact_groups.get("checkin")
    for group, keys in FOLLOWUP_READS.items() if weekly else ():
        for key in sorted(keys):
            if weekly and key not in weekly.get(group, ()):
                near = nearest(f"{group}.{key}", (f"{group}.{said}" for said in weekly.get(group, ())))
                what = f"the weekly rules look for {group}.{key}, which no option says."
                yield Problem("questionnaires/checkin.toml", what, near)


def _without_effect(questionnaire: str, place: str, fact: Fact, spoken: set[Fact]) -> Iterator[Problem]:
    group, key = fact  # in a check-in every red flag counts: C1
    if fact in spoken or (questionnaire == "checkin" and group in {"red_flags", *SCALES}):
        return
    if questionnaire == "checkin" and group in FOLLOWUP_READS:
        if key not in FOLLOWUP_READS[group]:
            near = nearest(key, FOLLOWUP_READS[group])
            yield Problem(place, f"the weekly rules do not know {group}.{key}.", near)
        return
    near = nearest(f"{group}.{key}", (f"{g}.{k}" for g, k in spoken if g == group))
    what = f"the answer {group}.{key} has no effect: no rule, weight, filter, step or question speaks of it."
    yield Problem(place, what, f'Use it, or write says = "". {near}')


def _scale_read(facts: Iterable[Fact], spoken: set[Fact]) -> bool:
    groups = {group for group, _ in facts}
    return bool(groups & set(SCALES)) or any(group in groups for group, _ in spoken)


def never_true(guidance: Guidance) -> Iterator[Problem]:
    """Lines of conditions that no run of answers and no ranking can fulfil."""
    for place, when in conditions(guidance):
        if place.startswith("questionnaires/"):
            continue  # told as a question that is never asked
        lines = [line for line in when.alternatives if not can_hold(guidance, line)]
        if len(lines) == len(when.alternatives):
            what = "it can never hold: no answers say all of that."
            yield Problem(place, what, "Correct when, or remove it.")
        else:
            for line in lines:
                what = f"the line {readable(line)!r} can never hold: no answers say all of that."
                yield Problem(place, what, "Correct the line, or remove it.")


def overshadowed(guidance: Guidance) -> Iterator[Problem]:
    """Rules that fire only beside more urgent ones, and variants behind one that holds whenever they do."""
    for rule in guidance.rules:
        above = [other for other in guidance.rules if other.level.rank > rule.level.rank]
        if not rule.steps and (by := _shadows(rule, above)):
            what = f"it never decides: whenever it fires, {' or '.join(by)} is more urgent."
            yield Problem(
                f"urgency.toml, rule {rule.id}", what, "Widen its when, raise its level, or remove it."
            )
    for step in guidance.steps.values():
        for number, (name, when) in enumerate(step.variants):
            for earlier, other in step.variants[:number]:
                if _implies(when, other):
                    place = f"care.toml, step {step.key}, variant {name}"
                    what = f"it is never shown: whenever it holds, {earlier!r} comes first."
                    yield Problem(place, what, "Put the narrower one first.")


def _shadows(rule: Rule, above: list[Rule]) -> tuple[str, ...]:
    """The ids of the more urgent rules that hold with every line of this one; empty where a line is free."""
    found: dict[str, None] = {}
    for line in rule.when.alternatives:
        by = next((o.id for o in above if _implies(Condition((line,)), o.when)), None)
        if by is None:
            return ()
        found[by] = None
    return tuple(found)


def _implies(one: Condition, other: Condition) -> bool:
    return all(any(set(line) >= set(wide) for wide in other.alternatives) for line in one.alternatives)


def followup(guidance: Guidance) -> Iterator[Problem]:
    """Groups, rules and levels that followup.toml names and nobody else knows."""
    content, file = guidance.followup, "followup.toml"
    if content is None:
        return
    groups = {plan.group for plan in guidance.plans.values()}
    rules = {rule.id for rule in guidance.rules}
    for group in sorted(content.courses.keys() - groups - {""}):
        yield Problem(
            f"{file}, course {group}", f"no plan is of the group {group!r}.", nearest(group, groups)
        )
    for rule, group in content.rules:
        if group and group not in groups:
            yield Problem(
                f"{file}, rule {rule} for {group}", "no plan is of that group.", nearest(group, groups)
            )
    known = {*rules, *(level.value for level in Urgency), *VARIANTS}
    for sign in sorted(content.signs.keys() - known):
        what = f"{sign!r} is neither a level nor a rule of urgency."
        yield Problem(f"{file}, signs", what, nearest(sign, known))


def sources(guidance: Guidance) -> Iterator[Problem]:
    cited = {source for _, _, named, _ in sourced(guidance) for source in named}
    if guidance.followup is not None:
        cited |= guidance.followup.sources()
    for key in sorted(guidance.sources.keys() - cited):
        yield Problem(
            f"sources.toml, source {key}", "nothing cites it.", "Cite it where it is used, or remove it."
        )


def dates(guidance: Guidance) -> Iterator[Problem]:
    """A version older than what it holds: stored assessments would name the wrong one."""
    try:
        written = date.fromisoformat(guidance.version[:10])
    except ValueError:
        yield Problem(
            "meta.toml", f"version {guidance.version!r} begins with no date.", 'Write "2026-11-23.1".'
        )
        return
    for file, name, _, since in sourced(guidance):
        if since > written:
            what = f"it is of {since}, the version of {written}."
            yield Problem(f"{file}, {name}", what, "Raise version in meta.toml.")


def _facts_of(when: Condition) -> set[Fact]:
    return {(group, key) for line in when.alternatives for group, key, _ in line}


_CHECKS: tuple[Callable[[Guidance], Iterator[Problem]], ...] = (
    questions,
    options,
    never_true,
    overshadowed,
    patterns,
    care,
    filter_rows,
    followup,
    sources,
    dates,
    texts_unused,
    values_unknown,
    texts_too_long,
)
