"""A verdict as the card that a learner sees, in practice and after grading."""

from collections.abc import Mapping
from typing import Any

from grader.client.feedback import Feedback, Measured, Step
from grader.client.texts import METRICS, metric_name, text
from grader.exercise import FUNCTION_CHECKERS, Exercise, Score
from grader.judge.explain import render
from grader.judge.scoring import UNITS
from grader.practice.drawing import Drawing
from grader.verdict import Outcome, Verdict

__all__ = ["feedback_of"]

_TONES: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: "right",
    Outcome.PARTIALLY_ACCEPTED: "partly",
    Outcome.LIMIT_EXCEEDED: "partly",
    Outcome.FORM_ERROR: "form",
    Outcome.NOT_ANSWERED: "info",
    Outcome.INCONCLUSIVE: "info",
    Outcome.JUDGE_ERROR: "info",
}
_STEPS = (("step-right", 0.6), ("step-par", 0.9), ("step-best", 1.0))


def feedback_of(
    verdict: Verdict,
    exercise: Exercise,
    language: str,
    *,
    practice: bool = False,
    drawing: Drawing | None = None,
    remarks: tuple[str, ...] = (),
) -> Feedback:
    """Return the card of a verdict.

    Args:
        verdict: What the judge said.
        exercise: Gives title, limits, par and best known cost.
        language: ``"en"`` or ``"ja"``.
        practice: Adds that this verdict does not count yet, and how to get hints.
        drawing: Monospaced text to show.
        remarks: Small print to add.
    """
    if verdict.reason.key == "form-only":
        return _form_only(verdict, exercise, language)
    said = render(verdict, language, exercise)
    points = text(
        "points", language, points=_points(verdict.points), maximum=_points(verdict.max_points)
    )
    notes = [*remarks]
    if practice:
        key = "practice" if exercise.checker in FUNCTION_CHECKERS else "practice-fixed"
        notes.append(text(key, language))
        if exercise.hints and not verdict.accepted:
            count = len(exercise.hints)
            notes.append(text("hints", language, exercise=exercise.id, count=count))
    return Feedback(
        language=language,
        tone=_TONES.get(verdict.outcome, "wrong"),
        badge=said.title,
        heading=exercise.title[language],
        aside=points,
        steps=_steps(verdict, exercise, language),
        paragraphs=tuple(part for part in (said.what, said.where) if part),
        measured=_measured(verdict, exercise, language),
        picture=verdict.picture,
        drawing=drawing.text if drawing else "",
        drawing_title=drawing.title if drawing else "",
        items=_next(said.next, verdict, language),
        items_title=text("next", language),
        notes=tuple(notes),
        points=verdict.points / 1000,
    )


def _form_only(verdict: Verdict, exercise: Exercise, language: str) -> Feedback:
    return Feedback(
        language=language,
        tone="info",
        badge=text("form-title", language),
        heading=exercise.title[language],
        paragraphs=(text("form-what", language),),
        notes=(text("form-only", language),),
        # Nothing is known to be wrong: nbgrader's Validate must not call the cell failed.
        points=verdict.max_points / 1000,
    )


def _points(thousandths: int) -> str:
    return f"{thousandths / 1000:g}"


def _next(advice: str, verdict: Verdict, language: str) -> tuple[str, ...]:
    items = [advice] if advice else []
    if verdict.picture is not None and verdict.picture.get("kind") == "choices":
        rows: list[Mapping[str, Any]] = list(verdict.picture["rows"])
        items += [f"{row['number']}. {row['why'][language]}" for row in rows]
    if verdict.picture is not None and verdict.picture.get("kind") == "rubric":
        items += [row[language] for row in verdict.picture["rows"]]
    return tuple(items)


def _steps(verdict: Verdict, exercise: Exercise, language: str) -> tuple[Step, ...]:
    score = exercise.score
    if not verdict.accepted or score.formula == "none" or verdict.cost is None:
        return ()
    costs = {"step-par": score.par, "step-best": score.best}
    steps = []
    for key, share in _STEPS:
        value = "-value" if key in costs and score.formula == "objective-v1" else ""
        if key in costs and costs[key] is None:
            continue
        worth = exercise.max_points * share
        steps.append(
            Step(
                label=text(key + value, language, cost=f"{costs.get(key) or 0:g}"),
                points=_points(round(worth)),
                reached=verdict.points >= round(worth),
            )
        )
    return tuple(steps)


def _measured(verdict: Verdict, exercise: Exercise, language: str) -> tuple[Measured, ...]:
    limits = exercise.limits.of_metrics()
    rows = []
    for name in METRICS["en"]:
        if name in verdict.metrics:
            value = verdict.metrics[name]
            limit = limits.get(name)
            rows.append(
                Measured(
                    name=metric_name(name, language),
                    yours=_value(name, value),
                    limit="" if limit is None else f"{limit}",
                    over=limit is not None and value > limit,
                )
            )
    score = exercise.score
    if verdict.cost is not None and score.formula in UNITS:
        rows.append(
            Measured(
                name=text(_cost_name(score), language),
                yours=f"{verdict.cost / UNITS[score.formula]:g}",
                par="" if score.par is None else f"{score.par:g}",
                best="" if score.best is None else f"{score.best:g}",
            )
        )
    return tuple(rows)


def _cost_name(score: Score) -> str:
    more = score.formula == "objective-v1" and score.direction == "max"
    return f"cost-{score.formula}" + ("-max" if more else "")


def _value(name: str, value: float) -> str:
    if name in ("esp", "ler", "share"):
        return f"{100 * value:.2f} %"
    return f"{int(value)}" if float(value).is_integer() else f"{value:.6g}"
