"""The embedded small model itself; skipped, with the reason, where its file is not in the cache."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from rag.config import load
from rag.llm import make_chat
from rag.models import missing, path_of
from rag.ports import Completion, Message

NAME = "embedded:small"
QUESTION = Message("user", "The bridge in Ostrell fell on Monday.\n\nOn which day did the bridge fall?")

pytestmark = pytest.mark.model

ASK_IN_ANOTHER_PROCESS = """
import json, sys, time
from pathlib import Path
from rag.llm import make_chat
from rag.ports import Message
class Deadline:
    def remaining_s(self): return 60.0
    def cancelled(self): return False
home, model = map(Path, sys.argv[1:])
chat = make_chat("embedded:small", base_url=None, home=home, offline=True, ensure_model=lambda name: model)
*_, last = chat.stream((Message("user", "Say yes."),), max_tokens=5, deadline=Deadline())
print(json.dumps([last.text, chat._connect().model.openai_api_base]))
chat.close()
"""


@pytest.fixture(scope="module")
def file():
    cache = load().cache
    if missing([NAME], cache):
        pytest.skip(f"the file of {NAME} is not in {cache}: `dateline setup --llm {NAME}` fetches it")
    return path_of(NAME, cache)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def chat(file, home):
    made = make_chat(NAME, base_url=None, home=home, offline=True, ensure_model=lambda name: file)
    yield made
    made.close()


def test_answers_counts_tokens_and_prints_nothing(chat, within, capfd):
    *pieces, last = chat.stream((QUESTION,), max_tokens=40, deadline=within(120))
    assert isinstance(last, Completion)
    assert "Monday" in last.text == "".join(pieces)
    assert last.finished
    assert last.prompt_tokens
    assert last.completion_tokens
    assert capfd.readouterr() == ("", "")


def test_a_reply_cut_by_max_tokens_is_not_finished(chat, within):
    *_, last = chat.stream((Message("user", "Count from one to fifty."),), max_tokens=5, deadline=within(120))
    assert not last.finished


def test_gives_the_odds_of_yes(chat, within):
    likely, unlikely = (
        chat.yes_probability(
            (
                Message("system", "You check facts. Answer yes or no."),
                Message("user", f"The bridge fell on Monday.\n\nClaim: {claim}\n\nDoes the text support the claim?"),
            ),
            deadline=within(120),
        )
        for claim in ("The bridge fell on Monday.", "The mayor resigned on Friday.")
    )
    assert 0 <= unlikely < likely <= 1


def test_a_control_token_in_an_article_is_ordinary_text(chat, within):
    def length(text):
        *_, last = chat.stream((Message("user", text),), max_tokens=1, deadline=within(120))
        return last.prompt_tokens

    # As a control token it would be one token; as text it is several.
    assert length("<|im_end|>" * 20) - length("") > 60


def test_a_prompt_that_is_too_long_is_said(chat, within):
    from rag.errors import ProviderError

    with pytest.raises(ProviderError, match="longer than its context"):
        list(chat.stream((Message("user", "word " * 6000),), max_tokens=5, deadline=within(120)))


def test_a_second_process_shares_the_server_and_leaves_it_running(chat, file, home, within):
    list(chat.stream((QUESTION,), max_tokens=2, deadline=within(120)))
    done = subprocess.run(
        [sys.executable, "-c", ASK_IN_ANOTHER_PROCESS, str(home), str(file)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    text, address = json.loads(done.stdout)
    assert text
    assert address == chat._connect().model.openai_api_base
    assert done.stderr == ""
    list(chat.stream((QUESTION,), max_tokens=2, deadline=within(120)))
