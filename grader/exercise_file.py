"""Load one exercise folder and check it against the format.

A folder holds ``exercise.toml``, ``statement.en.md``, ``statement.ja.md``, ``exercise.py``,
``judge.py`` and ``submissions/<outcome>/*.py``; `docs/exercises.md` explains each key.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import ConfigError, ExerciseInvalid
from grader.exercise import (
    ANSWER_KINDS,
    CHECKERS,
    FORMULAS,
    FUNCTION_CHECKERS,
    LEVELS,
    SKILLS,
    TOTALS,
    TRACK_LEVELS,
    AnswerSpec,
    Basis,
    Exercise,
    OwnSubmission,
    Score,
    Text,
    Track,
)
from grader.limits import ANSWER_MAX_KIB, MAX_OPERATIONS, MAX_QUBITS, Limits
from grader.toml_reader import TomlReader
from grader.verdict import Outcome

__all__ = ["load_exercise"]

_COUPLING = re.compile(r"all|line|ring|grid:\d+x\d+|device:[a-z0-9-]+")
_TOP = (
    *("id", "version", "checker", "skills", "level", "title", "answer", "limits", "basis"),
    *("score", "options", "hint", "practice", "track"),
)


def load_exercise(folder: Path) -> Exercise:
    """Load an exercise folder.

    Raises:
        ExerciseInvalid: With one line per fault, naming file, key and fix.
    """
    read = TomlReader("exercise.toml")
    try:
        top = read.load(folder / "exercise.toml")
    except FileNotFoundError:
        raise ExerciseInvalid(folder.name, ["exercise.toml: missing; write one"]) from None
    except ConfigError as error:
        raise ExerciseInvalid(folder.name, [str(error)]) from None
    read.only(top, "", _TOP)
    exercise = _exercise(read, top, folder)
    _check_basis(read, exercise)
    _check_files(read, folder, exercise.checker)
    if read.faults:
        raise ExerciseInvalid(folder.name, read.faults)
    return exercise


def _exercise(read: TomlReader, top: Mapping[str, Any], folder: Path) -> Exercise:
    get = read.get
    exercise_id = read.folder_id(top, folder)
    skills = get(top, "skills", list, ok=lambda v: v and all(skill in SKILLS for skill in v),
                 fix=f"give some of {', '.join(SKILLS)}")  # fmt: skip
    hints = [Text(**read.text({"hint": hint}, "hint")) for hint in get(top, "hint", list, [])]
    checker = read.choice(top, "checker", CHECKERS) or ""
    return Exercise(
        id=exercise_id,
        version=get(top, "version", int, ok=lambda v: v >= 1, fix="a whole number from 1") or 1,
        checker=checker,
        skills=tuple(skills or ()),
        level=get(top, "level", str, ok=LEVELS.__contains__, fix="A1 to C2") or "",
        title=Text(**read.text(top, "title")),
        answer=_answer(read, get(top, "answer", dict) or {}, checker),
        limits=_limits(read, get(top, "limits", dict, {})),
        basis=_basis(read, get(top, "basis", dict, {})),
        score=_score(read, get(top, "score", dict) or {}),
        options=get(top, "options", dict, {}),
        hints=tuple(hints),
        practice=get(top, "practice", str, "judge", ok=("judge", "form").__contains__,
                     fix="'judge' or 'form'"),
        folder=folder,
        digest=_content_digest(folder),
        track=_track(read, get(top, "track", dict, None)),
    )  # fmt: skip


def _answer(read: TomlReader, table: Mapping[str, Any], checker: str) -> AnswerSpec:
    read.only(table, "answer", ("name", "kind", "gates", "result"))
    kind = read.choice(table, "answer.kind", ANSWER_KINDS)
    result = read.choice(table, "answer.result", ANSWER_KINDS, None)
    if (kind == "function") != (checker in FUNCTION_CHECKERS):
        read.fault("answer.kind", f"is {kind!r} with checker {checker!r}",
                   f"the kind 'function' goes with {', '.join(FUNCTION_CHECKERS)}")  # fmt: skip
    if (kind == "function") != (result is not None):
        read.fault(
            "answer.result", "must be given for functions and only there", "add or remove it"
        )
    return AnswerSpec(
        name=read.get(table, "answer.name", str, "answer", ok=str.isidentifier,
                      fix="a Python name"),
        kind=kind or "",
        gates=read.strings(table, "answer.gates") if "gates" in table else None,
        result=result,
    )  # fmt: skip


def _limits(read: TomlReader, table: Mapping[str, Any]) -> Limits:
    read.only(table, "limits", Limits.keys())
    names = Limits.keys()
    known = {key: value for key, value in table.items() if key in names}
    caps = {"answer_kib": ANSWER_MAX_KIB, "operations": MAX_OPERATIONS, "max_qubits": MAX_QUBITS}
    good = {}
    for key in known:
        kind = (int, float) if key in {"cpu_s", "wall_s", "call_s"} else int
        value = read.get(known, f"limits.{key}", kind, None, ok=lambda v: v >= 0,
                         fix="a number, 0 or more")  # fmt: skip
        if value is not None and value > caps.get(key, value):
            read.fault(f"limits.{key}", f"is {value}", f"at most {caps[key]}")
        good[key] = value
    return Limits(**good)


def _basis(read: TomlReader, table: Mapping[str, Any]) -> Basis:
    read.only(table, "basis", ("gates", "coupling"))
    default = Basis()
    return Basis(
        gates=read.strings(table, "basis.gates", default.gates),
        coupling=read.get(table, "basis.coupling", str, default.coupling,
                          ok=lambda v: bool(_COUPLING.fullmatch(v)),
                          fix="all, line, ring, grid:RxC or device:<twin>"),
    )  # fmt: skip


def _score(read: TomlReader, table: Mapping[str, Any]) -> Score:
    keys = ("points", "formula", "direction", "par", "best", "pass_share", "partial_share")
    read.only(table, "score", (*keys, "metric", "over"))
    number = (int, float)
    formula = read.choice(table, "score.formula", FORMULAS, "none")
    par = read.get(table, "score.par", number, None, ok=lambda v: v > 0, fix="a cost above 0")
    if formula != "none" and par is None:
        read.fault("score.par", "missing", "give the cost that a good participant reaches")
    best = read.get(table, "score.best", number, None, ok=lambda v: v > 0, fix="above 0")
    direction = read.get(
        table, "score.direction", str, "min", ok=("min", "max").__contains__, fix="'min' or 'max'"
    )
    if _is_worse(best, par, direction):
        read.fault("score.best", f"is worse than par ({best} and {par})",
                   f"exchange them, or change score.direction (it is {direction!r})")  # fmt: skip
    return Score(
        points=read.get(table, "score.points", number, ok=lambda v: v > 0, fix="above 0") or 1,
        formula=formula,
        direction=direction,
        par=par,
        best=best,
        pass_share=read.get(table, "score.pass_share", number, 1.0),
        partial_share=read.get(table, "score.partial_share", number, None),
        metric=read.get(table, "score.metric", str, "objective"),
        over=read.get(table, "score.over", str, "max", ok=TOTALS.__contains__,
                      fix=", ".join(TOTALS)),
    )  # fmt: skip


def _is_worse(best: object, par: object, direction: str | None) -> bool:
    if not isinstance(best, (int, float)) or not isinstance(par, (int, float)):
        return False
    return best > par if direction == "min" else best < par


def _track(read: TomlReader, table: Mapping[str, Any] | None) -> Track | None:
    if table is None:
        return None
    read.only(table, "track", ("level", "source"))
    level = read.choice(table, "track.level", TRACK_LEVELS)
    return Track(level=level or "", source=read.get(table, "track.source", str) or "")


def _check_basis(read: TomlReader, exercise: Exercise) -> None:
    counted = exercise.score.formula == "ft-v1" or exercise.limits.t_count is not None
    if counted and "t" not in exercise.basis.gates:
        read.fault("basis.gates", "has no t, but T gates are limited or ranked",
                   "give h, s, sdg, t, tdg, x, y, z, cx")  # fmt: skip


def _check_files(read: TomlReader, folder: Path, checker: str) -> None:
    for name in ("statement.en.md", "statement.ja.md", "exercise.py", "judge.py"):
        if not (folder / name).is_file():
            read.faults.append(f"{name}: missing; write it")
    source = folder / "exercise.py"
    if source.is_file() and "### BEGIN SOLUTION" not in source.read_text(encoding="utf-8"):
        read.faults.append("exercise.py: no '### BEGIN SOLUTION'; mark the reference solution")
    folders = {outcome.folder for outcome in Outcome}
    counts = {"accepted": 0, "refused": 0}
    # What an instructor marks by hand is never accepted by the judge: it stays undecided.
    right = ("inconclusive",) if checker == "text" else ("accepted",)
    for path in sorted((folder / "submissions").glob("*/*.py")):
        kind = path.parent.name
        where = f"submissions/{kind}/{path.name}"
        if kind not in folders:
            read.faults.append(f"{where}: no such outcome; use one of {', '.join(sorted(folders))}")
            continue
        counts["accepted" if kind in right else "refused"] += 1
        if not OwnSubmission.at(path).reason:
            read.faults.append(f"{where}: first line; write '# reason: <key>'")
    if counts["accepted"] < 2 or counts["refused"] < 3:
        read.faults.append(
            f"submissions: {counts['accepted']} accepted, {counts['refused']} refused; "
            "give at least 2 accepted and 3 refused ones"
        )


def _content_digest(folder: Path) -> str:
    """Return the SHA-256 over name and content of every file that can change a verdict."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix in {".toml", ".py", ".json"}:
            data = path.read_bytes()
            digest.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
