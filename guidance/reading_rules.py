"""Reading sources.toml, urgency.toml, filter.toml and services.toml."""

from __future__ import annotations

from collections.abc import Mapping

from guidance.catalog import Factor, Ingredient, Rule, Source, Step, Verdict
from guidance.model import Country, Urgency
from guidance.reading import Table, Vocabulary, cited
from guidance.rhythm import zone_ok

READ = ("direct", "copy", "secondary", "not_read")
SERVICE_WORDS = ("advice_line", "urgent_door", "doctor", "pharmacist", "specialist")
FALLBACK_COUNTRY = "world"


def read_sources(file: Table) -> dict[str, Source]:
    found = {}
    for table in file.tables("source", name="id"):
        source = Source(
            id=table.text("id"),
            title=table.text("title"),
            address=table.text("address", ""),
            read=table.choice("read", READ),
        )
        table.done()
        found[source.id] = source
    file.done()
    return found


def read_levels(file: Table, steps: Mapping[str, Step]) -> dict[Urgency, tuple[str, ...]]:
    levels = file.table("levels")
    found = {level: levels.names(level.value, steps, "care step", needed=True) for level in Urgency}
    levels.done()
    return found


def read_rules(
    file: Table,
    sources: Mapping[str, Source],
    steps: Mapping[str, Step],
    said: Vocabulary,
    ranked: Vocabulary,
) -> tuple[Rule, ...]:
    """Most urgent first, else as written. `said`, `ranked`: what answers and the ranking can say."""
    rules = []
    for table in file.tables("rule", name="id"):
        rule_id = table.text("id")
        level = Urgency(table.choice("level", [u.value for u in Urgency]))
        when = table.condition("when", {**said, **ranked}, needed=True)
        named = table.names("steps", steps, "care step")
        source, since = cited(table, sources), table.since()
        table.done()
        if when is None:
            continue
        denied = {group for line in when.alternatives for group, _, wanted in line if not wanted}
        if denied - set(ranked):
            # A rule that one more answer could switch off would let an answer lower the urgency.
            table.trouble("it says 'not' of an answer.", "Only the ranking may be denied in a rule.")
        rules.append(Rule(rule_id, level, when, named, bool(denied), source, since))
    return tuple(sorted(rules, key=lambda rule: -rule.level.rank))


def read_factors(
    file: Table,
    sources: Mapping[str, Source],
    ingredients: Mapping[str, Ingredient],
    steps: Mapping[str, Step],
    vocabulary: Vocabulary,
) -> tuple[Factor, ...]:
    """The rows of the filter. Every row names every ingredient: a cell is never a guess."""
    factors = []
    for table in file.tables("factor"):
        key, when = table.text("key"), table.condition("when", vocabulary, needed=True)
        row = table.table("cells")
        cells = {name: Verdict(row.choice(name, [v.value for v in Verdict])) for name in ingredients}
        row.done()
        named = table.names("steps", steps, "care step")
        always = table.names("always", steps, "care step")
        source, since = cited(table, sources), table.since()
        table.done()
        if when:
            factors.append(Factor(key, when, cells, named, source, since, always))
    return tuple(factors)


def read_zones(table: Table, key: str) -> tuple[str, ...]:
    """A list of IANA names."""
    names = table.texts(key)
    for name in names:
        if not zone_ok(name):
            table.trouble(f"{key!r} names {name!r}, no time zone.", "Write an IANA name like Europe/London.")
    return names


def read_countries(file: Table, sources: Mapping[str, Source]) -> dict[str, Country]:
    found = {}
    for table in file.tables("country"):
        country = Country(
            key=table.text("key"),
            emergency=table.text("emergency"),
            zones=read_zones(table, "zones"),
            values={name: table.text(name) for name in SERVICE_WORDS},
            source=cited(table, sources),
            since=table.since(),
        )
        table.done()
        found[country.key] = country
    if FALLBACK_COUNTRY not in found:
        file.trouble(f"there is no country {FALLBACK_COUNTRY!r}.", "Add it: it is for everywhere else.")
    return found
