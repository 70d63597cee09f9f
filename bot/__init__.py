"""Everything that touches the world, and the wiring."""

import os

# python-telegram-bot: durations as timedelta, which its next major version makes the only way. Without it,
# every RetryAfter is a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")
