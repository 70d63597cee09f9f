"""What can go wrong with storage, each with one sentence that says what to do."""

from __future__ import annotations

from handlers.ports import NoSuchPerson, StoreTrouble

__all__ = ["BrokenSeal", "NoSuchPerson", "StorageAway", "StorageTrouble", "WrongMasterKey"]


class StorageTrouble(StoreTrouble):
    """The database or the photo store cannot be used as it is. The message says what to do about it."""


class StorageAway(StorageTrouble):
    """It passes: the database does not answer, is locked or too slow. Trying again later may help."""


class WrongMasterKey(StorageTrouble):
    """The master key given is not the one this database was sealed with."""


class BrokenSeal(Exception):  # noqa: N818  - names the state of things
    """A sealed value of one person does not open: damaged, moved to another row, or sealed with a key we do
    not have. No StorageTrouble: trying again does not mend it, and must not hold up everybody else."""
