"""An exercise's trusted ``judge.py``: imported once, checked for its names, called."""

import importlib.util
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from grader.errors import CheckerFailed, ExerciseInvalid
from grader.exercise import CALLED, Exercise

__all__ = ["NEEDED", "JudgeFile", "read_judge_file"]

T = TypeVar("T")

NEEDED = {
    "state": "target",
    "distribution": "target",
    "unitary": "target",
    "mapped": "target",
    "value": "target",
    "objective": "template",
    "text": "rubric",
    "decoder": "experiments",
    "observable": "operator",
    "function": "cases",
    "queries": "cases",
    "choice": "bank",
}
"""What each checker asks ``judge.py`` for."""


@dataclass(frozen=True, slots=True)
class JudgeFile:
    """What one ``judge.py`` defines.

    Attributes:
        exercise: The exercise that it belongs to.
        module: The imported module.
    """

    exercise: Exercise
    module: ModuleType

    def __contains__(self, name: str) -> bool:
        return hasattr(self.module, name)

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever the author wrote
        """Return what stands under a name, ``None`` if nothing does."""
        return getattr(self.module, name, None)

    def call(self, name: str, *args: object) -> Any:  # noqa: ANN401
        """Call a function.

        Raises:
            CheckerFailed: If it raises.
        """
        return _called(self.module, self.exercise.id, name, *args)

    def constant(self, name: str) -> Any:  # noqa: ANN401
        """Return what a function without arguments returns, worked out once.

        Raises:
            CheckerFailed: If it raises.
        """
        return _constant(self.module, self.exercise.id, name)

    def list_of(self, kind: type[T], name: str, *args: object) -> tuple[T, ...]:
        """Call a function that must return a list of objects of `kind`.

        Raises:
            CheckerFailed: If it raises or returns anything else.
        """
        found = self.call(name, *args)
        if not isinstance(found, (list, tuple)) or not all(isinstance(i, kind) for i in found):
            fault = f"{name}() must return a list of {kind.__name__}"
            raise CheckerFailed(f"{self.exercise.id}: judge.py: {fault}")
        return tuple(found)


def read_judge_file(exercise: Exercise) -> JudgeFile:
    """Import the ``judge.py`` of an exercise that was read from a folder.

    Raises:
        ExerciseInvalid: If there is none, or if it does not define what the checker needs.
        CheckerFailed: If its import raises.
    """
    if exercise.folder is None:
        raise ExerciseInvalid(exercise.id, ["judge.py: not part of a practice pack"])
    path = exercise.folder / "judge.py"
    file = JudgeFile(exercise, _imported(path, exercise.id, exercise.digest))
    faults = _missing(file)
    if faults:
        raise ExerciseInvalid(exercise.id, faults)
    return file


@lru_cache(maxsize=256)
def _imported(path: Path, exercise_id: str, _digest: str) -> ModuleType:
    name = "exercise_judge_" + exercise_id.replace("-", "_")
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ExerciseInvalid(exercise_id, ["judge.py: cannot be imported; check its name"])
    module = importlib.util.module_from_spec(spec)
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # the content may be read-only, and digests ignore caches
    try:
        spec.loader.exec_module(module)
    except MemoryError:
        raise  # a bound of the judge, not a bug
    except Exception as error:
        raise CheckerFailed(f"{exercise_id}: judge.py cannot be imported: {error!r}") from error
    finally:
        sys.dont_write_bytecode = before
    return module


def _missing(file: JudgeFile) -> list[str]:
    checker = file.exercise.checker
    faults = []
    if ("inputs" in file) != ("public_inputs" in file):
        faults.append("judge.py: inputs and public_inputs: one is missing; define both or none")
    needed = "inputs" if "inputs" in file else NEEDED[checker]
    if needed not in file:
        faults.append(f"judge.py: {needed}: missing; checker {checker!r} needs it")
    names = (checker, file.exercise.options.get("inner"))
    if "objective" in names and "objective" not in file:
        faults.append("judge.py: objective: missing; the checker 'objective' needs it")
    if checker in CALLED and "public_cases" not in file:
        faults.append("judge.py: public_cases: missing; practice needs at least one public case")
    return faults


def _called(module: ModuleType, exercise_id: str, name: str, *args: object) -> Any:  # noqa: ANN401
    try:
        return getattr(module, name)(*args)
    except MemoryError:
        raise  # a bound of the judge, not a bug
    except Exception as error:
        raise CheckerFailed(f"{exercise_id}: judge.py: {name}() failed: {error!r}") from error


_constant = lru_cache(maxsize=256)(_called)  # an imported module never changes
