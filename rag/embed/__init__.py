"""Texts to vectors: the embedded model, and the cache in front of any model."""

from rag.embed.cached import CachedEmbedder
from rag.embed.onnx import OnnxEmbedder
from rag.embed.passages import passage_embedder
from rag.embed.recent import RecentVectors
from rag.embed.text import chunk_text, key_of

__all__ = ["CachedEmbedder", "OnnxEmbedder", "RecentVectors", "chunk_text", "key_of", "passage_embedder"]
