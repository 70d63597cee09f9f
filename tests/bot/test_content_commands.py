"""The commands for authors of the content, run as an author runs them."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import guidance as package

ROOT = Path(__file__).parent.parent.parent
CASE = """
[[case]]
name = "Rough arms for years"
on = 2026-12-01
answers = { site = ["outer_arm_thigh"], look = ["rough_uniform"], onset = ["years"], age = ["18plus"] }
urgency = "self_care"
ranking = ["keratosis_pilaris"]
review = 2027-01-12
"""


def run(*arguments: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "content", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, input=typed, capture_output=True, text=True, timeout=60, check=False
    )


def answers(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    for name in ("content", "texts"):
        shutil.copytree(Path(package.__file__).parent / name, tmp_path / name)
    return tmp_path


# ------------------------------------------------------------------------------------------------ check


def test_the_content_in_use_has_no_problems() -> None:
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("sources: no problems\n")
    assert " questions, " in done.stdout


def test_content_that_loads_and_has_a_dead_rule_and_an_unused_text_is_told_both(copy: Path) -> None:
    urgency, care = copy / "content/urgency.toml", copy / "texts/en/care.ftl"
    dead = 'when = ["feel.itch and feel.sting"]'
    urgency.write_text(urgency.read_text().replace('when = ["red_flags.breathing_swelling"]', dead))
    care.write_text(care.read_text() + "\nstep-moisturize = Cream\n")
    done = run("check", "--content", copy)
    assert done.returncode == 2
    assert "rule E1: it can never hold" in done.stderr
    assert "Did you mean 'step-moisturise'?" in done.stderr


def test_content_that_does_not_load_is_told_with_all_its_problems(copy: Path) -> None:
    urgency = copy / "content/urgency.toml"
    text = urgency.read_text().replace('["red_flags.peeling_mucosal"]', '["red_flags.peeling"]')
    urgency.write_text(text.replace('source = ["S52"]', 'source = ["S5222"]'))
    done = run("check", "--content", copy)
    assert done.returncode == 2
    assert "Did you mean 'red_flags.peeling_mucosal'?" in done.stderr
    assert "'S5222', which is not known" in done.stderr


def test_a_folder_that_holds_no_content_is_one_line(tmp_path: Path) -> None:
    done = run("check", "--content", tmp_path)
    assert done.returncode == 2
    assert (
        done.stderr == f"redpores: {tmp_path} holds no folder content/: name the folder that it stands in.\n"
    )


# ------------------------------------------------------------------------------------------------ cases


def test_a_case_that_comes_out_as_expected_is_counted(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(CASE)
    done = run("cases", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 case, 0 failed\n", "")


def test_a_case_that_comes_out_otherwise_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(CASE.replace('"self_care"', '"same_day"').replace("keratosis_pilaris", "acne"))
    done = run("cases", file)
    assert done.returncode == 1
    assert "case Rough arms for years" in done.stdout
    assert "how soon: expected See someone today [same_day]; found " in done.stdout
    assert "[self_care]" in done.stdout
    assert "what fits, best first: expected Acne [acne]; found Keratosis pilaris" in done.stdout
    assert done.stdout.endswith("1 case, 1 failed\n")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('urgency = "self_car"', "Did you mean 'self_care'?"),
        ('urgencyy = "self_care"', "Did you mean 'urgency'?"),
        ('urgency = "self_care"\nrules = ["E11"]', "Did you mean 'E1'?"),
        ('urgency = "self_care"\nno_steps = ["moisturize"]', "Did you mean 'moisturise'?"),
        ('urgency = "self_care"\nleft_out = { ahaa = "x" }', "Did you mean 'aha'?"),
    ],
)
def test_a_mistyped_name_in_a_case_is_told_with_place_and_nearest(
    tmp_path: Path, wrong: str, right: str
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(CASE.replace('urgency = "self_care"', wrong) + CASE.replace("Rough arms", "Fine arms"))
    done = run("cases", file)
    assert done.returncode == 2
    assert "mine.toml, case Rough arms for years" in done.stderr
    assert right in done.stderr
    assert done.stdout == "1 case, 0 failed\n", "the good one is run all the same"


def test_a_mistyped_answer_a_wrong_date_and_a_file_that_is_no_toml_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(CASE.replace("rough_uniform", "rough_unifrm"))
    (tmp_path / "b.toml").write_text(CASE.replace("2026-12-01", '"tomorrow"'))
    (tmp_path / "c.toml").write_text("[[case")
    (tmp_path / "d.toml").write_text("")
    (tmp_path / "e.toml").write_text(CASE.replace("on = 2026", "on = 1926") + "left_out = { aha = 3 }")
    (tmp_path / "f.toml").write_text(CASE.replace("answers = {", "# {"))
    done = run("cases", tmp_path)
    assert done.returncode == 2
    assert "Did you mean 'rough_uniform'?" in done.stderr
    assert "on = 'tomorrow' is not a date" in done.stderr
    assert "c.toml: this is not TOML" in done.stderr
    assert "d.toml: it holds no case" in done.stderr
    assert "on = 1926-12-01 is out of range" in done.stderr
    assert "left_out.aha is 3" in done.stderr
    assert "it has no answers" in done.stderr
    assert done.stdout == "0 cases, 0 failed\n"


def test_a_folder_without_cases_is_one_line(tmp_path: Path) -> None:
    done = run("cases", tmp_path / "nowhere")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "is not there" in done.stderr


# ------------------------------------------------------------------------------------------------ try


def test_an_emergency_ends_the_walk_at_once_with_what_to_do_now() -> None:
    done = run("try", "--country", "us", "--on", "2026-12-01", typed=answers("?", "1,2"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "That is why they come first" in done.stdout, "what the question means"
    assert "Call 911 now" in done.stdout
    assert "rule E1 (emergency_now)" in done.stdout
    assert "S53: " in done.stdout
    assert "2/12" not in done.stdout
    assert "Scores" not in done.stdout


def test_a_walk_with_back_ends_in_the_plan_and_tells_what_led_to_it() -> None:
    typed = answers(
        *("0", "0", "5", "1"),  # the first screens: an adult, pregnant
        *("2",),  # palms: no
        *("3", "b", "1"),  # the face, no: back, and the arms instead
        *("1", "2", "6", "10", "0", "1", "2"),
    )
    done = run("try", "--on", "2026-12-01", typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ 3" in done.stdout, "Back shows what was ticked"
    assert "Keratosis pilaris" in done.stdout
    assert "12 Jan 2027" in done.stdout
    assert "NHS 111" in done.stdout
    assert "left out: salicylic acid (BHA): pregnant" in done.stdout
    assert "ask first: lactic or glycolic acid (AHA): pregnant" in done.stdout
    assert " keratosis_pilaris (keratosis_pilaris)" in done.stdout


def test_what_is_no_answer_is_asked_again_and_changes_nothing() -> None:
    typed = answers("b", "9", "x", "0,1", "", "0", "0", "1,2", "-1", "5")
    done = run("try", typed=typed)
    assert done.returncode == 0
    assert "This is the first question" in done.stdout
    assert "'9' is not an answer here" in done.stdout
    assert "None of these and a tick do not go together" in done.stdout
    assert "One answer here" in done.stdout
    assert "4/12" in done.stdout
    assert done.stdout.endswith("Left. Nothing was stored.\n")


def test_not_sure_beside_a_tick_keeps_the_tick() -> None:
    done = run("try", typed=answers("2,n", "n"))
    assert "rule E2 (emergency_now)" in done.stdout


def test_ctrl_c_leaves_politely() -> None:
    command = [sys.executable, "-m", "bot", "content", "try"]
    walk = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert walk.stdout is not None
    said = ""
    while "None of these\n" not in said:  # the question is out: it waits for an answer
        said += walk.stdout.readline()
    walk.send_signal(signal.SIGINT)
    rest, errors = walk.communicate(timeout=30)
    assert (walk.returncode, errors) == (0, "")
    assert rest.endswith("Left. Nothing was stored.\n")


def test_an_unknown_country_or_date_is_one_line() -> None:
    country, day = run("try", "--country", "gbb"), run("try", "--on", "tomorrow")
    assert (country.returncode, day.returncode) == (2, 2)
    assert "Did you mean 'gb'?" in country.stderr
    assert "--on tomorrow is not a date" in day.stderr


# ------------------------------------------------------------------------------------------------ book


def test_the_book_is_written_to_a_file_or_to_standard_output(tmp_path: Path) -> None:
    out = tmp_path / "guidance.md"
    assert run("book", "--out", out).returncode == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("# redpores: the guidance, version ")
    assert run("book").stdout == text


def test_a_book_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    done = run("book", "--out", tmp_path / "nowhere" / "guidance.md")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
