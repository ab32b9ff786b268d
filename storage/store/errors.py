"""Errors of the store. Each has a message key below ``store.`` and values; none holds what a row holds.

```
StoreError
├── StoreBusyError         another process holds the database
├── StoreUnreachableError  no connection, or it was lost
├── StoreFullError         the disk takes no more
├── StoreDamagedError      not as it was written: file, row or audit log
├── SchemaError            the schema is older or newer than this program
├── KeyFileError           the key file is missing, is another, or is no key file
├── ForbiddenError         the reader has no right to do this
├── StaleError             somebody else changed the same lists meanwhile
├── RefusedError           what was asked cannot be done with what the store holds
└── BackupError            a backup cannot be used
```
"""

from collections.abc import Mapping
from types import MappingProxyType

from domain.faults import SonaeError


class StoreError(SonaeError):
    """Something about the store that a user can mend; ``key`` is a message key below ``store.``."""

    def __init__(self, key: str, **details: object) -> None:
        self.key = key
        self.details: Mapping[str, object] = MappingProxyType(details)
        super().__init__(key)


class StoreBusyError(StoreError):
    """Another process holds the database longer than we wait."""


class StoreUnreachableError(StoreError):
    """The database cannot be reached, or the connection was lost."""


class StoreFullError(StoreError):
    """The disk takes no more."""


class StoreDamagedError(StoreError):
    """Something is not as it was written."""


class SchemaError(StoreError):
    """The schema of the database is older or newer than this program."""


class KeyFileError(StoreError):
    """The key file is missing, belongs to another store, or is no key file."""


class ForbiddenError(StoreError):
    """The reader has no right to do this."""


class StaleError(StoreError):
    """Somebody else changed the same lists after they were looked at."""


class RefusedError(StoreError):
    """What was asked cannot be done with what the store holds."""


class BackupError(StoreError):
    """A backup cannot be used."""
