"""Checker ``choice``: the options picked for the drawn questions are those of the hidden key.

The answer is a dict ``{question id: option id}`` over exactly the questions of this draw.
Accepted from ``pass_share`` of right answers, partly accepted from ``partial_share``. The
verdict names questions that were missed by their place, never their right option.
"""

from typing import Any

from grader.judge._registry import Checker, register
from grader.judge.finding import Finding, accepted, malformed
from grader.judge.form import kind_of
from grader.judge.goal import Goal
from grader.verdict import Outcome, Reason

__all__ = ["CHECKER"]

_METHOD = "key"
_NAMED = 5


def _form(value: Any, goal: Goal) -> Finding | None:  # noqa: ANN401 - any value of the wire
    if not isinstance(value, dict):
        return malformed("type", expected="choice", got=kind_of(value))
    for question_id, option_id in value.items():
        if not isinstance(question_id, str) or not isinstance(option_id, str):
            return malformed("type", expected="choice", got="other")
    drawn = {question.id: question for question in goal.questions}
    foreign = [name for name in value if name not in drawn]
    if foreign:
        return malformed("other-draw", question=foreign[0][:40], count=len(foreign))
    if len(value) != len(drawn):
        return malformed("length", expected=len(drawn), got=len(value))
    for question_id, option_id in value.items():
        if option_id not in {option.id for option in drawn[question_id].options}:
            return malformed("other-draw", question=question_id, count=1, option=option_id[:40])
    return None


def _correct(value: dict[str, str], goal: Goal) -> Finding:
    total = len(goal.questions)
    missed = [
        {"number": number, "question": question.id, "option": value[question.id]}
        for number, question in enumerate(goal.questions, 1)
        if value[question.id] != question.key
    ]
    right = total - len(missed)
    share = right / total
    params: dict[str, Any] = {
        "right": right,
        "total": total,
        "needed": -int(-goal.pass_share * total // 1),
        "missed": [item["question"] for item in missed],
        "numbers": ", ".join(str(item["number"]) for item in missed[:_NAMED])
        + (" ..." if len(missed) > _NAMED else ""),
    }
    metrics = {"right": float(right), "share": share}
    why = _explained(missed, goal)
    if share >= goal.pass_share - 1e-9:
        done = accepted(_METHOD, **params)
        return Finding(
            outcome=done.outcome, reason=done.reason, method=_METHOD, metrics=metrics,
            share=share, picture=why,
        )  # fmt: skip
    partly = goal.partial_share is not None and share >= goal.partial_share - 1e-9
    same = len({_place(value, question) for question in goal.questions}) == 1 and total > 2
    if same:
        params["pattern"] = "same-place"
    return Finding(
        outcome=Outcome.PARTIALLY_ACCEPTED if partly else Outcome.WRONG_ANSWER,
        reason=Reason(key="share", params=params),
        method=_METHOD,
        metrics=metrics,
        share=share,
        picture=why,
    )


def _place(value: dict[str, str], question: Any) -> int:  # noqa: ANN401 - a Question
    return [option.id for option in question.options].index(value[question.id])


def _explained(missed: list[dict[str, Any]], goal: Goal) -> dict[str, Any] | None:
    """Return why each picked option is wrong: the author's words on that option only."""
    by_id = {question.id: question for question in goal.questions}
    rows = []
    for item in missed:
        options = {option.id: option for option in by_id[item["question"]].options}
        why = options[item["option"]].why
        if why is not None:
            rows.append({**item, "why": {"en": why.en, "ja": why.ja}})
    return {"kind": "choices", "rows": rows} if rows else None


CHECKER = register(Checker(name="choice", options={"draw": 0}, form=_form, correct=_correct))
