"""How soon the check lets go of someone: taps and screens, counted through the engine as a person goes.

A tap is a tick, Done, "None of these", or the one option that answers. Follow-ups are counted, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from guidance import Fact, Guidance, Kind, Outcome, Question, Session, Urgency, apply, current, is_over, start
from guidance.engine import urgency_so_far

EMERGENCIES = ("breathing_swelling", "very_unwell", "peeling_mucosal", "extreme_pain_dark")
AT_ONCE = frozenset(EMERGENCIES)

# (the sign, what else is said, taps on the shortest way)
# Screens 1 to 4 without a sign are 4 taps: None, None, the age, None. A tick with Done instead of None is one
# more, and each follow-up is one more: feeling ill, sight, passing urine, palms.
TODAY: tuple[tuple[str, tuple[Fact, ...], int], ...] = (
    ("nonblanching", (("red_flags", "nonblanching"),), 6),  # and "feeling ill? No"
    (
        "unsure_glass",
        (("red_flags", "unsure_glass"), ("red_flags", "unsure_now")),
        6,
    ),  # Not sure, Not sure, No
    ("fever", (("red_flags", "fever"),), 5),
    ("spreading_hot", (("red_flags", "spreading_hot"),), 5),
    ("eye", (("red_flags", "eye"),), 6),  # and "sight blurred? No"
    ("painful_blisters", (("red_flags", "painful_blisters"),), 5),
    ("widespread_sudden", (("red_flags", "widespread_sudden"),), 5),
    ("deepening_sores", (("red_flags", "deepening_sores"),), 5),
    ("no_urine", (("extras", "genital_sores"), ("red_flags", "no_urine")), 6),
    ("palms_soles_itch", (("personal", "pregnant"), ("red_flags", "palms_soles_itch")), 6),
    ("cancer treatment", (("personal", "chemo"),), 5),
    ("a large lump with diabetes", (("red_flags", "big_painful_lump"), ("personal", "diabetes")), 6),
    ("genital sores in pregnancy", (("extras", "genital_sores"), ("personal", "pregnant")), 8),
)
FIRST_AND_SECOND: tuple[tuple[str, tuple[Fact, ...], int], ...] = (
    ("spots that stay, and ill", (("red_flags", "nonblanching"), ("red_flags", "fever")), 3),
    ("the eye, and the sight", (("red_flags", "eye"), ("red_flags", "vision")), 4),
    ("hot skin that spreads, and fever", (("red_flags", "spreading_hot"), ("red_flags", "fever")), 3),
    ("a young baby with a fever", (("red_flags", "fever"), ("age", "lt3m")), 4),
    ("cancer treatment and a fever", (("red_flags", "fever"), ("personal", "chemo")), 5),
)
ROUGH_BUMPS: tuple[Fact, ...] = (
    ("age", "18plus"),
    ("site", "outer_arm_thigh"),
    ("look", "rough_uniform"),
    ("feel", "rough"),
    ("onset", "years"),
    ("trigger", "none"),
    ("itch", "1"),
)


@dataclass(frozen=True)
class Way:
    session: Session
    taps: int
    screens: tuple[int, ...]
    questions: tuple[str, ...]


def taps_for(question: Question, wanted: frozenset[Fact]) -> list[str]:
    """The fewest taps that say what is wanted of this question, and else nothing."""
    saying = [option.key for option in question.options if option.fact in wanted]
    if saying and question.kind is Kind.MANY:
        return [*saying, "done"]
    if saying:
        return saying[:1]
    if question.not_sure_says in wanted:
        return ["not_sure"]
    if question.none:
        return ["none"]
    silent = [option.key for option in question.options if option.fact is None]
    return silent[:1] or ["not_sure"]


def gone(guidance: Guidance, said: tuple[Fact, ...]) -> Way:
    session, taps, screens, questions = start(guidance, "check"), 0, [], []
    wanted = frozenset(said)
    while (question := current(guidance, session)) is not None:
        screens.append(question.screen)
        questions.append(question.key)
        for option in taps_for(question, wanted):
            session, outcome = apply(guidance, session, question.key, option, rev=session.rev)
            assert outcome is Outcome.ACCEPTED
            taps += 1
            if is_over(guidance, session):
                break
    return Way(session, taps, tuple(dict.fromkeys(screens)), tuple(questions))


@pytest.mark.parametrize("sign", EMERGENCIES)
def test_one_tap_on_an_emergency_ends_the_check(guidance: Guidance, sign: str) -> None:
    way = gone(guidance, (("red_flags", sign),))
    assert urgency_so_far(guidance, way.session) is Urgency.EMERGENCY_NOW
    assert (way.taps, way.screens) == (1, (1,))


def test_every_option_of_the_first_screen_is_an_emergency_or_leads_to_the_glass_test(
    guidance: Guidance,
) -> None:
    first = guidance.questionnaires["check"].questions[0]
    assert {option.key for option in first.options} == AT_ONCE | {"nonblanching"}


@pytest.mark.parametrize(("name", "said", "taps"), FIRST_AND_SECOND, ids=[row[0] for row in FIRST_AND_SECOND])
def test_an_emergency_of_two_things_ends_with_the_second(
    guidance: Guidance, name: str, said: tuple[Fact, ...], taps: int
) -> None:
    way = gone(guidance, said)
    assert urgency_so_far(guidance, way.session) is Urgency.EMERGENCY_NOW, name
    assert way.taps == taps
    assert max(way.screens) <= 4


@pytest.mark.parametrize(("name", "said", "taps"), TODAY, ids=[row[0] for row in TODAY])
def test_whoever_must_be_seen_today_knows_after_four_screens(
    guidance: Guidance, name: str, said: tuple[Fact, ...], taps: int
) -> None:
    way = gone(guidance, said)
    assert urgency_so_far(guidance, way.session) is Urgency.SAME_DAY, name
    assert way.taps == taps
    assert way.screens == (1, 2, 3, 4)


def test_every_sign_that_means_today_is_counted_above(guidance: Guidance) -> None:
    counted = {
        key for _, said, _ in (*TODAY, *FIRST_AND_SECOND) for group, key in said if group == "red_flags"
    }
    left = guidance.fact_groups["check"]["red_flags"] - counted - AT_ONCE
    assert left == {
        "unsure_unwell"
    }  # being unsure of feeling ill, with spots that stay: an emergency as "yes" is


def test_the_usual_way_is_twelve_screens_with_one_answer_each(guidance: Guidance) -> None:
    way = gone(guidance, ROUGH_BUMPS)
    assert way.screens == tuple(range(1, 13))
    assert len(way.questions) == 12
    assert way.taps == 12 + 2  # Done after the place and after the picture


def test_no_single_answer_leads_past_twelve_screens_or_to_more_than_one_follow_up(guidance: Guidance) -> None:
    for question in guidance.questionnaires["check"].questions:
        for option in question.options:
            if option.fact is None or (option.fact[0] == "red_flags" and option.key in AT_ONCE):
                continue
            way = gone(guidance, (*(f for f in ROUGH_BUMPS if f[0] != option.fact[0]), option.fact))
            assert max(way.screens) <= 12
            assert len(way.questions) <= 13, option.key
