"""Text key, language and values to text. Built on Fluent; every value is escaped for Telegram's HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, serializer
from fluent.syntax import ast as fluent

from guidance.model import ContentError, Problem

FALLBACK = "en"
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


class Html(str):
    """A value that is markup already: it is put into a text as it is."""

    __slots__ = ()


class _Bundle:
    """The texts of one language. Formats lazily; texts that take no values are formatted once."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.sources: dict[str, str] = {}
        self._fluent = FluentBundle([lang], use_isolating=False)
        self._ready: dict[str, str] = {}
        self._needs_values: set[str] = set()

    def add(self, resource: fluent.Resource) -> None:
        self._fluent.add_resource(resource)
        for entry in resource.body:
            if isinstance(entry, fluent.Message):
                if entry.value is not None:
                    self.sources[entry.id.name] = serializer.serialize_pattern(entry.value)
                for attribute in entry.attributes:
                    name = f"{entry.id.name}.{attribute.id.name}"
                    self.sources[name] = serializer.serialize_pattern(attribute.value)

    def format(self, key: str, values: Mapping[str, object]) -> str:
        if key in self._ready:
            return self._ready[key]
        name, _, attribute = key.partition(".")
        message = self._fluent.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise KeyError(f"text {key!r} ({self.lang}) has only attributes")
        if key not in self._needs_values:
            text, errors = self._fluent.format_pattern(pattern, {})
            if not errors:  # it names no values, so it always reads the same
                self._ready[key] = str(text)
                return self._ready[key]
            self._needs_values.add(key)
        text, errors = self._fluent.format_pattern(pattern, {k: _safe(v) for k, v in values.items()})
        if errors:
            raise KeyError(f"text {key!r} ({self.lang}): {errors[0]}. Give the text every value it names.")
        return str(text)


def _safe(value: object) -> object:
    if isinstance(value, Html):
        return str(value)
    return html.escape(value, quote=False) if isinstance(value, str) else value


class Words:
    """All texts, by language. A key that a language lacks is read from English."""

    def __init__(self, bundles: Mapping[str, _Bundle]) -> None:
        self._bundles = dict(bundles)

    @classmethod
    def load(cls, folders: Sequence[Path]) -> Words:
        """Read `<folder>/<lang>/*.ftl` of every folder. Raises ContentError with every broken entry and
        every key that is written twice in one language."""
        problems: list[Problem] = []
        bundles: dict[str, _Bundle] = {}
        for folder in folders:
            for path in sorted(folder.glob("*/*.ftl")):
                bundle = bundles.setdefault(path.parent.name, _Bundle(path.parent.name))
                place = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
                bundle.add(_read(path, place, bundle.sources, problems))
        if problems:
            raise ContentError(tuple(problems))
        return cls(bundles)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(self._bundles))

    def has(self, key: str, lang: str = FALLBACK) -> bool:
        """True where the key can be shown in this language, be it by falling back to English."""
        return self._bundle_of(key, lang) is not None

    def __iter__(self) -> Iterator[str]:
        """The keys written in English, the language that has them all."""
        return iter(sorted(self.keys()))

    def keys(self, lang: str = FALLBACK) -> frozenset[str]:
        """The keys written in this very language, attributes as "key.attribute"."""
        bundle = self._bundles.get(lang)
        return frozenset(bundle.sources) if bundle else frozenset()

    def source(self, key: str, lang: str = FALLBACK) -> str:
        """A text as its author wrote it, values unfilled. For checks; raises KeyError for an unknown key."""
        return self._bundles[lang].sources[key]

    def text(self, key: str, lang: str = FALLBACK, **values: object) -> str:
        """Telegram HTML. "key.attribute" reads an attribute. Raises KeyError for an unknown key or a value
        that the text names and was not given; values that the text does not name are ignored."""
        bundle = self._bundle_of(key, lang)
        if bundle is None:
            raise KeyError(f"no text {key!r} in {lang!r} nor in {FALLBACK!r}")
        return bundle.format(key, values)

    def plain(self, key: str, lang: str = FALLBACK, **values: object) -> str:
        """Without tags and entities: for buttons and toasts."""
        return plain(self.text(key, lang, **values))

    def _bundle_of(self, key: str, lang: str) -> _Bundle | None:
        for name in (lang, lang.partition("-")[0], FALLBACK):
            bundle = self._bundles.get(name)
            if bundle is not None and key in bundle.sources:
                return bundle
        return None


def plain(markup: str) -> str:
    """Telegram HTML without its tags, entities resolved."""
    return html.unescape(_TAG.sub("", markup))


def _read(path: Path, place: str, known: Collection[str], problems: list[Problem]) -> fluent.Resource:
    source = path.read_text(encoding="utf-8")
    resource = FluentParser().parse(source)
    fresh: set[str] = set()
    for entry in resource.body:
        line = source.count("\n", 0, entry.span.start) + 1 if entry.span else 0
        if isinstance(entry, fluent.Junk):
            why = entry.annotations[0].message if entry.annotations else "it cannot be read"
            problems.append(
                Problem(f"{place}, line {line}", f"this text is broken: {why}", "Write it as: key = text")
            )
        elif isinstance(entry, fluent.Message):
            if entry.id.name in known or entry.id.name in fresh:
                problems.append(
                    Problem(
                        f"{place}, line {line}",
                        f"the text {entry.id.name!r} is written a second time.",
                        "Remove one of the two.",
                    )
                )
            fresh.add(entry.id.name)
    return resource
