"""The weekly check-in's numbers and rules as their authors write them (content/followup.toml), checked.

Every rule carries its source and the day it was last looked at. How often an active is used stands with the
ingredients, when a plan is reviewed with the plans.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from guidance.model import Problem, Urgency
from guidance.reading import Table

RULES = ("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C12", "C13")
"""In the order of the reference: the first that fires leads the message. C11 belongs to the sender."""

VARIANTS = (
    *(
        "C1.other",
        "C2.again",
        "C3.hot",
        "C8.upkeep",
        "C12.booked",
        "C12.fine",
        "C12.treated",
        "C12.gone",
        "C13.ask",
    ),
    *("go_on.better", "go_on.same", "go_on.worse", "go_on.clear"),
)
"""What the code looks up besides: a rule that turned out one way, and going on where no rule fired."""

ACTIVE_ADVICE = frozenset(
    {"active_paused", "active_halved", "active_still_paused", "active_restart", "active_step_up"}
    | {"active_dropped", "active_ended", "active_not_for_you"}
)
"""Advice that says what became of the active ingredient, in the order it happened."""

SAFETY_NET = "safety_net"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Thresholds. Scales are 0 to 10."""

    same_under: int  # points; a smaller difference is "about the same"
    pain_high: int
    pain_rise: int  # points since the time before
    itch_high: int
    itch_drop: int  # points since the check that count as a gain
    drop_after_stings: int  # the first sting pauses and halves, this one gives the ingredient up
    step_up_weeks: int  # calm check-ins in a row, and weeks since the start, before one more night
    clear_weeks: int  # check-ins in a row, all clear
    extension_weeks: int  # once, where the steps did not happen
    seen_weeks: int  # time for what a professional said or gave to work
    unclear_weeks: int  # the review where there is no plan
    most_advice: int  # pieces of advice in one message, the safety net aside


@dataclass(frozen=True, slots=True)
class Course:
    """What a group of patterns comes to."""

    group: str  # "" is every group not named
    if_not: str  # the rule of urgency that follows at the review where nothing got better
    advice: tuple[str, ...]  # what is said then
    earlier_gain: bool  # an earlier gain counts although this week is "the same"
    go_on_weeks: int  # a gain at the review is carried on until this week; 0: no such stretch
    upkeep: bool  # actives go on once the skin is clear
    rest_when_worse: bool  # C2 pauses the active until the next check-in
    source: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows when a rule fires, for one group of patterns or, with group "", for all others."""

    id: str
    group: str
    urgency: Urgency
    advice: tuple[str, ...]  # text keys "advice-<key>"
    source: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class FollowUpContent:
    numbers: Numbers
    courses: Mapping[str, Course] = field(default_factory=dict)  # by group
    rules: Mapping[tuple[str, str], Rule] = field(default_factory=dict)  # by (id, group)
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by level, or by rule

    def course(self, group: str) -> Course:
        return self.courses.get(group) or self.courses[""]

    def rule(self, rule: str, group: str = "") -> Rule:
        return self.rules.get((rule, group)) or self.rules[rule, ""]

    def advice_keys(self) -> frozenset[str]:
        """Every key for which the texts need "advice-<key>"."""
        ruled = [rule.advice for rule in self.rules.values()]
        said = [*self.signs.values(), *ruled, *(course.advice for course in self.courses.values())]
        return ACTIVE_ADVICE | {SAFETY_NET} | {key for keys in said for key in keys}

    def sources(self) -> frozenset[str]:
        """Every source named, to be held against the list of sources."""
        cited = [*(r.source for r in self.rules.values()), *(c.source for c in self.courses.values())]
        return frozenset(source for sources in cited for source in sources)


def parse_followup(raw: dict[str, object], place: str) -> tuple[FollowUpContent, list[Problem]]:
    """Read the parsed TOML. With problems, the content returned is incomplete and must not be used."""
    problems: list[Problem] = []
    top = Table(raw, place, problems)
    numbers = _numbers(top.table("numbers"))
    courses = {course.group: course for course in map(_course, top.tables("course", "group"))}
    rules = {(rule.id, rule.group): rule for rule in map(_rule, top.tables("rule", "id"))}
    signs_table = top.table("signs")
    signs = {key: signs_table.texts(key) for key in _names(raw.get("signs"))}
    signs_table.done()
    top.done()
    content = FollowUpContent(numbers, courses, rules, signs)
    problems += _missing(content, place)
    return content, problems


def _names(table: object) -> list[str]:
    return [str(key) for key in table] if isinstance(table, dict) else []


def _numbers(table: Table) -> Numbers:
    found = Numbers(**{each.name: table.number(each.name) for each in fields(Numbers)})
    for each in fields(Numbers):
        if getattr(found, each.name) < 1:
            table.trouble(f"{each.name!r} is not above 0.", f"Write {each.name} = 1 or more.")
    table.done()
    return found


def _course(table: Table) -> Course:
    course = Course(
        group=table.text("group"),
        if_not=table.text("if_not"),
        advice=table.texts("advice", needed=True),
        earlier_gain=table.flag("earlier_gain", default=False),
        go_on_weeks=table.number("go_on_weeks", 0),
        upkeep=table.flag("upkeep", default=False),
        rest_when_worse=table.flag("rest_when_worse", default=False),
        source=_source(table),
        since=table.since(),
    )
    table.done()
    return course


def _rule(table: Table) -> Rule:
    name, _, group = table.text("id").partition(" for ")
    rule = Rule(
        id=name,
        group=group,
        urgency=Urgency(table.choice("urgency", [level.value for level in Urgency])),
        advice=table.texts("advice", needed=True),
        source=_source(table),
        since=table.since(),
    )
    if name not in RULES and name not in VARIANTS:
        table.trouble(f"no rule is called {name!r}.", f"Use one of: {', '.join((*RULES, *VARIANTS))}.")
    table.done()
    return rule


def _source(table: Table) -> tuple[str, ...]:
    source = table.texts("source", needed=True)
    if not source:
        table.trouble("it names no source.", 'Write source = ["S1"].')
    return source


def _missing(content: FollowUpContent, place: str) -> list[Problem]:
    found = [
        Problem(place, f"the rule {rule} is missing.", f'Add a [[rule]] with id = "{rule}".')
        for rule in (*RULES, *VARIANTS)
        if (rule, "") not in content.rules
    ]
    if "" not in content.courses:
        found.append(Problem(place, "no course is for all other groups.", 'Add one with group = "".'))
    for level in (Urgency.EMERGENCY_NOW, Urgency.SAME_DAY):
        if not content.signs.get(level):
            found.append(Problem(f"{place}, signs", f"{level} has no advice.", f'Write {level} = ["…"].'))
    return found
