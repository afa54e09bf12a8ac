"""Articles and all that is derived from them, in one SQLite file. SQL lives here and nowhere else."""

from rag.store.sqlite import SqliteStore, open_store

__all__ = ["SqliteStore", "open_store"]
