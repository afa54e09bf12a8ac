"""The errors Dateline raises on purpose.

    DatelineError
    ├── UsageError            the caller asked for something impossible          exit 2
    ├── NothingToWorkOn       no articles, no match for an id                    exit 3
    ├── PrerequisiteError     something needed is missing or disagrees           exit 4
    │   ├── ModelFileError    a model file is missing, damaged or unobtainable
    │   ├── IndexFault        the index is damaged or was built from other parts
    │   ├── StoreError        the store cannot be opened, read or written
    │   └── LockHeld          another process is writing
    ├── ProviderError         the model provider or the network failed           exit 5
    │   └── FetchError        a page could not be fetched
    └── ArticleError          one item could not become an article (a value, not a failure of the run)

Every error says what happened, why, and what to do.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all expected failures; carries what happened, why and how to mend it."""

    exit_code = 1

    def __init__(self, what: str, *, why: str, fix: str) -> None:
        super().__init__(f"{what}: {why}. {fix}")
        self.what = what
        self.why = why
        self.fix = fix

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling; worker processes need them.
        return (_rebuild, (type(self), self.what, self.why, self.fix))


def _rebuild(kind: type[DatelineError], what: str, why: str, fix: str) -> DatelineError:
    return kind(what, why=why, fix=fix)


class UsageError(DatelineError):
    """The request cannot be carried out as it was made."""

    exit_code = 2


class NothingToWorkOn(DatelineError):
    """There is no article, or nothing that matches the given id."""

    exit_code = 3


class PrerequisiteError(DatelineError):
    """Something that the work needs is missing or disagrees."""

    exit_code = 4


class ModelFileError(PrerequisiteError):
    """A model file is missing, damaged, or could not be fetched from any source."""


class IndexFault(PrerequisiteError):
    """The vector index is damaged or was built from other parts than the ones in use."""


class StoreError(PrerequisiteError):
    """The article store cannot be opened, read or written."""


class LockHeld(PrerequisiteError):
    """Another process holds the writer's lock."""


class ProviderError(DatelineError):
    """The model provider or the network failed."""

    exit_code = 5


class FetchError(ProviderError):
    """A page could not be fetched, or must not be."""


class ArticleError(DatelineError):
    """One item could not become an article; the run goes on without it."""
