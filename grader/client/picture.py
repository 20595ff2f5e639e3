"""The small picture of a verdict: its data as rows that HTML and plain text draw alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.client.texts import text

__all__ = ["Bar", "Row", "caption", "rows"]

_ARROWS = "→↗↑↖←↙↓↘"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value of a row: `width` from 0 to 1 where it is drawn as a bar, else ``None``."""

    name: str
    value: str
    width: float | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a picture; `off` marks where expected and observed differ."""

    label: str
    bars: tuple[Bar, ...]
    off: bool = False


def caption(picture: Mapping[str, Any], language: str) -> str:
    """Return the line above the picture, or ``""`` for a kind that has no rows."""
    kind = picture.get("kind")
    if kind == "bars" and "input" in picture:
        return text("picture-input", language, input=picture["input"])
    known = {
        "bars": "picture-bars",
        "outcomes": "picture-outcomes",
        "phases": "picture-phases",
        "entries": "picture-entries",
    }
    return text(known[kind], language) if kind in known else ""


def rows(picture: Mapping[str, Any], language: str) -> tuple[Row, ...]:
    """Return the rows of a picture; kinds that are no table of values give none."""
    known = {
        "bars": _probabilities,
        "outcomes": _outcomes,
        "phases": _phases,
        "entries": _entries,
    }
    draw = known.get(str(picture.get("kind")))
    return () if draw is None else draw(picture, language)


def _pairs(picture: Mapping[str, Any]) -> Iterable[tuple[str, float, float]]:
    return zip(picture["labels"], picture["expected"], picture["observed"], strict=True)


def _probabilities(picture: Mapping[str, Any], language: str) -> tuple[Row, ...]:
    found = []
    for label, expected, observed in _pairs(picture):
        if expected < 1e-4 and observed < 1e-4:
            continue  # neither side has it: nothing to see
        bars = (
            Bar(name=text("expected", language), value=_percent(expected), width=expected),
            Bar(name=text("observed", language), value=_percent(observed), width=observed,
                mine=True),
        )  # fmt: skip
        found.append(Row(label=label, bars=bars, off=abs(expected - observed) > 1e-3))
    return tuple(found)


def _outcomes(picture: Mapping[str, Any], language: str) -> tuple[Row, ...]:
    """Return outcomes with those that should be likely marked; the others have no target."""
    found = []
    for label, wanted, observed in zip(
        picture["labels"], picture["wanted"], picture["observed"], strict=True
    ):
        name = text("observed", language)
        bar = Bar(name=name, value=_percent(observed), width=observed, mine=True)
        found.append(Row(label=f"▸ {label}" if wanted else label, bars=(bar,)))
    return tuple(found)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".0 %", " %")


def _phases(picture: Mapping[str, Any], language: str) -> tuple[Row, ...]:
    found = []
    for label, expected, observed in _pairs(picture):
        bars = (
            Bar(name=text("expected", language), value=_turn(expected)),
            Bar(name=text("observed", language), value=_turn(observed), mine=True),
        )
        off = (expected - observed + 1) % 360 > 2
        found.append(Row(label=label, bars=bars, off=off))
    return tuple(found)


def _turn(degrees: float) -> str:
    return f"{_ARROWS[round(degrees / 45) % 8]} {degrees:g}°"


def _entries(picture: Mapping[str, Any], language: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            label=path,
            bars=(Bar(name="", value=text("entry-right" if right else "entry-off", language)),),
            off=not right,
        )
        for path, right in zip(picture["paths"], picture["right"], strict=True)
    )
