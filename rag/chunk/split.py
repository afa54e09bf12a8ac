"""Article to chunks, through LangChain's splitter, with every slice checked.

Sizes are in characters, because the splitter's start index is right only for a character length.
1,000 characters of English news are 200 to 230 tokens: with the title in front they fit the
256-token window of the embedding model.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rag.types import Article, Chunk, ChunkId, Span

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SIZE_CHARS = 1000
OVERLAP_CHARS = 0
CHUNKER = f"recursive-{SIZE_CHARS}-{OVERLAP_CHARS}-v1"
"""Identity of the chunker, part of the index fingerprint."""


@cache
def _splitter() -> RecursiveCharacterTextSplitter:
    # Imported on first use: it costs half a second that a search does not need.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        chunk_size=SIZE_CHARS,
        chunk_overlap=OVERLAP_CHARS,
        add_start_index=True,
        separators=["\n\n", "\n", ". ", "! ", "? ", "; ", ", ", " ", ""],
        keep_separator="end",
    )


def split(article: Article) -> tuple[Chunk, ...]:
    """Return the article's chunks in order; every non-space character is in at least one of them.

    A chunk's id names the article, its text's hash and the span, so a new version has new chunks.

    Raises:
        SpanError: a chunk is not a slice of the text (a fault of the splitter).
    """
    chunks = []
    for document in _splitter().create_documents([article.text]):
        start = int(document.metadata["start_index"])
        span = Span(start, start + len(document.page_content))
        text = span.of(article.text)
        if text != document.page_content:
            raise AssertionError(f"chunk at {start} is not a slice of article {article.id}")
        chunk_id = ChunkId(f"{article.id}@{article.content_hash[:10]}:{span.start}-{span.end}")
        chunks.append(Chunk(chunk_id, article.id, span, text))
    return tuple(chunks)
