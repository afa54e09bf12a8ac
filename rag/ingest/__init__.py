"""Taking articles in: reading files and pages, cleaning text, finding title, date, outlet and author."""

from rag.ingest.clean import clean
from rag.ingest.identity import known_as
from rag.ingest.readers import read

__all__ = ["clean", "known_as", "read"]
