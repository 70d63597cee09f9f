"""The conversation in Telegram: the whole routing table on one page. The first handler that fits takes it."""

from __future__ import annotations

from handlers.asking import Asking
from handlers.check import Check
from handlers.checkin import WeeklyCheckIn
from handlers.compare import Comparison
from handlers.feature import Handler
from handlers.photo import Photo
from handlers.plan import Plan
from handlers.privacy import Privacy
from handlers.progress import Progress
from handlers.prompts import Prompts
from handlers.reminders import Reminders
from handlers.services import Services
from handlers.start import Start
from handlers.today import Today
from handlers.unknown import Basics, Unknown

COMMANDS = (
    "start",
    "check",
    "plan",
    "photo",
    "progress",
    "checkin",
    "reminders",
    "privacy",
    "delete",
    "about",
    "help",
    "cancel",
    "language",
)
"""The command menu, in the order Telegram shows it. Words: the texts `command-<name>`."""


def routes(services: Services) -> list[Handler]:
    today = Today(services)
    check = Check(services, today)
    checkin = WeeklyCheckIn(services, today)
    comparison = Comparison(services)
    features = (
        Asking(services, today, {"check": check, "checkin": checkin}),
        Start(services, today, check),
        check,
        checkin,
        Plan(services, today),
        Photo(services, today, comparison),
        Progress(services, today, comparison),
        Reminders(services, today),
        Privacy(services, today),
        Basics(services, today),
        Unknown(services, today),  # last: it answers all that nobody else took
    )
    return [handler for feature in features for handler in feature.handlers()]


def prompts(services: Services) -> Prompts:
    """What the worker calls for everything that falls due."""
    return Prompts(services, Today(services))


__all__ = ["COMMANDS", "Handler", "Prompts", "Services", "prompts", "routes"]
