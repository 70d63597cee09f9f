"""How many answers a second `assess --jsonl` can judge, on one core: python -m tests.benchmarks.bench_assess

Prints answers judged a second by guidance.jsonl.answer_line and its JSON line, the floor (the same lines read
and the same results written as JSON, with nothing judged), and how many times the floor judging takes. The
ratio can be compared between machines, the rates cannot.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from guidance import Guidance, load
from guidance.jsonl import answer_line

CASES = Path(__file__).parents[1] / "cases"
RANDOM_LINES = 5_000
ROUNDS = 5  # the best counts: whatever else the machine does can only slow a round down
ONE_ANSWER = {"age", "feel", "onset", "itch"}
NEEDED = 5_000  # a second


def lines_of_the_cases() -> list[str]:
    cases = [
        case for path in sorted(CASES.glob("*.toml")) for case in tomllib.loads(path.read_text())["case"]
    ]
    return [json.dumps({"answers": case["answers"], "on": str(case["on"])}) for case in cases]


def random_lines(guidance: Guidance, count: int) -> list[str]:
    """Every question answered, three of four without a warning sign: those take the longest."""
    chance = random.Random(20261123)
    groups = {group: sorted(keys) for group, keys in guidance.fact_groups["check"].items()}
    lines = []
    for _ in range(count):
        answers: dict[str, list[str]] = {}
        for group, keys in groups.items():
            if group == "red_flags" and chance.random() < 0.75:
                continue
            answers[group] = chance.sample(keys, 1 if group in ONE_ANSWER else chance.choice((1, 1, 2)))
        lines.append(json.dumps({"answers": answers, "on": "2026-12-01"}))
    return lines


def rate(work: Callable[[], object], count: int) -> float:
    """How many a second, in the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        best = min(best, perf_counter() - begun)
    return count / best


def measured(guidance: Guidance, lines: Sequence[str]) -> tuple[float, float]:
    """(judged a second, floor a second)."""
    results: list[dict[str, Any]] = [answer_line(guidance, line) for line in lines]

    def judge() -> None:
        for line in lines:
            json.dumps(answer_line(guidance, line), ensure_ascii=False)

    def floor() -> None:
        for line, result in zip(lines, results, strict=True):
            json.loads(line)
            json.dumps(result, ensure_ascii=False)

    return rate(judge, len(lines)), rate(floor, len(lines))


def main() -> None:
    guidance = load()
    sets = {"cases": lines_of_the_cases(), "random": random_lines(guidance, RANDOM_LINES)}
    print(f"{'lines':<8}{'count':>7}{'judged/s':>11}{'floor/s':>11}{'ratio':>8}")
    rates = []
    for name, lines in sets.items():
        judged, floor = measured(guidance, lines)
        rates.append(judged)
        print(f"{name:<8}{len(lines):>7}{judged:>11,.0f}{floor:>11,.0f}{floor / judged:>8.1f}")
    print(f"At least {NEEDED:,} a second: {'yes' if min(rates) >= NEEDED else 'NO'}")


if __name__ == "__main__":
    main()
