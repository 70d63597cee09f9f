"""Many conditions at once: looked up by what was said, rather than tried one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from guidance.model import Condition, Fact, Facts

T = TypeVar("T")
_Line = tuple[int, frozenset[Fact], frozenset[Fact]]  # item, facts that must be said, facts that must not


def said_in(facts: Facts) -> frozenset[Fact]:
    """All that was said, as one set of (group, key)."""
    return frozenset([(group, key) for group, keys in facts.items() for key in keys])


class Index(Generic[T]):
    """Items that each hang on a condition, such as the rules of urgency or the rows of the safety filter.

    A line of a condition can only hold if the first fact that it wants was said, so it is filed under that
    fact. Lines that want nothing, and only deny, are looked at every time.
    """

    def __init__(self, items: Iterable[tuple[T, Condition]]) -> None:
        self._items: list[T] = []
        self._lines: dict[Fact, list[_Line]] = {}
        self._denying: list[_Line] = []
        for number, (item, condition) in enumerate(items):
            self._items.append(item)
            for atoms in condition.alternatives:
                wanted = [(group, key) for group, key, wish in atoms if wish]
                denied = frozenset((group, key) for group, key, wish in atoms if not wish)
                filed = self._lines.setdefault(wanted[0], []) if wanted else self._denying
                filed.append((number, frozenset(wanted[1:]), denied))

    def holding(self, said: frozenset[Fact]) -> list[T]:
        """The items whose condition holds, in the order they were given."""
        found = {number for number, _, denied in self._denying if denied.isdisjoint(said)}
        for fact in said:
            for number, wanted, denied in self._lines.get(fact, ()):
                if wanted <= said and denied.isdisjoint(said):
                    found.add(number)
        return [self._items[number] for number in sorted(found)]
