"""The shapes of the guidance: what is asked, what is found, what is advised. Frozen, and free of any I/O.

Keys are stable and stored; words live apart in texts/<lang>/*.ftl, found by these keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Fact = tuple[str, str]
"""One thing a person said: (group, key), for example ("red_flags", "fever")."""

Facts = Mapping[str, frozenset[str]]
"""All that a person said, by group: {"red_flags": {"fever"}, "site": {"face"}}. Missing: not asked."""


class Urgency(StrEnum):
    """How soon someone should look at it. `rank` grows with urgency."""

    SELF_CARE = "self_care"
    ROUTINE_DERM = "routine_derm"
    GP_WITHIN_DAYS = "gp_within_days"
    SAME_DAY = "same_day"
    EMERGENCY_NOW = "emergency_now"

    @property
    def rank(self) -> int:
        return _URGENCY_RANK[self]

    @property
    def urgent(self) -> bool:
        """Same day or emergency: only what to do now is said then."""
        return self.rank >= Urgency.SAME_DAY.rank


_URGENCY_RANK = {level: rank for rank, level in enumerate(Urgency)}  # read many times in every tap


class Kind(StrEnum):
    ONE = "one"  # one tap answers
    MANY = "many"  # ticks, then Done; None is one tap
    SCALE = "scale"  # 0 to 10


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives of conjunctions over facts. True when every atom of any one alternative holds.

    Written in content as a list of lines: ["red_flags.spreading_hot and red_flags.fever", "not age.18plus"].
    An atom is (group, key, wanted): ("age", "18plus", False) reads "not age.18plus".
    """

    alternatives: tuple[tuple[tuple[str, str, bool], ...], ...]

    def holds(self, facts: Facts) -> bool:
        for atoms in self.alternatives:
            for group, key, wanted in atoms:
                if (key in facts.get(group, ())) is not wanted:
                    break
            else:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    fact: Fact | None = None  # what choosing it says; None: nothing
    intimate: bool = False  # an area no photo is ever asked of


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    kind: Kind
    screen: int  # the number shown as progress; a follow-up shares the number of its screen
    options: tuple[Option, ...]
    none: bool = False  # offers "None of these"
    not_sure: bool = True  # offers "Not sure"
    not_sure_says: Fact | None = None  # where not being sure counts as something
    none_says: Fact | None = None  # where "None of these" is an answer of its own
    limit: int | None = None  # at most so many ticks
    when: Condition | None = None  # asked only if this holds
    below: Urgency = Urgency.EMERGENCY_NOW  # asked only while the urgency so far is below this


@dataclass(frozen=True, slots=True)
class Questionnaire:
    key: str  # "check" or "checkin"
    questions: tuple[Question, ...]
    screens: int

    def question(self, key: str) -> Question | None:
        return next((q for q in self.questions if q.key == key), None)


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    options: tuple[str, ...]  # option keys, or ("none",) or ("not_sure",)


@dataclass(frozen=True, slots=True)
class Session:
    """One run through a questionnaire. The current question is derived from it, never stored."""

    questionnaire: str
    version: str  # of the content it began with
    rev: int = 0  # rises with every change, Back included
    answers: tuple[Answer, ...] = ()  # completed, in the order given
    draft: tuple[str, ...] = ()  # ticks on the current question, not yet Done
    given: tuple[Fact, ...] = ()  # known before it began: age, pregnancy, "told to see someone"


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    STALE = "stale"  # an old screen, a double tap, a lost race: all the same, all harmless
    REFUSED = "refused"  # not an option of this question, or one tick too many


class Fit(StrEnum):
    FITS_WELL = "fits_well"
    COULD_FIT = "could_fit"


@dataclass(frozen=True, slots=True)
class Ranked:
    pattern: str
    group: str
    fit: Fit
    score: int
    reasons_for: tuple[Fact, ...]  # the two or three largest positive weights
    reason_against: Fact | None  # the largest negative one


@dataclass(frozen=True, slots=True)
class LeftOut:
    key: str  # an ingredient or care step
    reasons: tuple[str, ...]  # filter factors, as text keys "factor-<reason>"


@dataclass(frozen=True, slots=True)
class Assessment:
    version: str
    on: date
    urgency: Urgency
    rules: tuple[str, ...]  # ids of the rules that fired, most urgent first
    facts: Facts
    ranking: tuple[Ranked, ...] = ()  # at most two; empty where it cannot be told, or it is urgent
    plan: str | None = None  # the key of the care plan followed
    care_steps: tuple[str, ...] = ()  # in the order to show; at most six on the first screen
    recommends: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    review: date | None = None


class Trend(StrEnum):
    FIRST = "first"
    CLEAR = "clear"
    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Regimen:
    """How the active ingredient stands. Check-ins change it: pause, halve, step up, drop."""

    active: str | None = None  # "aha", "bha", "urea_strong", "bpo"; None: none in the plan
    nights: int = 0  # a week; 0: paused
    usual_nights: int = 0  # what a pause goes back to
    stung: int = 0  # check-ins at which it stung
    dropped: tuple[str, ...] = ()  # given up after stinging twice


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One answered weekly check-in, as history."""

    on: date
    facts: Facts
    regimen: Regimen


@dataclass(frozen=True, slots=True)
class FollowUp:
    version: str
    on: date
    urgency: Urgency
    rules: tuple[str, ...]  # C1 … C13 and, where one fired, E/U/G/R ids
    trend: Trend
    itch_change: int | None  # against the check-in or check before; None: nothing to compare
    soreness_change: int | None
    advice: tuple[str, ...]  # text keys "advice-<key>", most important first
    regimen: Regimen
    review: date | None
    told_to_see: bool  # the next check-in first asks whether someone was seen
    rhythm: str = "weekly"  # "weekly", "monthly", or "wait" (until seen or gone is tapped)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the content, for its author: where, what, and what to do."""

    place: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.fix}"


class ContentError(Exception):
    """The content cannot be used. Carries every problem found, not just the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Country:
    """Whom to call and what the doors are called there."""

    key: str
    emergency: str  # the number or numbers, as dialled
    zones: tuple[str, ...]  # IANA names to choose from; empty: ask the time instead
    values: Mapping[str, str] = field(
        default_factory=dict
    )  # words for texts: advice_line, doctor, pharmacist …
    source: tuple[str, ...] = ()
    since: date = date.min
