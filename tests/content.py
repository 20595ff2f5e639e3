"""The courses and exercises of this repository, for tests that run over all of them."""

import re
from pathlib import Path
from types import ModuleType

from grader.catalog import Catalog
from grader.judge.judge_file import read_judge_file

ROOT = Path(__file__).parents[1]
CATALOG = Catalog(ROOT)
LESSONS = [lesson for course in CATALOG.courses() for lesson in course.assignments]
SOLUTION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL | re.MULTILINE)
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def judge_of(exercise: str) -> ModuleType:
    """Return the ``judge.py`` of an exercise, imported."""
    return read_judge_file(CATALOG.exercise(exercise)).module
