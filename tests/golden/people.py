"""Who goes through the check and the weekly questions, tap by tap, as real sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import guidance
import handlers
from guidance import Assessment, CheckIn, Fact, Guidance, Outcome, Question, Session, Words
from handlers.ports import Dated, Person, Profile
from handlers.record import Record, check_result, checkin_result
from handlers.services import Voice

ON = date(2026, 11, 23)  # a Monday: the day of every check
Taps = Mapping[str, str]
"""By question, the options tapped, parted by spaces; what is not named is answered with None, or quietly."""

QUIET = {
    "age": "18plus",
    "site": "outer_arm_thigh",
    "look": "other",
    "feel": "nothing",
    "onset": "1_6w",
    "care": "little",
    "itch": "1",
    "glass": "fade",
    "unwell": "no",
    "vision": "no",
    "pustules": "no",
    "urine": "can",
    "palms": "no",
    "lesion": "changing_mole",
    "w_seen": "fine",
    "w_change": "same",
    "w_itch": "3",
    "w_soreness": "1",
    "w_steps": "fine",
    "w_bother": "little",
}
KP = {"look": "rough_uniform", "feel": "rough", "onset": "years", "trigger": "dry_winter"}
SHAVED = {
    "site": "shaved_leg_bikini",
    "look": "pus",
    "feel": "tender",
    "onset": "2_7d",
    "trigger": "shave",
    "itch": "3",
}
SCRUBBED = {"site": "face", "look": "flat_dry", "feel": "sting", "onset": "2_7d", "trigger": "harsh"}

PEOPLE: dict[str, Taps] = {
    "typical keratosis pilaris": KP,
    "keratosis pilaris, age 15": {**KP, "age": "12_17"},
    "keratosis pilaris, a child of 5": {**KP, "age": "3_11"},
    "keratosis pilaris, pregnant": {**KP, "personal": "pregnant"},
    "keratosis pilaris, breast-feeding": {**KP, "personal": "breastfeeding"},
    "keratosis pilaris, allergy to aspirin": {**KP, "personal": "aspirin_allergy"},
    "keratosis pilaris, on a retinoid": {**KP, "personal": "retinoid"},
    "keratosis pilaris, not sure what applies": {**KP, "personal": "not_sure"},
    "keratosis pilaris, six weeks without help, and it weighs": {
        **KP,
        "care": "tried_6w",
        "extras": "distress",
    },
    "folliculitis after shaving": SHAVED,
    "folliculitis, pregnant": {**SHAVED, "personal": "pregnant"},
    "diabetes with pus": {**SHAVED, "personal": "diabetes"},
    "hot tub": {
        "site": "trunk",
        "look": "pus itchy_uniform",
        "feel": "itch",
        "onset": "lt2d",
        "trigger": "hottub",
        "itch": "6",
    },
    "yeast after antibiotics": {
        "site": "chest_back",
        "look": "itchy_uniform",
        "feel": "itch",
        "onset": "1_6w",
        "trigger": "antibiotic_steroid sweat_tight",
        "itch": "7",
    },
    "razor bumps": {
        "site": "beard_neck",
        "look": "trapped_hair",
        "feel": "tender",
        "onset": "gt6w",
        "trigger": "shave",
    },
    "irritation from a scrub": SCRUBBED,
    "allergy to a new product": {
        "site": "folds",
        "look": "flat_dry",
        "feel": "itch",
        "onset": "2_7d",
        "trigger": "new_product",
        "itch": "6",
    },
    "rosacea": {"site": "face", "look": "flush", "feel": "sting", "onset": "gt6w"},
    "acne, age 15": {"age": "12_17", "site": "face chest_back", "look": "comedones", "onset": "gt6w"},
    "eczema": {"site": "crease", "look": "flat_dry", "feel": "itch", "onset": "years", "itch": "6"},
    "boil on the buttock": {"site": "buttocks", "look": "lump", "feel": "tender", "onset": "2_7d"},
    "scabies": {
        "site": "hands",
        "look": "scattered_lumps",
        "feel": "itch_night",
        "onset": "1_6w",
        "trigger": "close_contact",
        "itch": "9",
    },
    "changing mole": {"site": "trunk", "look": "lesion", "lesion": "changing_mole", "onset": "gt6w"},
    "cannot tell": {"site": "scalp"},
    "nothing known": dict.fromkeys(
        ("now", "age", "personal", "site", "look", "feel", "onset", "trigger"), "not_sure"
    ),
}
URGENT: dict[str, Taps] = {
    "swollen face": {"now": "breathing_swelling"},
    "spots under a glass, unwell": {"now": "nonblanching done", "unwell": "yes"},
    "confused, cold skin": {"now": "very_unwell"},
    "peeling skin": {"now": "peeling_mucosal"},
    "pain far worse than it looks": {"now": "extreme_pain_dark"},
    "a baby of 2 months with fever": {"recent": "fever", "age": "lt3m"},
    "on chemotherapy with fever": {"recent": "fever", "personal": "chemo"},
    "eye with double vision": {"recent": "eye", "vision": "yes"},
    "pus spots all over with fever": {"recent": "fever widespread_sudden", "pustules": "yes"},
    "hot, spreading skin with fever": {"recent": "fever spreading_hot"},
    "swollen eyelid": {"recent": "eye"},
    "hot, spreading skin": {"recent": "spreading_hot"},
    "spots under a glass, well": {"now": "nonblanching"},
    "painful blisters, and pregnant": {"recent": "painful_blisters", "personal": "pregnant"},
    "a baby of 2 months with crusts": {"age": "lt3m", "site": "face", "look": "golden_crust"},
    "on chemotherapy, no fever": {"personal": "chemo"},
    "rash all over after a new medicine": {
        "site": "widespread",
        "look": "flat_dry",
        "trigger": "new_medicine",
    },
}

WEEKS: dict[str, tuple[Taps, Mapping[int, Taps]]] = {
    "first week, the same": (KP, {1: {}}),
    "better": (KP, {1: {}, 2: {"w_change": "bit_better", "w_itch": "1"}}),
    "two calm weeks, one more evening": (KP, {1: {}, 2: {}, 3: {}}),
    "worse twice": (KP, {1: {"w_change": "bit_worse"}, 2: {"w_change": "much_worse", "w_itch": "6"}}),
    "it stung": (KP, {1: {"w_steps": "stung", "w_soreness": "4"}}),
    "it stung twice": (KP, {1: {"w_steps": "stung"}, 2: {}, 3: {"w_steps": "stung"}}),
    "calm after a pause": (KP, {1: {"w_steps": "stung"}, 2: {}}),
    "clear twice": (SHAVED, {1: {"w_change": "clear"}, 2: {"w_change": "clear"}}),
    "folliculitis at its review without gain": (SHAVED, {1: {}, 2: {"w_itch": "4"}}),
    "keratosis pilaris at its review without gain": (KP, {1: {}, 5: {}, 6: {"w_bother": "very"}}),
    "keratosis pilaris at its review, better": (KP, {5: {}, 6: {"w_change": "much_better", "w_itch": "1"}}),
    "keratosis pilaris, week twelve": (KP, {6: {"w_change": "bit_better"}, 12: {"w_change": "much_better"}}),
    "few steps, at its review": (
        KP,
        {1: {"w_steps": "few"}, 4: {"w_steps": "no_steps"}, 6: {"w_steps": "few"}},
    ),
    "told to see someone: very sore": (SHAVED, {1: {"w_soreness": "8"}}),
    "told to see someone, not seen yet": (SHAVED, {1: {"w_soreness": "8"}, 2: {"w_seen": "not_yet"}}),
    "told to see someone, treated": (SHAVED, {1: {"w_soreness": "8"}, 2: {"w_seen": "treated"}}),
    "irritated skin, worse": (SCRUBBED, {1: {"w_change": "bit_worse"}}),
    "severe itch that others share": (KP, {1: {"w_itch": "8", "w_night": "itch_night close_contact"}}),
    "newly pregnant": (KP, {1: {"w_now": "changed", "w_changed": "pregnant"}}),
    "newly on a retinoid": (SHAVED, {1: {"w_now": "changed", "w_changed": "retinoid"}}),
    "a new medicine": (KP, {1: {"w_now": "changed", "w_changed": "new_medicine"}}),
    "hot, spreading skin": (SHAVED, {1: {"w_now": "skin", "w_skin": "spreading_hot"}}),
    "palms itch in pregnancy": (
        KP,
        {1: {"w_now": "changed", "w_changed": "pregnant", "palms": "yes"}},
    ),
    "emergency: breathing": (KP, {1: {"w_now": "breathing_swelling"}}),
    "emergency: fever on chemotherapy": (KP, {1: {"w_now": "fever changed", "w_changed": "chemo"}}),
}
"""A check, then what was answered in which week."""


@cache
def content() -> Guidance:
    return guidance.load()


@cache
def words() -> Words:
    return Words.load([Path(module.__file__ or "").parent / "texts" for module in (guidance, handlers)])


def voice(country: str) -> Voice:
    return Voice(content(), words(), Profile(country=country))


def person(country: str) -> Person:
    """Has said yes to everything and is asked on Sundays at 18:00."""
    consents = {"answers": True, "photos": True, "reminders": True}
    zone = next(iter(content().countries[country].zones), "Africa/Accra")
    profile = Profile("en", country, consents, zone, 6, 18, "on")
    return Person(id=1, chat_id=1, profile=profile, screen=None, reachable=True)


def taps_at(question: Question, taps: Taps) -> list[str]:
    """What is tapped at a question: as told, else None of these, else the quiet answer."""
    told = taps.get(question.key, "none" if question.none else QUIET.get(question.key, "not_sure")).split()
    many = question.kind is guidance.Kind.MANY and told[-1] not in {"none", "not_sure", "done"}
    return [*told, "done"] if many else told


def tap(session: Session, question: Question, option: str) -> Session:
    new, outcome = guidance.apply(content(), session, question.key, option, rev=session.rev)
    assert outcome is Outcome.ACCEPTED, f"{question.key}: {option} was {outcome}"
    return new


def through(
    kind: str, taps: Taps, given: Iterable[Fact] = (), until: str | None = None
) -> tuple[Session, Question | None]:
    """A session answered to its end, or up to the question `until`; and the question it waits at."""
    session = guidance.start(content(), kind, given)
    while (question := guidance.current(content(), session)) is not None and question.key != until:
        for option in taps_at(question, taps):
            if guidance.current(content(), session) == question:  # an emergency ends it before Done
                session = tap(session, question, option)
    return session, question


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@dataclass(frozen=True, slots=True)
class Life:
    """A check, and the weeks after it, as they are stored."""

    assessment: Assessment
    record: Record

    @property
    def check(self) -> Dated:
        return self.record.checks[0]


def checked(taps: Taps) -> Life:
    session, _ = through("check", taps)
    assessment = guidance.assess(content(), guidance.facts(content(), session), ON)
    stored = Dated(1, 1, noon(ON), None, check_result(assessment, session.rev))
    return Life(assessment, Record([stored], []))


def another_week(life: Life, number: int, taps: Taps) -> Life:
    """The questions of week `number` after the check, answered."""
    record, on = life.record, ON + timedelta(weeks=number)
    assessment = record.assessment
    assert assessment is not None
    last = record.history[-1] if record.history else None
    given = guidance.given_facts(assessment, record.told_to_see, last, record.urgency)
    session, _ = through("checkin", taps, given)
    facts = guidance.facts(content(), session)
    outcome = guidance.follow_up(content(), assessment, ON, record.history, facts, on)
    refiltered = None
    if "changed" in facts.get("context", ()):
        refiltered = guidance.refilter(content(), assessment, facts.get("personal", ()), on)
    result = checkin_result(CheckIn(on, facts, outcome.regimen), outcome, refiltered, session.rev)
    stored = Dated(number + 1, number + 1, noon(on), guidance.slot(noon(on), "Europe/London"), result)
    return replace(life, record=Record(record.checks, [*record.checkins, stored]))
