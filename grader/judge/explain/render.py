"""Fill the templates with a verdict's parameters."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.exercise import Exercise
from grader.judge.explain.catalogue import Catalogue, catalogue, placeholders
from grader.judge.scoring import UNITS, in_units
from grader.verdict import Verdict

__all__ = ["Explanation", "message", "render"]

_LONGEST = 240
_WORDED = frozenset({"expected", "got"})
# What makes a cost smaller depends on the formula: the advice has one text for each.
_KINDS = {"ft-v1": "-t", "mapped-v1": "-device", "objective-v1": "-value"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One verdict in words; plain text, parts may be empty.

    Attributes:
        title: The verdict in a few words.
        what: What is wrong.
        where: Where it first shows.
        next: What to look at next.
    """

    title: str
    what: str
    where: str = ""
    next: str = ""


def render(verdict: Verdict, language: str, exercise: Exercise | None = None) -> Explanation:
    """Explain a verdict in ``"en"`` or ``"ja"``.

    Args:
        verdict: What the judge said.
        language: Language of the texts.
        exercise: Lets an accepted answer be compared with par and best known cost.
    """
    texts = catalogue(language)
    params = _values(verdict.reason.params, language, texts)
    pattern = str(verdict.reason.params.get("pattern", ""))
    if verdict.accepted and exercise is not None:
        pattern, scores = _standing(verdict, exercise)
        params |= scores

    def field(name: str) -> str:
        for template in texts.templates(verdict.reason.key, pattern, name):
            if placeholders(template) <= params.keys():
                return template.format_map(params)
        return ""

    what = field("what") or texts.frames["unknown"].format(key=verdict.reason.key)
    return Explanation(
        title=texts.outcomes[str(verdict.outcome)],
        what=_in_case(what, params, texts),
        where=field("where"),
        next=field("next"),
    )


def message(verdict: Verdict, language: str, exercise: Exercise | None = None) -> str:
    """Return the explanation as one paragraph."""
    told = render(verdict, language, exercise)
    parts = [part for part in (told.what, told.where, told.next) if part]
    return ("" if language == "ja" else " ").join(parts)


def _in_case(what: str, params: Mapping[str, str], texts: Catalogue) -> str:
    if "case" not in params:
        return what
    frame = "hidden" if params.get("hidden") == "True" else "public"
    return texts.frames[frame].format(case=params["case"], what=what)


def _values(params: Mapping[str, Any], language: str, texts: Catalogue) -> dict[str, str]:
    values = {}
    for name, value in params.items():
        chosen = (
            value.get("ja" if language == "ja" else "en", "")
            if isinstance(value, Mapping)
            else value
        )
        if chosen is None or chosen == "" or isinstance(chosen, (list, tuple)):
            continue
        text = _plain(str(chosen))
        values[name] = texts.words.get(text, text) if name in _WORDED else text
    if {"en", "ja"} <= values.keys():
        values["text"] = values["ja" if language == "ja" else "en"]
    return _with_place(values)


def _with_place(values: dict[str, str]) -> dict[str, str]:
    """Turn a path of the wire form into what a reader can find."""
    path = values.pop("path", "").removeprefix("$")
    operation = re.search(r"\.ops\[(\d+)\]", path)
    if operation:
        values.setdefault("index", operation[1])
    elif path:
        values["path"] = path
    return values


def _plain(text: str) -> str:
    """Return the text without controls: parameters may hold a learner's words."""
    kept = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "…"


def _standing(verdict: Verdict, exercise: Exercise) -> tuple[str, dict[str, str]]:
    score = exercise.score
    if verdict.cost is None or score.par is None or score.formula not in UNITS:
        return "", {}
    unit = UNITS[score.formula]
    kind = _KINDS.get(score.formula, "")
    value = "-value" if kind == "-value" else ""
    sign = 1 if score.direction == "min" else -1
    shown = {"cost": f"{verdict.cost / unit:g}", "par": f"{score.par:g}"}
    if score.best is not None:
        shown["best"] = f"{score.best:g}"
        margin = sign * (verdict.cost - in_units(score.formula, score.best))
        if margin <= 0:
            return ("record" if margin < 0 else "best") + value, shown
    reached = sign * (verdict.cost - in_units(score.formula, score.par)) <= 0
    return ("par" if reached else "over-par") + kind, shown
