"""The page that a learner's JupyterLab opens with: what to press, and which courses there are."""

from collections.abc import Iterable
from pathlib import Path

from grader.catalog import Course
from grader.jupyter.config import TEMPLATES
from grader.jupyter.lesson import LANGUAGES

__all__ = ["NAME", "write_welcome"]

NAME = "WELCOME.md"
_BOARD = {
    "en": " The result also stands on the [leaderboard]({address}).",
    "ja": "結果は[リーダーボード]({address})にも載ります。",
}


def write_welcome(root: Path, courses: Iterable[Course], *, board: str | None = None) -> None:
    """Write the page into a learner's home; the one of an earlier start is replaced.

    Args:
        root: What the learner's server shows.
        courses: The courses that are offered.
        board: Address of the leaderboard, if there is one.
    """
    courses = tuple(courses)
    parts = {}
    for language in LANGUAGES:
        parts[f"courses_{language}"] = "\n".join(_row(course, language) for course in courses)
        parts[f"board_{language}"] = _BOARD[language].format(address=board) if board else ""
    text = (TEMPLATES / "welcome.md").read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    page = root / NAME
    page.unlink(missing_ok=True)  # never through a link that lies there
    page.write_text(text, encoding="utf-8")


def _row(course: Course, language: str) -> str:
    lessons = (
        f"`{lesson.id}-{language}` {lesson.title[language]}" for lesson in course.assignments
    )
    return f"| `{course.id}` {course.title[language]} | {'<br>'.join(lessons)} |"
