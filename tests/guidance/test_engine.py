"""People tapping through the check: forwards, back, twice, late, and in ways nobody planned."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance import (
    Answer,
    Guidance,
    Kind,
    Outcome,
    Session,
    Urgency,
    apply,
    back,
    current,
    dump,
    facts,
    is_over,
    progress,
    restore,
    start,
    urgency_so_far,
)

USUAL = [
    *("now:none", "recent:none", "age:18plus", "personal:none"),
    *("site:outer_arm_thigh", "site:done", "look:rough_uniform", "look:done"),
    *(
        "feel:rough",
        "onset:years",
        "trigger:dry_winter",
        "trigger:done",
        "extras:none",
        "care:little",
        "itch:2",
    ),
]


def key_of(guidance: Guidance, session: Session) -> str | None:
    question = current(guidance, session)
    return question.key if question else None


def tapped(guidance: Guidance, session: Session, *taps: str) -> Session:
    """Each tap "question:option" is accepted, or the test fails; the session goes through JSON after each."""
    for tap in taps:
        question, option = tap.split(":")
        session, outcome = apply(guidance, session, question, option, rev=session.rev)
        assert outcome is Outcome.ACCEPTED, tap
        session = restore(json.loads(json.dumps(dump(session))))
    return session


def test_the_usual_path_is_twelve_screens_and_ends(guidance: Guidance) -> None:
    session, screens = start(guidance, "check"), []
    for tap in USUAL:
        screens.append(progress(guidance, session)[0])
        session = tapped(guidance, session, tap)
    assert sorted(set(screens)) == list(range(1, 13))
    assert is_over(guidance, session)
    assert facts(guidance, session)["itch"] == {"2"}


def test_an_emergency_ends_the_check_after_one_tap(guidance: Guidance) -> None:
    for sign in ("breathing_swelling", "very_unwell", "peeling_mucosal", "extreme_pain_dark"):
        session = tapped(guidance, start(guidance, "check"), f"now:{sign}")
        assert is_over(guidance, session)
        assert urgency_so_far(guidance, session) is Urgency.EMERGENCY_NOW


def test_nothing_can_be_tapped_after_an_emergency_but_back_undoes_a_slip(guidance: Guidance) -> None:
    session = tapped(guidance, start(guidance, "check"), "now:nonblanching", "now:very_unwell")
    same, outcome = apply(guidance, session, "now", "none", rev=session.rev)
    assert (same, outcome) == (session, Outcome.STALE)
    session, outcome = back(guidance, session, rev=session.rev)
    assert outcome is Outcome.ACCEPTED
    assert key_of(guidance, session) == "now"
    assert session.draft == ("nonblanching",)  # only the tick that ended it is gone


def test_spots_that_stay_lead_to_the_question_about_feeling_ill(guidance: Guidance) -> None:
    asked = tapped(guidance, start(guidance, "check"), "now:nonblanching", "now:done")
    assert key_of(guidance, asked) == "unwell"
    for option in ("yes", "not_sure"):
        assert urgency_so_far(guidance, tapped(guidance, asked, f"unwell:{option}")) is Urgency.EMERGENCY_NOW
    well = tapped(guidance, asked, "unwell:no")
    assert urgency_so_far(guidance, well) is Urgency.SAME_DAY
    assert key_of(guidance, well) == "recent"


def test_someone_not_sure_on_the_first_screen_is_shown_the_glass_test(guidance: Guidance) -> None:
    unsure = tapped(guidance, start(guidance, "check"), "now:not_sure")
    assert key_of(guidance, unsure) == "glass"
    assert key_of(guidance, tapped(guidance, unsure, "glass:fade")) == "recent"
    assert key_of(guidance, tapped(guidance, unsure, "glass:not_sure")) == "unwell"
    assert is_over(guidance, tapped(guidance, unsure, "glass:stay", "unwell:not_sure"))


def test_being_unsure_of_the_rest_does_not_lose_a_warning_sign_already_ticked(guidance: Guidance) -> None:
    session = tapped(guidance, start(guidance, "check"), "now:nonblanching", "now:not_sure")
    assert "nonblanching" in facts(guidance, session)["red_flags"]
    assert key_of(guidance, session) == "unwell"


def test_fever_with_a_sudden_rash_all_over_is_asked_about_pustules(guidance: Guidance) -> None:
    session = tapped(
        guidance,
        start(guidance, "check"),
        "now:none",
        "recent:widespread_sudden",
        "recent:fever",
        "recent:done",
    )
    assert key_of(guidance, session) == "pustules"
    assert is_over(guidance, tapped(guidance, session, "pustules:yes"))
    assert key_of(guidance, tapped(guidance, session, "pustules:no")) == "age"


def test_a_same_day_result_still_asks_age_and_circumstances_and_then_ends(guidance: Guidance) -> None:
    session = tapped(guidance, start(guidance, "check"), "now:none", "recent:spreading_hot", "recent:done")
    assert key_of(guidance, session) == "age"
    session = tapped(guidance, session, "age:18plus", "personal:pregnant", "personal:done")
    assert key_of(guidance, session) == "palms"
    assert is_over(guidance, tapped(guidance, session, "palms:no"))


def test_a_same_day_sign_that_comes_late_skips_the_rest(guidance: Guidance) -> None:
    session = tapped(
        guidance, start(guidance, "check"), "now:none", "recent:none", "age:18plus", "personal:none"
    )
    session = tapped(guidance, session, "site:widespread", "site:done", "look:other", "look:done")
    session = tapped(guidance, session, "feel:itch", "onset:2_7d", "trigger:new_medicine", "trigger:done")
    assert is_over(guidance, session)
    assert urgency_so_far(guidance, session) is Urgency.SAME_DAY


def test_genital_sores_lead_to_the_question_about_passing_urine(guidance: Guidance) -> None:
    session = tapped(guidance, start(guidance, "check"), "now:none", "recent:genital_sores", "recent:done")
    assert key_of(guidance, session) == "urine"
    assert urgency_so_far(guidance, tapped(guidance, session, "urine:cannot")) is Urgency.SAME_DAY


def test_a_double_tap_and_a_tap_on_an_old_screen_change_nothing(guidance: Guidance) -> None:
    begun = start(guidance, "check")
    once, _ = apply(guidance, begun, "now", "none", rev=0)
    assert apply(guidance, once, "now", "none", rev=0) == (once, Outcome.STALE)
    assert apply(guidance, once, "now", "none", rev=1) == (once, Outcome.STALE)
    assert back(guidance, once, rev=0) == (once, Outcome.STALE)


def test_done_without_a_tick_an_unknown_option_and_a_third_picture_are_refused(guidance: Guidance) -> None:
    session = tapped(guidance, start(guidance, "check"), *USUAL[:6])
    for option in ("done", "none", "no_such_picture"):
        assert apply(guidance, session, "look", option, rev=session.rev) == (session, Outcome.REFUSED)
    session = tapped(guidance, session, "look:pus", "look:lump")
    assert apply(guidance, session, "look", "ring", rev=session.rev) == (session, Outcome.REFUSED)
    session = tapped(guidance, session, "look:lump", "look:ring")  # a tick taken off makes room
    assert session.draft == ("pus", "ring")


def test_back_returns_to_the_last_question_with_its_ticks(guidance: Guidance) -> None:
    session = tapped(guidance, start(guidance, "check"), *USUAL[:6])
    session, _ = back(guidance, session, rev=session.rev)
    assert key_of(guidance, session) == "site"
    assert session.draft == ("outer_arm_thigh",)


def test_back_at_the_very_beginning_is_refused(guidance: Guidance) -> None:
    begun = start(guidance, "check")
    assert back(guidance, begun, rev=0) == (begun, Outcome.REFUSED)


def test_a_changed_answer_takes_its_follow_up_with_it(guidance: Guidance) -> None:
    session = tapped(guidance, start(guidance, "check"), "now:none", "recent:eye", "recent:done", "vision:no")
    for _ in range(2):
        session, _ = back(guidance, session, rev=session.rev)
    session = tapped(guidance, session, "recent:eye", "recent:fever", "recent:done")
    assert key_of(guidance, session) == "age"
    assert "eye" not in facts(guidance, session)["red_flags"]


def test_an_answer_whose_question_is_no_longer_asked_does_not_count(guidance: Guidance) -> None:
    begun = start(guidance, "check")
    stored = replace(
        begun, answers=(Answer("now", ("none",)), Answer("recent", ("none",)), Answer("vision", ("yes",)))
    )
    assert key_of(guidance, stored) == "age"
    assert "red_flags" not in facts(guidance, stored)


def test_answers_of_content_long_gone_are_asked_again_and_the_rest_is_kept(guidance: Guidance) -> None:
    data = dump(tapped(guidance, start(guidance, "check"), *USUAL[:4]))
    data["answers"] = [
        ["vanished", ["yes"]],
        ["now", ["none"]],
        ["recent", ["fever", "vanished"]],
        ["age", ["18plus"]],
    ]
    session = restore(data)
    assert key_of(guidance, session) == "recent"
    session = tapped(guidance, session, "recent:none")
    assert key_of(guidance, session) == "personal"
    assert [a.question for a in session.answers] == ["now", "recent", "age"]  # what vanished is gone


def test_back_after_a_change_of_content_keeps_what_was_answered_further_on(guidance: Guidance) -> None:
    begun = start(guidance, "check")
    stored = replace(begun, answers=(Answer("now", ("none",)), Answer("age", ("18plus",))))
    session, _ = back(guidance, stored, rev=0)
    assert key_of(guidance, tapped(guidance, session, "now:none", "recent:none")) == "personal"


def test_what_is_known_beforehand_counts(guidance: Guidance) -> None:
    session = start(guidance, "check", [("age", "lt3m")])
    session = tapped(guidance, session, "now:none", "recent:fever")
    assert is_over(guidance, session)


@st.composite
def walks(draw: st.DrawFn, guidance: Guidance) -> list[tuple[str, str, int]]:
    questions = guidance.questionnaires["check"].questions
    options = sorted({o.key for q in questions for o in q.options} | {"none", "not_sure", "done", "nonsense"})
    tap = st.tuples(
        st.sampled_from(["tap", "tap", "tap", "tap", "back", "elsewhere"]),
        st.sampled_from(options),
        st.sampled_from([0, 0, 0, 0, -1, 1]),
    )
    return draw(st.lists(tap, max_size=60))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_order_of_taps_breaks_a_session(guidance: Guidance, data: st.DataObject) -> None:
    session = start(guidance, "check")
    for kind, option, late in data.draw(walks(guidance)):
        question = current(guidance, session)
        key = question.key if question and kind != "elsewhere" else "age"
        if question and kind == "tap" and data.draw(st.booleans()):
            option = data.draw(st.sampled_from([o.key for o in question.options]))  # noqa: PLW2901
        rev = session.rev + late
        before = session
        if kind == "back":
            session, outcome = back(guidance, session, rev=rev)
        else:
            session, outcome = apply(guidance, session, key, option, rev=rev)
        assert session.rev == before.rev + (outcome is Outcome.ACCEPTED)
        assert outcome is Outcome.ACCEPTED or session == before
        assert outcome is Outcome.STALE or late == 0
        assert restore(json.loads(json.dumps(dump(session)))) == session
        _is_consistent(guidance, session)


def _is_consistent(guidance: Guidance, session: Session) -> None:
    question = current(guidance, session)
    assert (question is None) is is_over(guidance, session)
    screen, screens = progress(guidance, session)
    assert 1 <= screen <= screens
    if urgency_so_far(guidance, session) is Urgency.EMERGENCY_NOW:
        assert question is None
    if question is not None:
        assert question.key not in {a.question for a in session.answers}
        assert question.kind is Kind.MANY or not session.draft
        assert question.limit is None or len(session.draft) <= question.limit


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_check_ends_within_its_questions(guidance: Guidance, data: st.DataObject) -> None:
    session = start(guidance, "check")
    for _ in range(100):
        question = current(guidance, session)
        if question is None:
            break
        ways = [o.key for o in question.options]
        ways += ["not_sure"] * question.not_sure + ["none"] * question.none + ["done"] * bool(session.draft)
        session, _ = apply(guidance, session, question.key, data.draw(st.sampled_from(ways)), rev=session.rev)
        if question.kind is Kind.MANY and session.draft and current(guidance, session) is not None:
            session, outcome = apply(guidance, session, question.key, "done", rev=session.rev)
            assert outcome is Outcome.ACCEPTED
    assert is_over(guidance, session)
