"""One JSON line in, one assessment out; nonsense is told what is wrong with it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance import Guidance, answer_line

CODES = {
    "red_flags": "breathing_swelling nonblanching very_unwell peeling_mucosal extreme_pain_dark fever "
    "spreading_hot eye painful_blisters widespread_sudden big_painful_lump vision palms_soles_itch",
    "site": "outer_arm_thigh buttocks face beard_neck chest_back scalp folds shaved_leg_bikini hands trunk "
    "crease widespread",
    "look": "rough_uniform pus itchy_uniform trapped_hair flat_dry comedones lump blister_weep golden_crust "
    "ring wheals flush scattered_lumps other",
    "feel": "none rough itch itch_night sting tender pain",
    "onset": "lt2d 2_7d 1_6w gt6w recurrent years",
    "trigger": "shave hottub sweat_tight new_product harsh antibiotic_steroid new_medicine bites_outdoor "
    "close_contact dry_winter none",
    "age": "lt3m 3m_2y 3_11 12_17 18plus",
    "personal": "pregnant breastfeeding chemo immuno diabetes aspirin_allergy retinoid",
    "extras": "genital_sores nonhealing_4w changing_mole hair_loss_scar broken_skin infected_dermatitis "
    "distress tried_2w tried_6w",
    "itch": "0 1 2 3 4 5 6 7 8 9 10",
}
"""The codes that other tools may send: they never go away."""


def line(answers: object, on: object = "2026-12-01", **more: object) -> str:
    return json.dumps({"answers": answers, "on": on, **more})


def test_every_published_code_is_understood(guidance: Guidance) -> None:
    for question, codes in CODES.items():
        for code in codes.split():
            assert answer_line(guidance, line({question: [code]}))["urgency"]


def test_the_answer_has_the_published_fields(guidance: Guidance) -> None:
    answers = {"site": ["outer_arm_thigh"], "look": ["rough_uniform"], "onset": ["years"], "age": ["18plus"]}
    answers["personal"] = ["aspirin_allergy"]
    found = answer_line(guidance, line(answers))
    assert found["ranking"] == [
        {"pattern": "keratosis_pilaris", "group": "keratosis_pilaris", "fit": "fits_well"}
    ]
    assert found["left_out"] == [{"key": "bha", "reason": "allergy to aspirin or similar painkillers"}]
    assert found["review"] == "2027-01-12"
    fields = "urgency rules ranking care_steps recommends ask_first left_out review"
    assert list(found) == fields.split()


def test_an_empty_answer_is_as_if_it_was_not_asked(guidance: Guidance) -> None:
    assert answer_line(guidance, line({"look": []})) == answer_line(guidance, line({}))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ("", "not JSON"),
        (line({"lok": ["pus"]}), "unknown question 'lok'. Did you mean 'look'?"),
        (line({"look": ["puss"]}), "unknown option 'puss' of question 'look'. Did you mean 'pus'?"),
        (line({"look": [["pus"]]}), "unknown option"),
        (line({"itch": [4]}), "unknown option 4"),
        (line({"look": "pus"}), "Write a list"),
        (line(["look"]), "Write an object"),
        (line({}, on="2026-02-30"), "not a date"),
        (line({}, on=None), "not a date"),
        (line({}, onn="2026-12-01"), "unknown field 'onn'. Did you mean 'on'?"),
        ('{"answers": {}}', "'on' is missing"),
        ('{"on": "2026-12-01"}', "'answers' is missing"),
        (line({}, on="20261201"), "not a date"),
        (line({}, on="9999-12-30"), "Write a date from 2000 to 2100"),
        (line({"itch": ["11"]}), "unknown option '11' of question 'itch'"),
        (line({"itch": ["4", "5"]}), "'itch' has several answers"),
        (line({"age": ["lt3m", "18plus"]}), "'age' has several answers"),
        (line({"itch": [float("nan")]}), "NaN is not a JSON value"),
        ('{"answers": {"itch": [' + "1" * 5000 + ']}, "on": "2026-12-01"}', "5000 digits"),
        ('{"answers": {"look": ["pus"], "look": []}, "on": "2026-12-01"}', "'look' comes twice"),
        ("[" * 15_000, "not JSON"),
        (line({"look": ["p" * 15_000]}), "unknown option 'ppp"),
        (line({"look": ["p" * 30_000]}), "20000 at most"),
    ],
)
def test_nonsense_is_told_what_is_wrong(guidance: Guidance, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=r".") as trouble:
        answer_line(guidance, text)
    assert told in str(trouble.value)


def test_an_option_written_twice_counts_once(guidance: Guidance) -> None:
    twice, once = line({"look": ["pus", "pus"]}), line({"look": ["pus"]})
    assert answer_line(guidance, twice) == answer_line(guidance, once)


def test_a_message_about_a_long_value_stays_short(guidance: Guidance) -> None:
    with pytest.raises(ValueError, match=r".") as trouble:
        answer_line(guidance, line({"look": ["p" * 15_000]}))
    assert len(str(trouble.value)) < 400


anything: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=anything, on=anything)
def test_no_line_crashes_it(guidance: Guidance, answers: object, on: object) -> None:
    with suppress(ValueError):
        assert answer_line(guidance, line(answers, on))["urgency"]
