"""The vector index on Chroma: derived from the store, rebuildable, one writer at a time."""

from rag.index.chroma import ChromaIndex, delete_others, has_had_index, next_collection, open_index
from rag.index.fingerprint import fingerprint
from rag.index.lock import WriterLock, clear_dirty, is_dirty, mark_dirty
from rag.index.orphans import remove_orphans
from rag.index.probe import probe, verify_built

__all__ = [
    "ChromaIndex",
    "WriterLock",
    "clear_dirty",
    "delete_others",
    "fingerprint",
    "has_had_index",
    "is_dirty",
    "mark_dirty",
    "next_collection",
    "open_index",
    "probe",
    "remove_orphans",
    "verify_built",
]
