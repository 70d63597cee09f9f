"""The one Alembic tree, for both databases. `upgrade` in bot/storage/upgrade.py runs it at start-up."""

HEAD = "0002"
"""The newest revision. A start that finds it in the database need not load Alembic at all."""
