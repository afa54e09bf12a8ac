"""The command line: parse, call the service, print. No logic of retrieval or answering."""

from rag.cli.main import main

__all__ = ["main"]
