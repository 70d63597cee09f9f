"""What must hold for every person, whatever they answer."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance import (
    Assessment,
    Facts,
    Fit,
    Guidance,
    Kind,
    Urgency,
    assess,
    assessment_from_dict,
    assessment_to_dict,
    current,
    fact_text,
    start,
    why_ask_first,
)

ON = date(2026, 12, 1)
EVERY = settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
NEVER = {"retinoid", "scrub", "hot_water", "squeeze", "shave_continue", "steroid_cream", "stop_medicine"}
NEVER |= {"oral_antifungal", "photo_intimate", "photo_request"}
ONE_ANSWER = {"age", "feel", "onset", "itch"}


@st.composite
def people(draw: st.DrawFn, guidance: Guidance, *, calm: bool = False) -> dict[str, frozenset[str]]:
    """`calm`: without the warning signs, so that the ranking and the plans are reached."""
    facts = {}
    for group, keys in guidance.fact_groups["check"].items():
        if calm and group == "red_flags":
            continue
        known = sorted(keys - ({"chemo", "infected_dermatitis", "genital_sores"} if calm else set()))
        most = 1 if group in ONE_ANSWER else 2
        chosen = draw(st.frozensets(st.sampled_from(known), max_size=most))
        if chosen:
            facts[group] = chosen
    return facts


def with_fact(facts: Facts, group: str, key: str) -> dict[str, frozenset[str]]:
    return {**facts, group: facts.get(group, frozenset()) | {key}}


@EVERY
@given(data=st.data())
def test_one_more_warning_sign_never_lowers_the_urgency(guidance: Guidance, data: st.DataObject) -> None:
    facts = data.draw(people(guidance, calm=data.draw(st.booleans())))
    sign = data.draw(st.sampled_from(sorted(guidance.fact_groups["check"]["red_flags"])))
    before = assess(guidance, facts, ON).urgency
    after = assess(guidance, with_fact(facts, "red_flags", sign), ON).urgency
    assert after.rank >= before.rank


@EVERY
@given(data=st.data())
def test_the_ranking_never_lowers_what_the_answers_alone_say(guidance: Guidance, data: st.DataObject) -> None:
    facts = data.draw(people(guidance, calm=True))
    found = assess(guidance, facts, ON)
    raw = [r.level.rank for r in guidance.rules if not r.after_ranking and r.when.holds(facts)]
    assert found.urgency.rank >= max(raw, default=0)


@EVERY
@given(data=st.data())
def test_an_urgent_result_tells_what_to_do_now_and_nothing_else(
    guidance: Guidance, data: st.DataObject
) -> None:
    found = assess(guidance, data.draw(people(guidance)), ON)
    if found.urgency.rank < Urgency.SAME_DAY.rank:
        return
    assert (found.ranking, found.plan, found.recommends, found.ask_first) == ((), None, (), ())
    assert (found.left_out, found.review) == ((), None)
    first = "emergency_call" if found.urgency is Urgency.EMERGENCY_NOW else "same_day"
    assert found.care_steps[0] == first
    assert all("now" in guidance.steps[s].times or s == "safety_net" for s in found.care_steps)


@EVERY
@given(data=st.data())
def test_nothing_is_recommended_that_the_filter_keeps_out(guidance: Guidance, data: st.DataObject) -> None:
    facts = data.draw(people(guidance, calm=True))
    found = assess(guidance, facts, ON)
    assert NEVER.isdisjoint(found.recommends)
    assert set(found.recommends).isdisjoint(found.ask_first)
    assert set(found.recommends).isdisjoint(item.key for item in found.left_out)
    for step in found.care_steps:
        uses = set(guidance.steps[step].uses) & {k for k, i in guidance.ingredients.items() if i.active}
        plan = guidance.plans.get(found.plan or "")
        assert not uses or uses & set(found.recommends) or (plan and step in plan.always)
    personal, ages = facts.get("personal", frozenset()), facts.get("age", frozenset())
    if "pregnant" in personal:
        assert {"aha", "bha", "bpo"}.isdisjoint(found.recommends)
    if "aspirin_allergy" in personal:
        assert "bha" not in (*found.recommends, *found.ask_first)
    if "retinoid" in personal:
        assert {"aha", "bha", "bpo"}.isdisjoint((*found.recommends, *found.ask_first))
    if ages & {"lt3m", "3m_2y", "3_11"}:
        assert {"aha", "bha", "bpo", "urea_strong"}.isdisjoint(found.recommends)
    if "broken_skin" in facts.get("extras", frozenset()):
        assert {"aha", "bha", "bpo", "urea_strong"}.isdisjoint((*found.recommends, *found.ask_first))


@EVERY
@given(data=st.data())
def test_every_calm_result_has_two_patterns_at_most_a_safety_net_and_a_date(
    guidance: Guidance, data: st.DataObject
) -> None:
    found = assess(guidance, data.draw(people(guidance, calm=True)), ON)
    if found.urgency.rank >= Urgency.SAME_DAY.rank:
        return
    assert len(found.ranking) <= 2
    assert len({r.group for r in found.ranking}) == len(found.ranking)
    assert all(r.score >= 4 and r.reasons_for for r in found.ranking)
    assert found.ranking or "G13" in found.rules
    assert len(found.ranking) < 2 or all(r.fit is Fit.COULD_FIT for r in found.ranking)
    assert found.care_steps[-1] == "safety_net"
    assert found.review is not None
    assert found.review > ON
    assert set(found.care_steps) <= set(guidance.steps)


@EVERY
@given(data=st.data())
def test_a_stored_assessment_reads_as_it_was_written(guidance: Guidance, data: st.DataObject) -> None:
    found = assess(guidance, data.draw(people(guidance, calm=data.draw(st.booleans()))), ON)
    assert assessment_from_dict(json.loads(json.dumps(assessment_to_dict(found)))) == found


@EVERY
@given(data=st.data())
def test_every_text_of_a_result_can_be_said_in_every_country(guidance: Guidance, data: st.DataObject) -> None:
    found = assess(guidance, data.draw(people(guidance, calm=data.draw(st.booleans()))), ON)
    country = guidance.country(data.draw(st.sampled_from([*guidance.countries, "atlantis"])))
    values = {**country.values, "emergency": country.emergency}
    for key in _texts(guidance, found):
        said = guidance.words.plain(key, "en", **values)
        assert said
        assert "{" not in said


def _texts(guidance: Guidance, found: Assessment) -> list[str]:
    keys = [f"urgency-{found.urgency}", f"urgency-{found.urgency}-do", "safety-net"]
    keys += [f"rule-{rule}" for rule in found.rules]
    keys += [guidance.step_text(step, found.facts) for step in found.care_steps]
    keys += [f"step-{step}.why" for step in found.care_steps]
    keys += [f"ingredient-{key}" for key in found.ask_first]
    keys += [f"factor-{r}" for key in found.ask_first for r in why_ask_first(guidance, found, key)]
    keys += [f"factor-{r}" for item in found.left_out for r in item.reasons]
    keys += [f"pattern-{r.pattern}" for r in found.ranking]
    return keys + ([f"timeline-{found.plan}"] if found.plan else [])


def test_every_fact_can_be_said_in_few_words(guidance: Guidance) -> None:
    for groups in guidance.fact_groups.values():
        for group, keys in groups.items():
            for key in keys:
                assert 0 < len(fact_text(guidance, (group, key))) < 90


def test_whoever_asks_first_is_told_why(guidance: Guidance) -> None:
    facts = {
        "site": frozenset({"outer_arm_thigh"}),
        "look": frozenset({"rough_uniform"}),
        "onset": frozenset({"years"}),
        "age": frozenset({"18plus"}),
        "personal": frozenset({"pregnant"}),
    }
    assert why_ask_first(guidance, assess(guidance, facts, ON), "aha") == ("pregnant",)


def test_the_reasons_shown_are_the_strongest_and_one_that_argues_against(guidance: Guidance) -> None:
    facts = {
        "site": frozenset({"outer_arm_thigh"}),
        "look": frozenset({"rough_uniform"}),
        "feel": frozenset({"sting"}),
        "onset": frozenset({"years"}),
        "trigger": frozenset({"dry_winter"}),
        "age": frozenset({"18plus"}),
    }
    (first,) = assess(guidance, facts, ON).ranking
    assert first.reasons_for == (("look", "rough_uniform"), ("site", "outer_arm_thigh"), ("onset", "years"))
    assert first.reason_against == ("feel", "sting")


def test_every_question_of_the_check_can_be_reached(guidance: Guidance) -> None:
    assert current(guidance, start(guidance, "check")) is not None
    questions = guidance.questionnaires["check"].questions
    said = {f for q in questions for o in q.options if (f := o.fact)}
    said |= {f for q in questions for f in (q.not_sure_says, q.none_says) if f}
    for question in questions:
        assert question.kind in Kind
        for line in question.when.alternatives if question.when else ():
            assert all((group, key) in said for group, key, wanted in line if wanted)
