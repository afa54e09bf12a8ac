"""The command line in this process, with an embedder that needs no files."""

from __future__ import annotations

import pytest

from rag.cli.main import run
from rag.cli.terminal import err, out


@pytest.fixture
def cli(monkeypatch, capsys, settings, embedder):
    import rag.service.models as models

    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("DATELINE_LLM", "none")
    monkeypatch.setenv("DATELINE_TIMEZONE", "UTC")
    monkeypatch.setattr(models, "embedder_for", lambda *_: embedder)

    def call(*argv):
        out.cache_clear()
        err.cache_clear()
        code = run(list(argv))
        streams = capsys.readouterr()
        return code, streams.out, streams.err

    return call


@pytest.fixture
def stocked(cli, sample):
    return cli
