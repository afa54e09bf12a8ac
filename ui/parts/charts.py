"""Charts that can be read in the light and in the dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from ui.parts.source import theme
from ui.parts.style import DARK, LIGHT

Rows = Sequence[Mapping[str, Any]]
Chart = alt.Chart | alt.LayerChart | alt.FacetChart
LABEL_PX = 220
_SHARE = alt.Scale(domain=[0, 1])


def ink() -> str:
    """Return the colour of text, as the reader sees the app."""
    return (DARK if theme() == "dark" else LIGHT)["textColor"]


def legible(chart: Chart) -> Chart:
    """Return the chart with axes in the colour of text, and no name cut short."""
    colours: dict[str, Any] = {"labelColor": ink(), "titleColor": ink(), "labelLimit": LABEL_PX}
    made: Chart = chart.configure_axis(**colours).configure_legend(**colours)
    return made


def by_time(rows: Rows) -> Chart:
    """Return bars of ``articles`` over ``day``."""
    made: Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=alt.X("utcyearmonthdate(day):T", title="day of publication (UTC)", axis=alt.Axis(format="%d %b %Y")),
            y=alt.Y("sum(articles):Q", title="articles", axis=alt.Axis(tickMinStep=1, format=",d")),
            tooltip=["utcyearmonthdate(day):T", "sum(articles):Q"],
        )
    )
    return made


def by_outlet(rows: Rows) -> Chart:
    """Return bars of ``articles`` by ``name`` in the order given; ``outlet`` is the whole name."""
    made: Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar()
        .encode(
            y=alt.Y("name:N", sort=None, title=None),
            x=alt.X("articles:Q", title="articles", axis=alt.Axis(tickMinStep=1, format=",d")),
            tooltip=["outlet:N", "articles:Q"],
        )
    )
    return made


def with_intervals(rows: Rows) -> Chart:
    """Return bars of ``value`` by ``measure``, each with its interval from ``low`` to ``high`` as a line with ends."""
    base = alt.Chart(alt.InlineData(values=rows), height={"step": 26}).encode(
        y=alt.Y("measure:N", sort=None, title=None),
        tooltip=["measure:N", alt.Tooltip("value:Q", format=".3f"), "low:Q", "high:Q"],
    )
    value = alt.X("value:Q", scale=_SHARE, title="value, with its 95 % interval", axis=alt.Axis(tickCount=5))
    bars = base.mark_bar(opacity=0.55).encode(x=value)
    known = base.transform_filter("isValid(datum.low) && isValid(datum.high)")
    line = known.mark_rule(strokeWidth=2, color=ink()).encode(x="low:Q", x2="high:Q")
    ends = [known.mark_tick(thickness=2, size=12, color=ink()).encode(x=f"{end}:Q") for end in ("low", "high")]
    return alt.layer(bars, line, *ends)


def over_runs(rows: Rows) -> Chart:
    """Return a line of ``value`` over ``run`` for each ``measure``, told apart by dash and shape, not by colour alone."""
    made: Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point={"size": 70})
        .encode(
            x=alt.X("run:N", sort=None, title=None, axis=alt.Axis(labelAngle=-30)),
            y=alt.Y("value:Q", scale=_SHARE, title="value"),
            color="measure:N",
            strokeDash=alt.StrokeDash("measure:N", legend=None),
            shape="measure:N",
            tooltip=["run:N", "measure:N", alt.Tooltip("value:Q", format=".3f")],
        )
    )
    return made


def risk_over_coverage(rows: Rows) -> Chart:
    """Return the share of wrong answers over the share of questions answered."""
    made: Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point=True, interpolate="step-after")
        .encode(
            x=alt.X("answered:Q", scale=_SHARE, title="share of questions answered"),
            y=alt.Y("wrong:Q", title="share of those wrong"),
            tooltip=["answered:Q", "wrong:Q", "support:Q"],
        )
    )
    return made
