"""Commands for the authors of the clinical content: look it over, run the cases, try it, print all of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import guidance
from bot.clock import SystemClock
from guidance import ContentError, Guidance, Problem

content = typer.Typer(no_args_is_help=True, help="For clinicians: look over, try and print the content.")

CASES = Path("tests/cases")
Folder = Annotated[
    Path | None,
    typer.Option("--content", help="A folder with content/ and texts/ in it; the ones in use if left out."),
]


@content.command()
def check(folder: Folder = None) -> None:
    """Load the content, then look for what is never asked, never fires or is never used."""
    from guidance.lint import lint  # noqa: PLC0415  - other commands start faster without it

    loaded = _load(folder)
    if problems := lint(loaded):
        _refuse(f"The content loads, but an author should look at {_count(problems)}.", problems)
    asked = sum(len(questionnaire.questions) for questionnaire in loaded.questionnaires.values())
    held = {
        "questions": asked,
        "rules": len(loaded.rules),
        "patterns": len(loaded.patterns),
        "plans": len(loaded.plans),
        "care steps": len(loaded.steps),
        "filter rows": len(loaded.factors),
        "sources": len(loaded.sources),
    }
    print(f"{', '.join(f'{number} {what}' for what, number in held.items())}: no problems")


@content.command()
def cases(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=f"Case files, or folders of them; {CASES} if left out.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Judge the cases, and say where the result is not what their author expects."""
    from guidance.cases import judge, parse_cases  # noqa: PLC0415

    loaded = _load(folder)
    problems: list[Problem] = []
    run = failed = 0
    for path in _files(paths or [CASES]):
        read, wrong = parse_cases(loaded, _text(path), str(path))
        problems += wrong
        broken = {problem.place for problem in wrong}
        for case in read:
            if case.place in broken:
                continue  # told below: what it expects is not sure
            run += 1
            if mismatches := judge(loaded, case):
                failed += 1
                print("\n".join([case.place, *(f"  {mismatch}" for mismatch in mismatches)]))
    print(f"{run} case{'' if run == 1 else 's'}, {failed} failed")
    if problems:
        _refuse(f"The case files have {_count(problems)}; the cases named were not run.", problems)
    if failed:
        raise typer.Exit(1)


@content.command("try")
def try_(
    country: Annotated[str, typer.Option(help="Whose numbers and doors are named.")] = "gb",
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of the check; today if left out.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Walk through the check here, and see the result with everything that led to it. Stores nothing."""
    from bot.trying import walk_through  # noqa: PLC0415
    from guidance.reading import nearest  # noqa: PLC0415

    loaded = _load(folder)
    if country not in loaded.countries:
        _refuse(f"No country is called {country!r}. {nearest(country, loaded.countries)}")
    try:
        day = date.fromisoformat(on) if on else SystemClock().now().date()
    except ValueError:
        _refuse(f"--on {on} is not a date. Write it as 2026-12-01.")
    try:
        walk_through(loaded, (folder / "texts") if folder else guidance.TEXTS, country, day)
    except (EOFError, KeyboardInterrupt):
        print("\nLeft. Nothing was stored.")
    except UnicodeDecodeError:
        _refuse("What was typed is not UTF-8 text: set the terminal to UTF-8.")


@content.command()
def book(
    out: Annotated[Path | None, typer.Option(help="A file to write; standard output if left out.")] = None,
    folder: Folder = None,
) -> None:
    """The whole guidance as one Markdown document, to be read, corrected and signed."""
    from guidance.book import book as written  # noqa: PLC0415

    text = written(_load(folder))
    if out is None:
        print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as exc:
        _refuse(f"{out} cannot be written ({exc.strerror}): choose another file.")
    print(f"{out}: {len(text.splitlines())} lines")


def _load(folder: Path | None) -> Guidance:
    if folder is not None and not (folder / "content").is_dir():
        _refuse(f"{folder} holds no folder content/: name the folder that it stands in.")
    try:
        return guidance.load(folder)
    except ContentError as exc:
        _refuse(f"The content cannot be used: {_count(exc.problems)}.", exc.problems)


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not inside or not inside[0].is_file():
            what = "holds no .toml file" if path.is_dir() else "is not there"
            _refuse(f"{path} {what}: name case files, or a folder of them.")
        found += inside
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        _refuse(f"{path} cannot be read ({exc.strerror}).")
    except UnicodeDecodeError:
        _refuse(f"{path} is not UTF-8: save it as UTF-8.")


def _count(problems: Iterable[Problem]) -> str:
    number = len(tuple(problems))
    return f"{number} problem{'' if number == 1 else 's'}"


def _refuse(line: str, problems: Iterable[Problem] = ()) -> NoReturn:
    print("\n".join([f"redpores: {line}", *map(str, problems)]), file=sys.stderr)
    raise typer.Exit(2)
