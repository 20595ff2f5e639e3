"""The judge's words on a verdict, as outputs of a notebook and as a comment."""

import html
from collections.abc import Mapping
from typing import Any

from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.jupyter.book import Entry
from grader.jupyter.markup import clean_html, disarm
from grader.results.records import VerdictRow
from grader.verdict import Verdict

__all__ = ["comment_on", "labels", "outputs_of", "stand_in_note", "unjudged_outputs"]

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "page": "Feedback",
        "score": "Score",
        "total": "Total",
        "exercise": "Exercise",
        "your_answer": "Your answer",
        "comment": "Comment",
        "top": "to the top",
        "late": "Late penalty",
        "points": "{points:g} of {maximum:g} points",
        "counted": "The course counts your attempt of {time} (UTC): {points:g} points.",
        "over_cap": "This attempt is over the number of attempts that count.",
        "repaired": "Cells of this exercise that must stay as released had been changed, copied "
        "or deleted; they were put back before grading.",
        "unjudged": "This exercise was not judged, so it earns no points yet. Please tell your "
        "instructor.",
        "stand_in": "The file that you handed in cannot be shown here ({cause}). Below is the "
        "notebook as released. Your file is kept as it is.",
    },
    "ja": {
        "page": "フィードバック",
        "score": "得点",
        "total": "合計",
        "exercise": "演習",
        "your_answer": "あなたの解答",
        "comment": "コメント",
        "top": "先頭へ",
        "late": "遅延による減点",
        "points": "{maximum:g}点中 {points:g}点",
        "counted": "このコースの成績には {time}（UTC）の提出（{points:g}点）が使われます。",
        "over_cap": "この提出は、成績に数えられる回数を超えています。",
        "repaired": "この演習の、変更してはいけないセルが変更・複製・削除されていたため、採点前に元に戻しました。",
        "unjudged": "この演習はまだ判定されていないため、得点はありません。講師にお知らせください。",
        "stand_in": "提出されたファイルはここに表示できません（{cause}）。以下は配布時のノートブックです。"
        "提出ファイルはそのまま保管されています。",
    },
}


def labels(language: str) -> dict[str, str]:
    """Return the words of the feedback page, and its language."""
    return {"language": language, **_TEXTS[language]}


def outputs_of(entry: Entry, language: str, *, max_points: float) -> list[dict[str, Any]]:
    """Return the outputs of a grade cell: feedback to read, and the points for nbgrader."""
    points = min(entry.points / 1000, max_points)
    text, page = _feedback(entry, language)
    shown = {"text/plain": text, "text/html": clean_html(page)}
    return [
        {"output_type": "display_data", "metadata": {}, "data": shown},
        {
            "output_type": "execute_result",
            "execution_count": None,
            "metadata": {},
            "data": {"text/plain": f"{points:g}"},
        },
    ]


def unjudged_outputs(exercise: str, language: str) -> list[dict[str, Any]]:
    """Return the outputs of a grade cell without a verdict: to nbgrader, a failed test."""
    message = _TEXTS[language]["unjudged"]
    return [
        {
            "output_type": "error",
            "ename": "NotJudged",
            "evalue": exercise,
            "traceback": [f"NotJudged: {exercise}: {message}"],
        }
    ]


def stand_in_note(cause: str, language: str) -> dict[str, Any]:
    """Return a Markdown cell that says why the submitted file is not shown."""
    text = disarm(_TEXTS[language]["stand_in"].format(cause=cause))
    return {"cell_type": "markdown", "id": "stand-in", "metadata": {}, "source": f"**{text}**"}


def comment_on(entry: Entry, language: str, *, repaired: bool) -> str:
    """Return the automatic comment: what is wrong, where, and what to look at next."""
    from grader.judge.explain import message

    parts = [message(entry.shown.verdict, language), *_notes(entry, language)]
    if repaired:
        parts.append(_TEXTS[language]["repaired"])
    return disarm("\n\n".join(parts))


def _notes(entry: Entry, language: str) -> list[str]:
    texts = _TEXTS[language]
    notes = [] if entry.shown.counted else [texts["over_cap"]]
    if entry.counted_at is not None:
        time = f"{entry.counted_at:%Y-%m-%d %H:%M}"
        notes.append(texts["counted"].format(time=time, points=entry.points / 1000))
    return notes


def _feedback(entry: Entry, language: str) -> tuple[str, str]:
    from grader.judge.explain import render

    verdict = entry.shown.verdict
    words = render(verdict, language, None)
    lines = [part for part in (words.what, words.where, words.next) if part]
    score = _TEXTS[language]["points"].format(
        points=verdict.points / 1000, maximum=verdict.max_points / 1000
    )
    notes = _notes(entry, language)
    text = "\n".join([f"{verdict.outcome} {words.title} · {score}", *lines, *notes])
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th><td>{value:g}</td></tr>"
        for name, value in verdict.metrics.items()
    )
    page = (
        f'<div class="qs qs-{verdict.outcome.lower()}" role="status" lang="{language}">'
        f"<p><strong>{verdict.outcome} {html.escape(words.title)}</strong> · {score}</p>"
        + "".join(f"<p>{html.escape(line)}</p>" for line in (*lines, *notes))
        + (f"<table>{rows}</table>" if rows else "")
        + "</div>"
    )
    return text, page
