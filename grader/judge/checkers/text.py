"""Checker ``text``: a text within limits of length, which an instructor marks by hand.

Japanese is measured in characters and English in words, blanks and invisible characters not
counted, each within the range that ``[options]`` gives. A text counts as Japanese if at least a
third of its letters are kana or kanji. Nothing of its content is judged: a text of the right
length is ``IN`` with the rubric of ``judge.py``, which reaches the instructor as a grade to be
given by hand.
"""

import re
import unicodedata
from typing import Any

from grader.errors import CheckerFailed
from grader.judge._registry import Checker, register
from grader.judge.finding import Finding, malformed
from grader.judge.form import kind_of
from grader.judge.goal import Goal
from grader.verdict import Outcome, Reason

__all__ = ["CHECKER"]

_JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_JAPANESE_SHARE = 1 / 3
_WORD = re.compile(r"\S*\w\S*")


def _form(value: Any, goal: Goal) -> Finding | None:  # noqa: ANN401 - any value of the wire
    if not isinstance(value, str):
        return malformed("type", expected="text", got=kind_of(value))
    value = _visible(value)
    text = "".join(value.split())
    if not text:
        return Finding(outcome=Outcome.NOT_ANSWERED, reason=Reason(key="empty-text"))
    letters = sum(map(str.isalpha, text))
    japanese = len(_JAPANESE.findall(text)) >= _JAPANESE_SHARE * letters > 0
    unit = "characters" if japanese else "words"
    length = len(text) if japanese else len(_WORD.findall(value))
    low, high = _range(goal, unit)
    if low <= length <= high:
        return None
    params: dict[str, Any] = {"pattern": unit, "got": length, "low": low, "high": high}
    return malformed("text-length", **params)


def _visible(value: str) -> str:
    """Leave out format characters, e.g. of width zero, which nobody sees and no one may count."""
    return "".join(char for char in value if unicodedata.category(char) != "Cf")


def _range(goal: Goal, unit: str) -> tuple[int, int]:
    given = goal.options[unit]
    if len(given) != 2 or not 0 <= given[0] <= given[1]:
        raise CheckerFailed(f"the option {unit!r} is a pair: the least and the most")
    return int(given[0]), int(given[1])


def _correct(value: str, goal: Goal) -> Finding:
    rows = [{"en": row["en"], "ja": row["ja"]} for row in goal.expected]
    return Finding(
        outcome=Outcome.INCONCLUSIVE,
        reason=Reason(key="by-hand", params={"criteria": len(rows)}),
        method="by hand",
        metrics={"characters": float(len("".join(_visible(value).split())))},
        picture={"kind": "rubric", "rows": rows},
    )


CHECKER = register(
    Checker(
        name="text",
        options={"characters": [1, 10_000], "words": [1, 5_000]},
        form=_form,
        correct=_correct,
    )
)
