"""A run as Markdown and as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.plots import bars, risk_coverage
from eval.risk import curve
from eval.runs import read_json, read_samples

WORST = 10
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
        f"the language model {manifest.get('llm')} and the embeddings {manifest.get('embeddings')}, code {manifest.get('code')}."
    )


def worst(samples: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the cases that went wrong, the worst first."""

    def badness(sample: Mapping[str, Any]) -> float:
        s = sample["scores"]
        bad = 3.0 * bool(s.get("forbidden")) + 3.0 * bool(s.get("time_leak"))
        if s.get("abstention_expected") and s.get("answered"):
            bad += 2.5
        if s.get("right_when_answered") == 0 or s.get("choice_right") == 0:
            bad += 2.0
        bad += 1.0 * bool(s.get("abstained_wrongly"))
        bad += 1 - s["ndcg_at_10"] if "ndcg_at_10" in s else 0.0
        return bad

    ranked = sorted(samples, key=badness, reverse=True)
    return [s for s in ranked if badness(s) > 0.3][:WORST]


def said(sample: Mapping[str, Any]) -> str:
    """Return an answer, or a ranking, as words."""
    answer = sample.get("answer")
    if answer is None:
        return "ranked: " + ", ".join(sample.get("ranked", ())[:10])
    text = " ".join(s["text"] for s in answer["sentences"])
    return text or f"(abstained: {answer.get('reason') or answer.get('missing') or 'no answer'})"


def markdown(manifest: Mapping[str, Any], summary: Mapping[str, Any], samples: Sequence[Mapping[str, Any]]) -> str:
    """Return the report as Markdown."""
    lines = [
        f"# Evaluation: {manifest.get('suite')}",
        "",
        _about(manifest),
        "",
        "| measure | value, 95 % interval | n | unscored |",
    ]
    lines.append("|---|---|---|---|")
    for name, metric in summary.get("metrics", {}).items():
        lines.append(f"| {name} | {_figure(metric)} | {metric['n']} | {metric['unscored']} |")
    lines += ["", "## Where it fails", ""]
    for sample in worst(samples):
        expected = ", ".join(sample.get("answers", ())) or sample.get("expect", "")
        lines += [
            f"- **{_flat(sample['question'])}** ({sample['id']})",
            f"  - expected: {_flat(expected)}",
            f"  - given: {_flat(said(sample))}",
        ]
    return "\n".join(lines) + "\n"


def _plots(summary: Mapping[str, Any], samples: Sequence[Mapping[str, Any]]) -> str:
    shown = [(n, m) for n, m in summary.get("metrics", {}).items() if n in PLOTTED and m["value"] is not None]
    drawn = [bars(shown)] if shown else []
    points = curve(samples)
    if len(points) > 1:
        drawn.append(risk_coverage(points))
    return "".join(f"<figure>{d}</figure>" for d in drawn)


def _flat(text: str) -> str:
    return escape(" ".join(text.split()), quote=False).replace("|", "\\|").replace("[", "\\[").replace("!", "\\!")


_STYLE = """
:root { color-scheme: light dark; } body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
.case { border: 1px solid #8884; border-radius: .5rem; padding: .6rem 1rem; margin: .6rem 0; } small { opacity: .85; }
"""


def html(manifest: Mapping[str, Any], summary: Mapping[str, Any], samples: Sequence[Mapping[str, Any]]) -> str:
    """Return the report as one HTML page without scripts."""
    rows = "".join(
        f"<tr><td>{escape(n)}</td><td>{_figure(m)}</td><td>{m['n']}</td><td>{m['unscored']}</td></tr>"
        for n, m in summary.get("metrics", {}).items()
    )
    cases = "".join(
        f"<div class=case><strong>{escape(s['question'])}</strong> <small>{escape(str(s['id']))}</small>"
        f"<p>Expected: {escape(', '.join(s.get('answers', ())) or str(s.get('expect', '')))}</p><p>Given: {escape(said(s))}</p></div>"
        for s in worst(samples)
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>Evaluation: {escape(str(manifest.get('suite')))}</title><style>{_STYLE}</style></head><body>"
        f"<h1>Evaluation: {escape(str(manifest.get('suite')))}</h1><p>{escape(_about(manifest))}</p>{_plots(summary, samples)}"
        f"<h2>All measures</h2><table><tr><th>measure</th><th>value, 95 % interval</th><th>n</th><th>unscored</th></tr>{rows}</table>"
        f"<h2>Where it fails</h2>{cases or '<p>No case went wrong.</p>'}</body></html>\n"
    )
