"""People for random walks: they tap what they were ever shown, forge what they were not, send anything."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import handlers
from bot.sandbox.state import Sandbox
from bot.sandbox.views import view_message
from tests.client import Button, Person, Shown
from tests.journeys.steps import skin

LOOKS_BACK = 12  # messages
TEXTS = [
    "hello", "is it bad?", "<b>bold & <i>", "/", "//help", "/nothing", "/help.", "/about!", "/language?x",
    "/start@somebody_else_bot", "/plan\nnow", "/export", "😀" * 50, "تقدم", "a" * 4096, "/help " + "ü" * 4000,
    "\u202etxet desrever", "\u200b.", "'; DROP TABLE person; --", "{city}", "%s %(x)s {0}",
]  # fmt: skip
FORGED = [
    "", ":", "::::", "go", "go:", "go:result", "go:result:", "go:result:99999999999999999999", "go:seen:",
    "go:seen:-1", "go:seen:x", "go:consent:", "go:consent:x", "go:consent:answers:x", "go:check:",
    "go:home:x", "go:compare", "go:reasons", "go:photo:x", "go:welcome", "go:plan", "go:progress",
    "go:checkin:2026-W48", "q:", "q:1:2", "q:1:0:now:none", "q:-1:0:now:none", "q:2147483648:0:now:none",
    "q:1:9223372036854775808:now:x", "q:9223372036854775807:9223372036854775807:now:none", "q:٣:٣:now:none",
    "q:1_0:0:now:none", "q:::::", "q:a:b:c:d", "b:", "b:1", "b:1:1", "b:1:1:1", "h:1:0", "s:1:0", "h::",
    "agree:", "agree:x", "agree:x:yes", "agree:answers", "agree:answers:no", "agree:photos:yes",
    "agree:photos:no", "agree:reminders:no", "agree:answers:maybe", "agree:answers:yes:yes", "country:",
    "country:xx", "country:../../etc", "country:us", "choose:", "choose:x", "choose:answers",
    "choose:answers:yes", "choose:answers:no", "choose:photos:no", "choose:photos:yes",
    "choose:reminders:no", "choose:reminders:yes", "photos:delete", "photos:", "delete:", "delete:no",
    "keep:", "keep:yes", "keep:no", "keep:yes:yes", "week:", "week:2026-W48", "week:9999-W99", "week:x:y",
    "remind:", "remind:ask", "remind:day", "remind:day:7", "remind:day:-1", "remind:day:²", "remind:day:٣",
    "remind:day:1", "remind:hour:24", "remind:hour:3", "remind:at:", "remind:at:99", "remind:at:12",
    "remind:zone:", "remind:zone:../../etc", "remind:zone:../../etc/passwd", "remind:zone:/etc/localtime",
    "remind:zone:Nowhere/City", "remind:zone:Europe/London", "remind:zone:Asia/Kolkata",
    "remind:zone:localtime", "remind:resume", "remind:pause", "remind:stop", "remind:clock", "remind:x",
    "💥", "q:💥:0:now:none", "\x00", "go:\x00", "x" * 64,
]  # fmt: skip


@dataclass
class Walker:
    """One person, with a memory of every button they were ever shown."""

    who: Person
    luck: random.Random
    state: Sandbox
    shown: dict[tuple[int, str], Button] = field(default_factory=dict)
    wrote: list[int] = field(default_factory=list)
    did: list[str] = field(default_factory=list)
    left: int | None = None  # the newest call when the bot knew that they had blocked it; None: they have not
    since: int = 0  # the first call of the round

    async def leaves(self) -> None:
        await self.who.ask("POST", f"chats/{self.who.id}/block")
        self.left = len(self.state.calls)
        self.did.append("(blocked the bot)")

    async def returns(self) -> None:
        """And has not been written to meanwhile: one refusal, of what was under way, teaches the bot."""
        mine = [
            c
            for c in self.state.calls[self.left :]
            if str(c["parameters"].get("chat_id")) == str(self.who.id)
        ]
        refused = [c for c in mine if c["status"] == 403 and c["method"].startswith("send")]
        assert len(refused) < 2, (
            f"{self.who.name} blocked the bot and is written to: {refused}\n{self.did[-14:]}"
        )
        await self.who.unblocks()
        self.left = None
        self.did.append("(unblocked the bot)")

    def looks(self) -> list[Shown]:
        """The last messages of the bot. Read from the sandbox's memory: a walk looks thousands of times."""
        mine = [m for m in list(self.state.bot().messages.values()) if m.chat == self.who.id and m.from_bot]
        seen = [Shown.of(view_message(message)) for message in mine[-LOOKS_BACK:]]
        for message in seen:
            for button in message.buttons:
                if button.data:
                    self.shown[message.id, button.data] = button
        return seen


def ordinary(luck: random.Random, screen: Shown) -> Button | None:
    """What most people tap: no warning sign, Done where it is offered, seldom a way back."""
    buttons = [button for button in screen.buttons if button.data]
    if not buttons:
        return None
    for ending, chance in (
        (":done", 0.6),
        (":none", 0.65),
        (":yes", 0.5),
        ("go:result:", 0.3),
        ("week:", 0.7),
    ):
        wanted = [b for b in buttons if b.data and (b.data.endswith(ending) or b.data.startswith(ending))]
        if wanted and wanted[0].data != "delete:yes" and luck.random() < chance:
            return wanted[0]
    forward = [b for b in buttons if b.data and not b.data.startswith(("b:", "h:", "s:", "delete:"))]
    return luck.choice(forward if forward and luck.random() < 0.85 else buttons)


def mutated(luck: random.Random, data: str) -> str:
    """Real button data, changed as someone would who tries things."""
    parts = data.split(":")
    at = luck.randrange(len(parts))
    match luck.randrange(6):
        case 0:
            parts[at] = luck.choice(
                ["", "0", "-1", "999999", str(2**31), str(2**63), "x", "é💥", "yes", "no"]
            )
        case 1:
            del parts[at]
        case 2:
            parts.insert(at, luck.choice(["", "1", "x"]))
        case 3 if parts[at].isdecimal():
            parts[at] = str(int(parts[at]) + luck.choice((-1, 1, 2)))
        case 4:
            parts[at] = parts[at].upper() + " "
        case _:
            parts = parts[:at]
    return ":".join(parts)[:64]


async def acts(walker: Walker, *, wait: bool = True) -> str:
    """One thing. What was done, which says what may be expected: "message …", "tap …" or "nothing …"."""
    who, luck = walker.who, walker.luck
    if walker.left is not None:
        if luck.random() < 0.5:
            return "nothing: stays away"
        await walker.returns()
        return "nothing more"
    ours = walker.looks()
    what = luck.random()
    if what < 0.65:
        button = ordinary(luck, luck.choice(ours[-2:])) if ours else None
        if button is not None:
            return await tap(walker, button.message_id, button.data or "", wait=wait)
        if what < 0.3:  # nothing to tap: not begun yet, or erased
            await who.types("/start", wait=wait)
            return "message: types '/start'"
    if what < 0.73 and walker.shown:
        button = luck.choice(list(walker.shown.values()))
        return await tap(walker, button.message_id, button.data or "", wait=wait)
    if what < 0.82 and ours:
        real = luck.choice([button.data or "" for button in walker.shown.values()] or ["q:1:0:now:none"])
        data = luck.choice(FORGED) if luck.random() < 0.5 else mutated(luck, real)
        return await tap(walker, luck.choice(ours).id, data, wait=wait, forged=True)
    if what < 0.93 or not wait:
        text = luck.choice(TEXTS)
        if luck.random() < 0.7:
            word = luck.choice(handlers.COMMANDS)
            word = word.upper() if luck.random() < 0.2 else word
            text = (
                f"/{word}{luck.choice(['', '', '', ' x', ' <b>', ' q:1:2', '@sandbox_1000000001_bot', '!'])}"
            )
        walker.wrote.append(await who.types(text, wait=wait))
        return f"message: types {text[:40]!r}"
    return await sends(walker)


async def tap(walker: Walker, message_id: int, data: str, *, wait: bool, forged: bool = False) -> str:
    if forged and wait:
        await walker.who.taps_forged(message_id, data)
    elif not forged:
        await walker.who.taps(Button(message_id, data, data, None), wait=wait)
    else:
        return "nothing: thinks better of it"
    return f"tap {data!r} on {message_id}"


async def sends(walker: Walker) -> str:
    """Anything but words and taps."""
    who, luck = walker.who, walker.luck
    match luck.choice(THINGS):
        case "photo":
            await who.sends_photo(PICTURES[luck.randrange(3)], caption=luck.choice(["", "/plan", "look"]))
        case "album":
            await who.sends_photo(*PICTURES)
            return "message: an album"
        case "broken":
            await who.sends_document(PICTURES[0][: luck.randrange(1, 4000)], "photo.jpg", "image/jpeg")
        case "text":
            await who.sends_document(b"no picture at all", "photo.png", "image/png")
        case "pdf":
            await who.sends_document(
                b"%PDF-1.7\n" + bytes(500), "letter.pdf", "application/pdf", caption="/help"
            )
        case "sticker":
            await who.sends_sticker()
        case "voice":
            await who.sends_voice()
        case "place":
            await who.sends_location()
        case "contact":
            await who.sends_contact()
        case "edit":
            if walker.wrote:
                await who.edits(luck.choice(walker.wrote), "/delete")
            return "nothing: edits"
        case _:
            await walker.leaves()
            await who.idle()
            return "nothing more"
    return "message: sends something"


THINGS = ["photo", "photo", "photo", "album", "broken", "text", "pdf", "sticker", "voice", "place"]
THINGS += ["contact", "edit", "block"]
PICTURES = [skin(number, (300, 400)) for number in range(3)]
