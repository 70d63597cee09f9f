"""How the book says things: Markdown tables and links, facts and conditions in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guidance.catalog import Guidance, fact_text
from guidance.model import Condition, Fact

RANKING = {
    "first": "ranked first: {}",
    "ranked": "among what is shown: {}",
    "fits_well": "fits well: {}",
    "group": "something of the group {}",
}
RESULTS = {"unclear": "nothing fits well enough", "mixed": "a mixed picture with irritation"}


@dataclass(frozen=True, slots=True)
class BookWords:
    """Texts with the words of the country "world", without markup."""

    guidance: Guidance

    def text(self, key: str, **values: object) -> str:
        """Empty where the key is not written."""
        country = self.guidance.country("world")
        if not self.guidance.words.has(key):
            return ""
        given: dict[str, object] = {**country.values, "emergency": country.emergency, **values}
        return self.guidance.words.plain(key, "en", **given)

    def advice(self, key: str) -> str:
        """A piece of weekly advice, with dots for what a person's own week fills in."""
        blank = dict.fromkeys(("nights", "ingredient", "itch_before", "itch_now"), "…")
        return self.text(f"advice-{key}", **blank)

    def fact(self, fact: Fact) -> str:
        group, key = fact
        if group == "result":
            return RESULTS.get(key, key)
        if group in RANKING:
            name = self.text(f"pattern-{key}") if group != "group" else ""
            return RANKING[group].format(name or key.replace("_", " "))
        return fact_text(self.guidance, fact)

    def condition(self, when: Condition | None, between: str = "<br>") -> str:
        """ "fever **and** not: over 18", alternatives after **or**; a dash for none."""
        if when is None:
            return "–"
        lines = [
            " **and** ".join(f"{'' if wanted else 'not: '}{self.fact((g, k))}" for g, k, wanted in line)
            for line in when.alternatives
        ]
        return f"{between}**or** ".join(dict.fromkeys(lines))

    def steps(self, keys: Iterable[str]) -> str:
        return "<br>".join(lead(self.text(f"step-{key}")) for key in keys) or "–"

    def ingredients(self, keys: Iterable[str]) -> str:
        return ", ".join(self.text(f"ingredient-{key}") for key in keys) or "none"


def lead(text: str) -> str:
    """The first sentence: enough to know a care step by."""
    return re.split(r"(?<=[.:;])\s", text, maxsplit=1)[0].rstrip(":;.")


def sources(ids: Iterable[str], since: date | None = None) -> str:
    """Links into the list of sources, with the date."""
    links = ", ".join(f"[{key}](#source-{key.lower()})" for key in ids)
    return f"{links}; {since.isoformat()}" if since else links


def heading(level: int, title: str) -> str:
    return f"{'#' * level} {title}"


def link(title: str) -> str:
    """To a heading of this document, as Markdown viewers name it."""
    slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    return f"[{title}](#{slug})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell(value) for value in line)} |" for line in lines)


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
