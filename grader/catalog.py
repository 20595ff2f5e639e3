"""Find exercises and courses under a content root that holds ``exercises/`` and ``courses/``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grader.errors import ConfigError, ExerciseNotFound
from grader.exercise import Exercise, Text
from grader.exercise_file import load_exercise
from grader.toml_reader import TomlReader

__all__ = ["Assignment", "Catalog", "Course"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One lesson of a course: one notebook per language.

    Attributes:
        id: Name without language; nbgrader knows it as ``<id>-en`` and ``<id>-ja``.
        title: Shown in lists.
        exercises: Exercise ids in the order of the lesson.
        source: The MyST file.
    """

    id: str
    title: Text
    exercises: tuple[str, ...]
    source: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course: assignments in order. `required` lists the exercises that a pass needs."""

    id: str
    title: Text
    level: str
    assignments: tuple[Assignment, ...]
    required: tuple[str, ...]

    @property
    def exercises(self) -> tuple[str, ...]:
        """Exercise ids in course order."""
        return tuple(name for lesson in self.assignments for name in lesson.exercises)

    def assignment(self, name: str) -> Assignment:
        """Find an assignment by its id, with or without the language suffix.

        Raises:
            KeyError: If the course has no such assignment.
        """
        plain = re.sub(r"-(en|ja)$", "", name)
        for lesson in self.assignments:
            if lesson.id in (name, plain):
                return lesson
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Catalog:
    """All content below one root folder.

    Attributes:
        root: Folder that holds ``exercises/`` and ``courses/``.
    """

    root: Path

    @classmethod
    def default(cls) -> "Catalog":
        """Return the content that this checkout (or the current folder) holds.

        Raises:
            ConfigError: If no ``exercises/`` folder can be found.
        """
        for root in (Path.cwd(), Path(__file__).resolve().parent.parent):
            if (root / "exercises").is_dir():
                return cls(root)
        raise ConfigError("no exercises/ folder here; run inside the project or give --content DIR")

    def exercise_ids(self) -> tuple[str, ...]:
        """Return all exercise ids, sorted."""
        return tuple(
            sorted(path.parent.name for path in self.root.glob("exercises/*/exercise.toml"))
        )

    def exercise(self, exercise_id: str) -> Exercise:
        """Load one exercise.

        Raises:
            ExerciseNotFound: If there is no such folder.
            ExerciseInvalid: If the folder breaks the format.
        """
        if exercise_id not in self.exercise_ids():
            raise ExerciseNotFound(exercise_id, self.exercise_ids())
        return _load(self.root / "exercises" / exercise_id)

    def exercises(self) -> tuple[Exercise, ...]:
        """Load all exercises, sorted by id."""
        return tuple(self.exercise(name) for name in self.exercise_ids())

    def courses(self) -> tuple[Course, ...]:
        """Load all courses, sorted by id.

        Raises:
            ConfigError: If a ``course.toml`` is not valid: a line per fault with file, key and fix.
        """
        return tuple(_course(path) for path in sorted(self.root.glob("courses/*/course.toml")))

    def course(self, course_id: str) -> Course:
        """Load one course.

        Raises:
            ConfigError: If there is no such course.
        """
        known = {course.id: course for course in self.courses()}
        if course_id not in known:
            raise ConfigError(f"no course {course_id!r}; known: {', '.join(known)}")
        return known[course_id]


@cache
def _load(folder: Path) -> Exercise:
    return load_exercise(folder)


def _course(path: Path) -> Course:
    read = TomlReader(f"{path.parent.name}/course.toml")
    top = read.load(path)
    read.only(top, "", ("id", "level", "title", "needs", "required", "assignment"))
    read.strings(top, "needs", ())  # for people who choose a course; nothing is held back by it
    lessons = tuple(
        _assignment(read, table, f"assignment[{n}]", path.parent)
        for n, table in enumerate(read.blocks(top, "assignment", "lesson"))
    )
    every = tuple(name for lesson in lessons for name in lesson.exercises)
    course = Course(
        id=read.folder_id(top, path.parent),
        title=Text(**read.text(top, "title")),
        level=read.get(top, "level", str),
        assignments=lessons,
        required=read.strings(top, "required", every),
    )
    if read.faults:
        raise ConfigError("\n".join(read.faults))
    return course


def _assignment(read: TomlReader, table: Mapping[str, Any], where: str, folder: Path) -> Assignment:
    read.only(table, where, ("id", "title", "exercises"))
    name = read.word(table, f"{where}.id", "first-steps")
    return Assignment(
        id=name,
        title=Text(**read.text(table, f"{where}.title")),
        exercises=read.strings(table, f"{where}.exercises"),
        source=folder / f"{name}.md",
    )
