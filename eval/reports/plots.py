"""Plots as SVG that needs nothing else. The one home of matplotlib, loaded when something is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any

from eval.metrics.risk import Curve

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BLUE, RED = "#4c78a8", "#c44e52"
WIDTH, ROW = 8.0, 0.32


def bars(shown: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """Return named measures as bars with their 95 % intervals."""
    figure = _figure(0.9 + ROW * len(shown))
    axes = figure.subplots()
    names, values = [n for n, _ in shown], [float(m["value"]) for _, m in shown]
    axes.barh(names, values, color=BLUE, height=0.6)
    for row, (_, m) in enumerate(shown):
        if m.get("ci_low") is not None:
            axes.plot([m["ci_low"], m["ci_high"]], [row, row], color=RED, linewidth=2)
        axes.text(1.02, row, f"{m['value']:.2f}", va="center", fontsize=9)
    axes.set_xlim(0, 1)
    axes.invert_yaxis()
    axes.set_title("The main measures, with 95 % intervals", fontsize=10)
    return _svg(figure, "The main measures with 95 % intervals")


def risk_coverage(found: Curve) -> str:
    """Return the share of wrong answers against the share of questions answered."""
    figure = _figure(3.2)
    axes = figure.subplots()
    axes.step([p.coverage for p in found.points], [p.risk for p in found.points], where="post", color=BLUE)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(0.1, *(p.risk for p in found.points)) * 1.1)
    axes.set_xlabel("share of the questions answered, the surest first")
    axes.set_ylabel("share of these wrong")
    axes.set_title(f"Risk and coverage over {found.asked} questions", fontsize=10)
    return _svg(figure, "Risk against coverage")


def _figure(height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, height), layout="constrained")


def _svg(figure: Figure, label: str) -> str:
    from matplotlib import rc_context

    sink = StringIO()
    # Text stays text (read aloud, searched); ids are fixed, so that the same run gives the same file.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "dateline"}):
        figure.savefig(sink, format="svg", metadata={"Date": None, "Creator": None})
    drawn = sink.getvalue()
    inside = drawn[drawn.index("<svg") :]
    return inside.replace("<svg", f'<svg role="img" aria-label="{escape(label, quote=True)}"', 1)
