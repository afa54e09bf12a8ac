"""Who said what: quotations and reported speech with speaker, cue and exact span. No model, pure."""

from rag.quotes.about import about, shares_of
from rag.quotes.extract import canonical, extract
from rag.quotes.namesakes import in_office, is_person, unshared

__all__ = ["about", "canonical", "extract", "in_office", "is_person", "shares_of", "unshared"]
