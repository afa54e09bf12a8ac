"""Articles to chunks with exact offsets. Pure."""

from rag.chunk.split import CHUNKER, split

__all__ = ["CHUNKER", "split"]
