"""parse_mode=HTML: text with tags to text with entities, and back again.

Offsets and lengths count UTF-16 code units, offsets in refusals count bytes, both as Telegram does.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from bot.sandbox.errors import bad

Entity = dict[str, Any]

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_COMMAND = re.compile(r"(?<![\w/@#<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
_URL = re.compile(r"(?<![\w/])https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_OPAQUE = {"code", "pre", "text_link", "custom_emoji"}  # nothing is found by itself inside these


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(ord(c) > 0xFFFF for c in text)


@dataclass
class _Open:
    tag: str
    offset: int
    start: int  # in `source`, for refusals
    attributes: dict[str, str]


@dataclass
class _Parser:
    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def refuse(self, what: str, at: int | None = None) -> NoReturn:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode('utf-8', 'replace'))}"
        raise bad(f"can't parse entities: {what}{where}")

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "&" and (found := _REFERENCE.match(self.source, self.at)):
                self.emit(_character(found))
                self.at = found.end()
            elif char != "<":
                self.emit(char)
                self.at += 1
            elif self.source.startswith("</", self.at):
                self.close()
            else:
                self.open()
        if self.stack:
            self.refuse(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.out), self.entities

    def open(self) -> None:
        start = self.at
        found = re.compile(r"[^\s>]*").match(self.source, start + 1)
        tag = found.group().lower() if found else ""
        self.at = start + 1 + len(tag)
        if self.at >= len(self.source):
            self.refuse("Unclosed start tag", start)
        if tag not in _TAGS:
            self.refuse(f'Unsupported start tag "{tag}"', start)
        attributes = self.attributes(tag, start)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self.refuse('Tag "span" must have class "tg-spoiler"', start)
        self.stack.append(_Open(tag, self.length, start, attributes))

    def attributes(self, tag: str, start: int) -> dict[str, str]:
        """Up to and with the closing >."""
        found: dict[str, str] = {}
        name_or_end = re.compile(r"\s*(>|[^\s=>]*)")
        while match := name_or_end.match(self.source, self.at):
            self.at = match.end()
            name = match.group(1)
            if name == ">":
                return found
            if self.at >= len(self.source):
                self.refuse(f'Unclosed start tag "{tag}"', start)
            if not name:
                self.refuse(f'Empty attribute name in the tag "{tag}"', start)
            equals = re.compile(r"\s*=\s*").match(self.source, self.at)
            if equals is None:
                found[name.lower()] = ""
                continue
            self.at = equals.end()
            value = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.\-]+)").match(self.source, self.at)
            if value is None:
                self.refuse(f'Unexpected end of attribute value in the tag "{tag}"', start)
            self.at = value.end()
            found[name.lower()] = _REFERENCE.sub(_character, next(g for g in value.groups() if g is not None))
        return found

    def close(self) -> None:
        start = self.at
        end = self.source.find(">", start)
        name = self.source[start + 2 : end if end >= 0 else None].strip().lower()
        if not self.stack:
            self.refuse("Unexpected end tag", start)
        if end < 0:
            self.refuse("Unclosed end tag", start)
        opened = self.stack.pop()
        if name and name != opened.tag:
            self.refuse(
                f"Unmatched end tag at byte offset {len(self.source[:start].encode('utf-8', 'replace'))}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        self.at = end + 1
        self.finish(opened)

    def finish(self, opened: _Open) -> None:
        entity: Entity = {
            "type": _TAGS[opened.tag], "offset": opened.offset, "length": self.length - opened.offset,
        }  # fmt: skip
        text = "".join(self.out)
        attributes = opened.attributes
        if opened.tag == "a":
            url = usable_url(attributes.get("href") or _slice(text, entity))
            if url is None:
                return
            entity["url"] = url
        elif opened.tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            if not attributes.get("emoji-id", "").isdigit():
                self.refuse("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = attributes["emoji-id"]
        elif opened.tag == "tg-time":
            if not attributes.get("unix", "").isdigit():
                self.refuse("Invalid date specified")
            entity["unix_time"] = int(attributes["unix"])
            if attributes.get("format"):
                entity["date_time_format"] = attributes["format"]
        elif opened.tag == "code" and attributes.get("class", "").startswith("language-"):
            outer = self.stack[-1] if self.stack else None
            if outer and outer.tag == "pre" and outer.offset == opened.offset:
                outer.attributes["language"] = attributes["class"].removeprefix("language-")
                return
        elif opened.tag == "pre" and attributes.get("language"):
            entity["language"] = attributes["language"]
        if entity["length"]:
            self.entities.append(entity)


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else found[0]


def usable_url(url: str) -> str | None:
    """As Telegram hands it back, or None where it would drop it."""
    url = url.strip()
    if re.fullmatch(r"tg://\S+|mailto:\S+|tel:\S+", url):
        return url
    found = re.fullmatch(r"(?:(https?)://)?([^\s/?#@:]+(?:\.[^\s/?#@:]+)+|localhost)(:\d+)?([/?#]\S*)?", url)
    if found is None:
        return None
    rest = found[4] or "/"
    return f"{found[1] or 'http'}://{found[2]}{found[3] or ''}{'' if rest[0] == '/' else '/'}{rest}"


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Raises Refused ("can't parse entities: …")."""
    return _Parser(source).run()


def tidy(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without control characters and outer blanks; entities in order, with commands and links found."""
    body = "".join(" " if ord(c) < 32 and c not in "\n\t" else c for c in text.replace("\r", ""))
    lead = units(body) - units(body.lstrip())
    body = body.strip()
    end = units(body)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - lead, 0)
        last = min(entity["offset"] + entity["length"] - lead, end)
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    taken = [(e["offset"], e["offset"] + e["length"]) for e in kept if e["type"] in _OPAQUE]
    for kind, pattern in (("bot_command", _COMMAND), ("url", _URL)):
        for found in pattern.finditer(body):
            first = units(body[: found.start()])
            last = first + units(found.group())
            if not any(a < last and first < b for a, b in taken):
                kept.append({"type": kind, "offset": first, "length": last - first})
                taken.append((first, last))
    return body, sorted(kept, key=lambda e: (e["offset"], -e["length"], e["type"]))


def _slice(text: str, entity: Entity) -> str:
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode(
        "utf-16-le", "replace"
    )


def _pair(entity: Entity) -> tuple[str, str]:
    kind = entity["type"]
    simple = {
        "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
        "code": "code", "pre": "pre", "blockquote": "blockquote",
    }  # fmt: skip
    if kind in simple:
        return f"<{simple[kind]}>", f"</{simple[kind]}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    return "", ""


def to_html(text: str, entities: list[Entity]) -> str:
    """Telegram's HTML again, for a tester to read."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in entities:  # outer ones first
        start, end = _pair(entity)
        opening.setdefault(entity["offset"], []).append(start)
        closing.setdefault(entity["offset"] + entity["length"], []).insert(0, end)
    out: list[str] = []
    at = 0
    for char in text:
        out += closing.pop(at, []) + opening.pop(at, [])
        out.append(html.escape(char, quote=False))
        at += units(char)
    return "".join(out + closing.pop(at, []))
