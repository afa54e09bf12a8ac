from __future__ import annotations

import subprocess
import sys
import types

import pytest

from rag.errors import ModelFileError, PrerequisiteError, ProviderError, UsageError
from rag.llm import make_chat, make_embedder
from rag.llm.lines import _proxy_for
from rag.llm.make import checked_url, shown


def make(spec, tmp_path, *, base_url=None, offline=False, ensure_model=None):
    return make_chat(
        spec,
        base_url=base_url,
        home=tmp_path,
        offline=offline,
        ensure_model=ensure_model or (lambda name: tmp_path / f"{name.replace(':', '-')}.gguf"),
    )


def test_none_is_no_model(tmp_path):
    assert make("none", tmp_path) is None


@pytest.mark.parametrize("spec", ["embedded", "embedded:small"])
def test_embedded_asks_for_its_file_at_once_and_starts_nothing(tmp_path, spec):
    asked: list[str] = []

    def ensure(name):
        asked.append(name)
        return tmp_path / "m.gguf"

    chat = make(spec, tmp_path, ensure_model=ensure)
    assert (chat.name, asked) == (spec, [spec])
    assert list(tmp_path.iterdir()) == []
    chat.close()


def test_embedded_takes_a_gguf_file(tmp_path):
    (tmp_path / "mine.gguf").write_bytes(b"GGUF....")
    spec = f"embedded:{tmp_path}/mine.gguf"
    assert make(spec, tmp_path).name == spec


def test_embedded_refuses_a_file_that_is_no_model(tmp_path):
    (tmp_path / "mine.gguf").write_bytes(b"<html>")
    with pytest.raises(ModelFileError, match="no GGUF"):
        make(f"embedded:{tmp_path}/mine.gguf", tmp_path)
    with pytest.raises(ModelFileError, match="No such file"):
        make(f"embedded:{tmp_path}/other.gguf", tmp_path)


@pytest.mark.parametrize("spec", ["embeded", "gpt-5.4", "openai:", ":x", "", "embedded:huge"])
def test_refuses_what_it_does_not_understand(tmp_path, spec):
    with pytest.raises(UsageError):
        make(spec, tmp_path)


def test_a_key_alone_selects_no_provider(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert make("embedded", tmp_path).name == "embedded"


def test_openai_needs_a_key_and_a_compatible_server_does_not(tmp_path):
    with pytest.raises(PrerequisiteError, match="OPENAI_API_KEY"):
        make("openai:gpt-5.4", tmp_path)
    assert make("openai:llama", tmp_path, base_url="http://127.0.0.1:1").name == "openai:llama"


def test_the_key_is_in_no_repr(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    chat = make("openai:gpt-5.4", tmp_path)
    link = chat._connect()
    assert "sk-secret" not in repr(chat) + repr(vars(chat)) + repr(link) + repr(vars(link.model))


def test_the_key_is_read_when_it_is_needed(server, tmp_path, monkeypatch, within):
    from rag.ports import Message

    chat = make("openai:m", tmp_path, base_url=server.url)
    server.will(server.says("ok"))
    for key in ("not-needed", "sk-first", "sk-second"):
        if key.startswith("sk"):
            monkeypatch.setenv("OPENAI_API_KEY", key)
        list(chat.stream((Message("user", "q"),), max_tokens=3, deadline=within(30)))
        assert server.told[-1].headers["authorization"] == f"Bearer {key}"


def test_offline_allows_only_this_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    for spec, url in [
        ("openai:m", None),
        ("openai:m", "https://models.example.org/v1"),
        ("openai:m", "http://127.0.0.1.example.org/v1"),
        ("anthropic:m", "http://127.0.0.1:1/v1"),
    ]:
        with pytest.raises(PrerequisiteError, match="DATELINE_OFFLINE"):
            make(spec, tmp_path, base_url=url, offline=True)
    for url in ("http://127.0.0.1:1/v1", "http://localhost:1/v1", "http://[::1]:1/v1"):
        assert make("openai:m", tmp_path, base_url=url, offline=True)
    with pytest.raises(PrerequisiteError, match="DATELINE_OFFLINE"):
        make_embedder("openai:m", base_url="https://models.example.org", offline=True)


def test_a_missing_integration_says_what_to_install(tmp_path):
    with pytest.raises(PrerequisiteError, match="pip install langchain-mistralai"):
        make("mistralai:small", tmp_path)


def test_an_unknown_provider_is_refused(tmp_path):
    with pytest.raises(UsageError, match="nosuch"):
        make("nosuch:model", tmp_path)


def test_any_provider_of_langchain_answers_through_the_same_path(tmp_path, monkeypatch, within):
    from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage

    from rag.ports import Completion, Message

    class ChatAnthropic(GenericFakeChatModel):
        def __init__(self, **given):
            told = {"stop_reason": "end_turn"}
            super().__init__(messages=iter([AIMessage("It fell.", response_metadata=told)]))

    package = types.ModuleType("langchain_anthropic")
    package.ChatAnthropic = ChatAnthropic
    monkeypatch.setitem(sys.modules, "langchain_anthropic", package)
    chat = make("anthropic:some", tmp_path)
    *pieces, last = chat.stream((Message("user", "q"),), max_tokens=9, deadline=within(30))
    assert "".join(pieces) == "It fell."
    assert isinstance(last, Completion)
    assert chat.yes_probability((Message("user", "q"),), deadline=within(30)) is None


def test_addresses_are_completed_and_shown_without_credentials():
    assert checked_url(None) is None
    assert checked_url("http://host:8000") == "http://host:8000/v1"
    assert checked_url("http://host:8000/api/v1/") == "http://host:8000/api/v1"
    assert shown("https://me:pw@host/v1?key=1") == "https://host/v1"
    for wrong in ("host:8000", "ftp://host/v1", "/v1"):
        with pytest.raises(UsageError):
            checked_url(wrong)


@pytest.mark.parametrize(
    "wrong",
    ["http://[::1", "http://host:99999", "http://host:port/v1", "http://host:0/v1", "http://h\u2100/v1", "http://ho st/v1",
     "http://ho\nst/v1", "http://[v1.a]:x/"],
)  # fmt: skip
def test_a_base_url_that_is_none_is_a_usage_error_which_shows_no_password(wrong):
    for url in (wrong, wrong.replace("http://", "http://me:word@")):
        with pytest.raises(UsageError) as caught:
            checked_url(url)
        assert "word" not in str(caught.value)


@pytest.mark.parametrize("end", ["/chat/completions", "/embeddings", "/completions/", "/models", "", "/"])
def test_the_address_of_one_call_is_taken_for_that_of_the_server(end):
    assert checked_url(f"http://host:8000/v1{end}") == "http://host:8000/v1"
    assert checked_url(f"http://host:8000{end}") == "http://host:8000/v1"


PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def proxies(monkeypatch):
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value", "used"),
    [
        ("https_proxy", "http://proxy.example:3128", "http://proxy.example:3128"),
        ("https_proxy", "proxy.example:3128", "http://proxy.example:3128"),
        ("all_proxy", "http://proxy.example:3128", "http://proxy.example:3128"),
        ("http_proxy", "http://proxy.example:3128", None),
    ],
)
def test_the_proxy_of_the_environment_is_used_beyond_this_machine(proxies, name, value, used):
    proxies.setenv(name, value)
    assert _proxy_for("https://api.example.org/v1") == used
    assert _proxy_for("http://127.0.0.1:1/v1") is None
    proxies.setenv("no_proxy", "example.org")
    assert _proxy_for("https://api.example.org/v1") is None


@pytest.mark.parametrize("kind", ["socks5", "ftp"])
def test_a_proxy_of_a_kind_that_is_not_supported_is_told_without_its_password(proxies, tmp_path, within, kind):
    from rag.ports import Message

    proxies.setenv("https_proxy", f"{kind}://me:word@proxy.example:1")
    proxies.setenv("OPENAI_API_KEY", "k")
    chat = make("openai:m", tmp_path, base_url="https://api.example.org/v1")
    embedder = make_embedder("openai:m", base_url="https://api.example.org/v1", offline=False)
    for ask in (lambda: list(chat.stream((Message("user", "q"),), max_tokens=3, deadline=within(30))),
                lambda: embedder.embed(["a"])):  # fmt: skip
        with pytest.raises(ProviderError, match=rf"proxy in the environment.*\({kind}\)") as caught:
            ask()
        assert "word" not in str(caught.value)


def test_importing_and_making_load_no_model_library(tmp_path):
    code = (
        "import sys, pathlib, rag.llm, rag.models, rag.tokens\n"
        f"c = rag.llm.make_chat('embedded', base_url=None, home=pathlib.Path({str(tmp_path)!r}),"
        " offline=True, ensure_model=lambda n: pathlib.Path('m'))\n"
        "heavy = {'langchain', 'langchain_core', 'langchain_openai', 'openai', 'xllamacpp', 'tiktoken', 'httpx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_article_text_is_never_traced(tmp_path, monkeypatch):
    import os

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    make("none", tmp_path)
    assert os.environ["LANGSMITH_TRACING"] == os.environ["LANGCHAIN_TRACING_V2"] == "false"
