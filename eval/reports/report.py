"""A run as Markdown and as one HTML page that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.metrics.risk import curve
from eval.metrics.verdict import badness
from eval.reports.plots import bars, risk_coverage
from eval.runs.folders import read_json, read_samples
from rag.cli.terminal import safe

WORST = 10
CITED = 6
"""Cited words that a case of a report shows at most."""
SLIGHT = 0.3
"""A case that is no worse than this is not shown as one that failed."""
PLOTTED = (
    "right", "contains", "right_when_answered", "none_balanced_accuracy", "choice_right", "multiple_choice", "citation_precision", "citation_recall", "abstention_precision",
    "abstention_recall", "right_speaker", "exact_words", "hit_at_5", "mrr", "ndcg_at_10", "recall_at_10", "answered",
)  # fmt: skip


def write_reports(folder: Path) -> None:
    """Write ``report.md`` and ``report.html`` of a finished run."""
    manifest, summary = read_json(folder / "manifest.json") or {}, read_json(folder / "summary.json") or {}
    samples = list(read_samples(folder))
    (folder / "report.md").write_text(markdown(manifest, summary, samples), "utf-8")
    (folder / "report.html").write_text(html(manifest, summary, samples), "utf-8")


def _figure(m: Mapping[str, Any]) -> str:
    if m["value"] is None:
        return "–"
    interval = f" [{m['ci_low']:.3f}, {m['ci_high']:.3f}]" if m.get("ci_low") is not None else ""
    return f"{m['value']:.3f}{interval}"


def _about(manifest: Mapping[str, Any]) -> str:
    return (
        f"{len(manifest.get('cases', ()))} cases of the suite {manifest.get('suite')}, answered by {manifest.get('system')} with "
        f"the language model {manifest.get('llm')} and the embeddings {manifest.get('embeddings')}, code {manifest.get('code')}"
        + (f" (commit {manifest['commit']})." if manifest.get("commit") else ".")
    )


def worst(samples: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the cases that went wrong, the worst first."""
    ranked = sorted(samples, key=lambda s: badness(s["scores"]), reverse=True)
    return [s for s in ranked if badness(s["scores"]) > SLIGHT][:WORST]


def said(sample: Mapping[str, Any]) -> str:
    """Return an answer, a ranking or a verdict as words."""
    answer = sample.get("answer")
    if answer is not None:
        text = " ".join(s["text"] for s in answer["sentences"])
        return text or f"(abstained: {answer.get('reason') or answer.get('missing') or 'no answer'})"
    if "ranked" in sample:
        return "ranked: " + ", ".join(sample["ranked"][:10])
    return ", ".join(f"{name} {value:.2f}" for name, value in sample["scores"].items() if value is not None)


def expected(sample: Mapping[str, Any]) -> str:
    """Return in words what a case expects; a run kept before these were kept has its answer strings, or what kind of answer."""
    return str(sample.get("expected") or ", ".join(sample.get("answers", ())) or sample.get("expect", ""))


def evidence(sample: Mapping[str, Any]) -> list[str]:
    """Return the words that an answer cites, each with its article; empty where it cites nothing."""
    cited = (sample.get("answer") or {}).get("citations", ())
    return [f"{c.get('source') or c['article_id']}, {c.get('published') or 'undated'}: {c['text']}" for c in cited][
        :CITED
    ]


def markdown(manifest: Mapping[str, Any], summary: Mapping[str, Any], samples: Sequence[Mapping[str, Any]]) -> str:
    """Return the report as Markdown."""
    lines = [
        f"# Evaluation: {flat(str(manifest.get('suite')))}",
        "",
        flat(_about(manifest)),
        "",
        "| measure | value, 95 % interval | n | unscored |",
    ]
    lines.append("|---|---|---|---|")
    for name, metric in summary.get("metrics", {}).items():
        lines.append(f"| {flat(name)} | {_figure(metric)} | {metric['n']} | {metric['unscored']} |")
    lines += ["", "## Where it fails", ""]
    for sample in worst(samples):
        lines += [
            f"- **{flat(sample['question'])}** ({flat(str(sample['id']))})",
            f"  - expected: {flat(expected(sample))}",
            f"  - given: {flat(said(sample))}",
            *([f"  - because: {flat(sample['why'])}"] if sample.get("why") else []),
            *(f"  - on: {flat(words)}" for words in evidence(sample)),
        ]
    return "\n".join(lines) + "\n"


def _plots(summary: Mapping[str, Any], samples: Sequence[Mapping[str, Any]]) -> str:
    shown = [(n, m) for n, m in summary.get("metrics", {}).items() if n in PLOTTED and m["value"] is not None]
    drawn = [bars(shown)] if shown else []
    points = curve(samples)
    if len(points) > 1:
        drawn.append(risk_coverage(points))
    return "".join(f"<figure>{d}</figure>" for d in drawn)


_MARKS = re.compile(r"[\\|\[!]")
"""What begins a link or a picture or ends a cell; a backslash too, which would take the next one's away."""


def flat(text: str) -> str:
    """Return a text as one line of Markdown that is only text, and that a terminal shows as such."""
    return _MARKS.sub(r"\\\g<0>", escape(safe(text), quote=False))


_STYLE = """
:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
.case { border: 1px solid #8884; border-radius: .5rem; padding: .6rem 1rem; margin: .6rem 0; } small { opacity: .85; }
"""


def _case(sample: Mapping[str, Any]) -> str:
    """Return a case as HTML; ``dir=auto`` lets each text run the way that its script does."""
    cited = "".join(f"<li dir=auto>{escape(words)}</li>" for words in evidence(sample))
    why = f"<p dir=auto>Because: {escape(sample['why'])}</p>" if sample.get("why") else ""
    return (
        f"<div class=case><strong dir=auto>{escape(sample['question'])}</strong> <small>{escape(str(sample['id']))}</small>"
        f"<p dir=auto>Expected: {escape(expected(sample))}</p><p dir=auto>Given: {escape(said(sample))}</p>{why}"
        f"{f'<p>On these words:</p><ul>{cited}</ul>' if cited else ''}</div>"
    )


def html(manifest: Mapping[str, Any], summary: Mapping[str, Any], samples: Sequence[Mapping[str, Any]]) -> str:
    """Return the report as one HTML page without scripts."""
    rows = "".join(
        f"<tr><td>{escape(n)}</td><td>{_figure(m)}</td><td>{m['n']}</td><td>{m['unscored']}</td></tr>"
        for n, m in summary.get("metrics", {}).items()
    )
    cases = "".join(_case(s) for s in worst(samples))
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>Evaluation: {escape(str(manifest.get('suite')))}</title><style>{_STYLE}</style></head><body>"
        f"<h1>Evaluation: {escape(str(manifest.get('suite')))}</h1><p>{escape(_about(manifest))}</p>{_plots(summary, samples)}"
        f"<h2>All measures</h2><table><tr><th>measure</th><th>value, 95 % interval</th><th>n</th><th>unscored</th></tr>{rows}</table>"
        f"<h2>Where it fails</h2>{cases or '<p>No case went wrong.</p>'}</body></html>\n"
    )
