"""Language models behind one port: embedded, OpenAI-compatible, or any that LangChain knows.

Importing this package imports neither LangChain nor a provider's library nor llama.cpp.
"""

from rag.llm.make import make_chat, make_embedder
from rag.llm.scripted import ScriptedModel

__all__ = ["ScriptedModel", "make_chat", "make_embedder"]
