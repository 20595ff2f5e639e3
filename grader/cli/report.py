"""What `qskills grade` prints: the stable JSON object, or a table for people."""

import re
from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from grader.judge.explain import message
from grader.judge.scoring import UNITS
from grader.pipeline import Graded
from grader.sandbox.outcome import Isolation, Usage
from grader.verdict import Outcome, Verdict

__all__ = ["STYLE", "as_json", "as_table", "clean", "error_json"]

STYLE = {Outcome.ACCEPTED: "green", Outcome.PARTIALLY_ACCEPTED: "yellow"}

# C0 except newline and tab, C1, and the bidirectional controls: they could move the cursor of
# an instructor's terminal or make one word look like another.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Return the text with control characters shown as escapes."""
    return _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def _number(thousandths: int) -> float:
    return thousandths // 1000 if thousandths % 1000 == 0 else thousandths / 1000


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return one entry of ``exercises`` in the stable form."""
    return {
        "id": verdict.exercise,
        "verdict": str(verdict.outcome),
        "points": _number(verdict.points),
        "max_points": _number(verdict.max_points),
        "merit": verdict.merit,
        "cost": shown_cost(verdict),
        "metrics": dict(verdict.metrics),
        "reason": {
            "key": verdict.reason.key,
            "en": clean(message(verdict, "en")),
            "ja": clean(message(verdict, "ja")),
        },
        "method": verdict.method,
    }


def shown_cost(verdict: Verdict) -> float | None:
    """Return the cost in the formula's own unit."""
    unit = UNITS.get(verdict.versions.get("formula", ""), 1)
    if verdict.cost is None or unit == 1:
        return verdict.cost
    return verdict.cost / unit


def as_json(graded: Graded, digest: str) -> dict[str, Any]:
    """Return the JSON object of one graded file."""
    usage, isolation = graded.usage, graded.isolation
    return {
        "exercises": [verdict_json(verdict) for verdict in graded.verdicts],
        "isolation": _isolation(isolation),
        "usage": _usage(usage),
        "submission": digest,
    }


def _isolation(isolation: Isolation) -> dict[str, Any]:
    return {"level": isolation.level, "features": dict(isolation.features)}


def _usage(usage: Usage) -> dict[str, float]:
    return {
        "wall_s": round(usage.wall_s, 3),
        "cpu_s": round(usage.cpu_s, 3),
        "peak_mib": round(usage.peak_mib, 1),
    }


def error_json(path: str, code: str, en: str, ja: str) -> dict[str, Any]:
    """Return the JSON object of a file that cannot be graded."""
    return {
        "path": path,
        "error": {"code": code, "en": clean(en), "ja": clean(ja)},
        "exercises": [],
    }


def as_table(path: str, verdicts: Sequence[Verdict], language: str) -> Table:
    """Return a table of the verdicts, for a terminal."""
    table = Table(title=escape(clean(path)), title_justify="left", expand=False)
    for name in ("exercise", "verdict", "points", "cost", "why"):
        table.add_column(name, justify="right" if name in {"points", "cost"} else "left")
    for verdict in verdicts:
        style = STYLE.get(verdict.outcome, "red")
        cost = shown_cost(verdict)
        table.add_row(
            verdict.exercise,
            f"[{style}]{verdict.outcome}[/{style}]",
            f"{_number(verdict.points):g} / {_number(verdict.max_points):g}",
            "" if cost is None else f"{cost:g}",
            escape(clean(message(verdict, language))),
        )
    return table
