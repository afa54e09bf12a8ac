"""Sentences that speak to a machine instead of a reader: planted instructions. Pure."""

from __future__ import annotations

import re

_OF_A_RULE = (
    r" (?:(?:not|also|first|now|always|never|soon|all) )?(?:be|have|comply|undergo|meet|pass|carry|face|remain|respect|serve|become|"
    r"learn|adhere|conform|stay|get|work|help)\b"
)
"""What news demands of such models: "AI models must be tested", said to whoever makes them."""
# Tried at every letter of an article: of small letters, and one look for the edge of a word for all that begins with one.
_INSTRUCTIONS = re.compile(
    r"<\|\w+\|>|\[/?inst\]|<</?sys>>|</?(?:system|assistant|user|context|instructions?|untrusted\w*)>|"
    r"<(?:start|end)_of_turn>|\b(?:"
    r"(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|every|the|your|of|my|these|those)\s+)*"
    r"(?:(?:previous|prior|above|earlier|preceding|foregoing|system|existing|original)\s+)+"
    r"(?:instructions?|prompts?|text|messages?|rules|guidelines|context|directions|commands)\b|"
    r"(?:new|updated|system|important) instructions? ?:|"
    r"(?:ignore|disregard|forget) (?:everything|anything|all) (?:above|before|else|you (?:were|have been) told)\b|"
    r"you are now\b.{0,40}\b(?:assistant|model|ai|dan)\b|as an ai (?:language )?model\b|"
    r"(?:in|within|throughout|modify|change|rewrite|alter|end|begin|start|format) your (?:\w+ )?"
    r"(?:responses?|repl(?:y|ies)|answers?|output)\b|"
    r"(?:reveal|print|repeat|show) (?:me )?(?:your|the) (?:system )?prompt\b|"
    rf"(?:ai|language) (?:assistants?|models?|agents?),? (?:(?:must|should)\b(?!{_OF_A_RULE})|(?:reading this|please)\b))"
)
_HEADED = re.compile(r"^[^\S\n]*(?:#{2,} ?)?(?:system|assistant) ?(?:prompt|message)?:", re.MULTILINE)


def holds_instruction(text: str) -> bool:
    """Return whether a text holds what looks like an instruction to a language model."""
    folded = text.casefold()
    return _INSTRUCTIONS.search(folded) is not None or _HEADED.search(folded) is not None


def tells_a_machine(sentence: str) -> bool:
    """Return whether a sentence orders a machine about; control tokens alone, which are broken elsewhere, do not."""
    return holds_instruction(_TOKENS.sub(" ", sentence))


_TOKENS = re.compile(r"<[|｜]?\w+[|｜]?>|\[/?INST\]|<</?SYS>>")
