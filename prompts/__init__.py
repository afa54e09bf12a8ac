"""Prompts are files, one each; this module loads them and refuses a call that does not fit the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template


class PromptError(ValueError):
    """A prompt file does not exist, is malformed, or was given other variables than it names."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with its system and user part. ``sha256`` names the exact text in every trace.

    The file has two parts, ``# system`` and ``# user``; ``$name`` marks a variable. Values are
    never scanned again, so ``$5bn`` in an article is only text.
    """

    name: str
    system: str
    user: str
    variables: frozenset[str]
    sha256: str

    def render(self, given: Mapping[str, str]) -> tuple[str, str]:
        """Return the system and the user text with every variable filled in.

        Raises:
            PromptError: a variable is missing or unknown.
        """
        if given.keys() != self.variables:
            missing = sorted(self.variables - given.keys())
            unknown = sorted(given.keys() - self.variables)
            raise PromptError(f"prompt {self.name!r}: missing {missing}, unknown {unknown}")
        return Template(self.system).substitute(given), Template(self.user).substitute(given)


@cache
def load(name: str) -> Prompt:
    """Return the prompt in ``prompts/<name>.md``.

    Raises:
        PromptError: there is no such file, or it lacks a part.
    """
    try:
        body = files("prompts").joinpath(f"{name}.md").read_text("utf-8")
    except FileNotFoundError as exc:
        raise PromptError(f"there is no prompt {name!r}") from exc
    head, system_mark, rest = body.partition("# system\n")
    system, user_mark, user = rest.partition("# user\n")
    template = Template(system + user)
    if head.strip() or not system_mark or not user_mark or not template.is_valid():
        raise PromptError(f"prompt {name!r} needs '# system', '# user' and well-formed variables")
    return Prompt(
        name,
        system.strip(),
        user.strip(),
        frozenset(template.get_identifiers()),
        sha256(body.encode()).hexdigest(),
    )
