"""Build the courses: text and exercises become released nbgrader assignments."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import grader
from grader.catalog import Assignment, Catalog, Course
from grader.errors import ConfigError
from grader.exercise import Exercise
from grader.jupyter.config import CourseFolder
from grader.jupyter.lesson import LANGUAGES, notebook_of, read_lesson
from grader.jupyter.process import NbgraderFailed, NbgraderProcess
from grader.jupyter.ticket import write_whole

__all__ = ["Built", "build_course", "write_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What one build did.

    Attributes:
        released: Assignments that were generated and released, by nbgrader's name.
        unchanged: Assignments that were up to date.
    """

    course: str
    released: tuple[str, ...]
    unchanged: tuple[str, ...]


def build_course(
    course: Course,
    catalog: Catalog,
    folder: CourseFolder,
    *,
    nbgrader: NbgraderProcess,
    languages: Sequence[str] = LANGUAGES,
    force: bool = False,
) -> Built:
    """Write a course's source notebooks and release what changed.

    Args:
        course: The course.
        catalog: Where its exercises are found.
        folder: The nbgrader course folder to fill.
        nbgrader: Generates and releases.
        languages: Languages to build.
        force: Build everything anew.

    Raises:
        ConfigError: If the text of a lesson is not valid.
        ExerciseError: If one of its exercises is not.
        NbgraderFailed: If nbgrader refuses, e.g. since exercises of an assignment with
            submissions were added or removed.
    """
    folder.write()
    folder.content.write_text(f"{catalog.root.resolve()}\n", encoding="utf-8")
    names = [f"{lesson.id}-{language}" for lesson in course.assignments for language in languages]
    if len(set(names)) != len(names):
        raise ConfigError(f"{course.id}/course.toml: two assignments have the same id")
    changed = [
        name
        for lesson in course.assignments
        for name in write_sources(lesson, catalog, folder, languages=languages, force=force)
    ]
    if changed:
        # What is released is open until nbgrader is through: a build that fails halfway must
        # not pass for the one before it.
        for name in changed:
            _stamp(folder, name).unlink(missing_ok=True)
        replies = nbgrader.request("build", root=str(folder.root), assignments=changed)
        failures = [
            f"{reply['assignment']}: {reply['error']}" for reply in replies if reply["error"]
        ]
        if failures:
            raise NbgraderFailed(f"course {course.id}: " + "\n".join(failures))
        for name in changed:
            _stamp(folder, name).write_text(_digest(folder.source(name)), encoding="ascii")
    return Built(
        course=course.id,
        released=tuple(changed),
        unchanged=tuple(name for name in names if name not in changed),
    )


def write_sources(
    lesson: Assignment,
    catalog: Catalog,
    folder: CourseFolder,
    *,
    languages: Iterable[str] = LANGUAGES,
    force: bool = False,
) -> list[str]:
    """Write the source notebooks and practice packs of one lesson.

    Returns:
        Names of the assignments that are not released as they stand now.
    """
    # Imported late: it brings the judge along, which a build with nothing to do never asks.
    from grader.practice import pack_for

    text = read_lesson(lesson.source, lesson.exercises)
    exercises = {name: catalog.exercise(name) for name in lesson.exercises}
    stale = []
    for language in languages:
        name = f"{lesson.id}-{language}"
        target = folder.source(name)
        inputs = _inputs_digest(lesson.source, exercises.values(), language)
        known = folder.root / "source" / f".{name}.inputs"
        if force or not known.is_file() or known.read_text(encoding="ascii") != inputs:
            notebook = notebook_of(text, language, exercises.__getitem__)
            pack = pack_for(list(exercises.values()), language)
            # A folder of its own: a file that an earlier build left there would be released.
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            write_whole(target / f"{lesson.id}.ipynb", _json(notebook))
            write_whole(target / "practice.json", _json(pack))
            known.write_text(inputs, encoding="ascii")
        stamp = _stamp(folder, name)
        done = stamp.is_file() and stamp.read_text(encoding="ascii") == _digest(target)
        if force or not done or not _is_released(folder, name):
            stale.append(name)
    return stale


def _is_released(folder: CourseFolder, name: str) -> bool:
    places = (folder.release(name), folder.exchange / folder.course / "outbound" / name)
    return all(place.is_dir() for place in (*places, folder.exchange / folder.course / "inbound"))


def _stamp(folder: CourseFolder, name: str) -> Path:
    return folder.root / "source" / f".{name}.released"


def _inputs_digest(lesson: Path, exercises: Iterable[Exercise], language: str) -> str:
    """Return a digest of all that a source folder is made of, this package included."""
    digest = hashlib.sha256(f"{grader.__version__}\0{language}\0".encode())
    code = Path(grader.__file__).parent
    files = [lesson, *(code / "jupyter" / name for name in ("build.py", "lesson.py"))]
    # The practice pack holds what the judge's code makes of an exercise.
    files += [
        path for part in ("practice", "judge") for path in sorted((code / part).rglob("*.py"))
    ]
    files.append(code / "client" / "pack.py")
    for exercise in exercises:
        if exercise.folder is not None:
            files += [path for path in sorted(exercise.folder.iterdir()) if path.is_file()]
    for path in files:
        data = path.read_bytes()
        digest.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            digest.update(f"{path.relative_to(folder)}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
