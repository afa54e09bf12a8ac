"""Language models behind one port: embedded, OpenAI-compatible, or any provider that LangChain knows.

Importing this package loads no model library; making a model does.
"""

from rag.llm.make import make_chat, make_embedder
from rag.llm.scripted import ScriptedModel

__all__ = ["ScriptedModel", "make_chat", "make_embedder"]
