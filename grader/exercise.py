"""Load one exercise folder and check it against the format.

A folder holds ``exercise.toml``, ``statement.en.md``, ``statement.ja.md``, ``exercise.py``,
``judge.py`` and ``submissions/<outcome>/*.py``; `docs/exercises.md` explains each key.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import ExerciseInvalid
from grader.limits import ANSWER_MAX_KIB, MAX_OPERATIONS, MAX_QUBITS, Limits
from grader.verdict import Outcome

__all__ = [
    "ANSWER_KINDS",
    "CHECKERS",
    "FORMULAS",
    "LEVELS",
    "SKILLS",
    "AnswerSpec",
    "Basis",
    "Exercise",
    "OwnSubmission",
    "Score",
    "Text",
    "load_exercise",
]

CHECKERS = ("state", "unitary", "function", "observable", "mapped", "value", "choice")
FORMULAS = ("none", "nisq-v1", "mapped-v1")
ANSWER_KINDS = (
    *("circuit", "mapped", "function", "number", "list", "dict"),
    *("array", "bitstring", "text", "choice", "tuple"),
)
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
SKILLS = (
    *("conventions", "entanglement", "synthesis", "algorithms", "compilation", "mitigation"),
    *("chemistry", "optimisation", "finance", "qml", "error-correction", "hpc"),
    *("resource-estimation", "business"),
)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUPLING = re.compile(r"all|line|ring|grid:\d+x\d+|device:[a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in both languages."""

    en: str
    ja: str

    def __getitem__(self, language: str) -> str:
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSpec:
    """What the learner hands in.

    Attributes:
        name: Variable that is collected.
        kind: One of `ANSWER_KINDS`.
        gates: Allow-list after unfolding definitions; ``"1q"`` stands for every one-qubit
            gate. ``None``: all gates of the curriculum's table.
        result: Kind of a function's result (the inner checker's kind), else ``None``.
    """

    name: str = "answer"
    kind: str
    gates: tuple[str, ...] | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Gate set and coupling in which metrics are counted."""

    gates: tuple[str, ...] = ("cx", "rz", "sx", "x")
    coupling: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points and the ranking formula.

    Attributes:
        points: Points for a perfect answer.
        formula: One of `FORMULAS`.
        direction: ``"min"`` or ``"max"``.
        par: Cost that a good course participant reaches, in the formula's own unit.
        best: Best known cost; ``None`` falls back to the reference solution's cost.
        pass_share: For parts: share of right parts from which the answer is accepted.
        partial_share: For parts: share from which it is partially accepted.
    """

    points: float
    formula: str = "none"
    direction: str = "min"
    par: float | None = None
    best: float | None = None
    pass_share: float = 1.0
    partial_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSubmission:
    """One of the exercise's own submissions, with the verdict that it must get."""

    path: Path
    outcome: Outcome
    reason: str

    @property
    def name(self) -> str:
        """``<outcome folder>/<stem>``."""
        return f"{self.outcome.folder}/{self.path.stem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise, loaded and valid.

    Attributes:
        options: Options of the checker, e.g. ``{"phase": "global", "tolerance": 1e-6}``.
        hints: From a nudge to nearly the way; shown one at a time.
        folder: Where it was read from; ``None`` for one that came in a practice pack.
        digest: SHA-256 over all files that can change a verdict.
        judge_memory_mib: Memory that judging needs, where the default is too small.
    """

    id: str
    version: int
    checker: str
    skills: tuple[str, ...]
    level: str
    title: Text
    answer: AnswerSpec
    limits: Limits
    basis: Basis
    score: Score
    options: Mapping[str, Any] = field(default_factory=dict)
    hints: tuple[Text, ...] = ()
    practice: str = "judge"
    folder: Path | None = None
    digest: str = ""
    judge_memory_mib: int = 1024

    @property
    def max_points(self) -> int:
        """Points of the exercise in thousandths."""
        return round(self.score.points * 1000)

    def statement(self, language: str) -> str:
        """Return the statement as Markdown in ``"en"`` or ``"ja"``."""
        return self._file(f"statement.{language}.md").read_text(encoding="utf-8")

    def source(self) -> str:
        """Return the starter with the reference solution between nbgrader's marks."""
        return self._file("exercise.py").read_text(encoding="utf-8")

    def submissions(self) -> tuple[OwnSubmission, ...]:
        """Return the exercise's own submissions, ordered by outcome and name."""
        found = []
        for path in sorted(self._file("submissions").glob("*/*.py")):
            outcome = Outcome[path.parent.name.upper()]
            found.append(OwnSubmission(path=path, outcome=outcome, reason=_stated_reason(path)))
        return tuple(found)

    def _file(self, name: str) -> Path:
        if self.folder is None:
            raise ExerciseInvalid(self.id, [f"{name}: not part of a practice pack"])
        return self.folder / name


def _stated_reason(path: Path) -> str:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    match = re.fullmatch(r"# reason: ([a-z0-9-]+)\s*", first)
    return match[1] if match else ""


def content_digest(folder: Path) -> str:
    """Return the SHA-256 over name and content of every file that can change a verdict."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix in {".toml", ".py", ".json"}:
            data = path.read_bytes()
            digest.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


class _Reader:
    """Reads tables key by key, collecting every fault with file, key and fix."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[str] = []

    def fault(self, key: str, problem: str, fix: str) -> None:
        self.faults.append(f"{self.file}: {key}: {problem}; {fix}")

    def only(self, table: Mapping[str, Any], where: str, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                dotted = f"{where}.{key}" if where else key
                self.fault(dotted, "unknown key", f"remove it or use one of {', '.join(known)}")

    def get(
        self,
        table: Mapping[str, Any],
        key: str,
        kind: type | tuple[type, ...],
        default: Any = ...,  # noqa: ANN401
        *,
        ok: Callable[[Any], bool] = lambda _: True,
        fix: str = "",
    ) -> Any:  # noqa: ANN401
        name = key.rsplit(".", 1)[-1]
        if name not in table:
            if default is ...:
                self.fault(key, "missing", fix or "add it")
                return None
            return default
        value = table[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            names = (
                kind.__name__ if isinstance(kind, type) else " or ".join(k.__name__ for k in kind)
            )
            self.fault(key, f"is {value!r}", fix or f"give a {names}")
            return None if default is ... else default
        if not ok(value):
            self.fault(key, f"is {value!r}", fix)
        return value

    def text(self, table: Mapping[str, Any], key: str) -> Text:
        value = self.get(table, key, dict, fix='give { en = "...", ja = "..." }') or {}
        self.only(value, key, ("en", "ja"))
        en = self.get(value, f"{key}.en", str, fix="give the English text") or ""
        ja = self.get(value, f"{key}.ja", str, fix="give the Japanese text") or ""
        return Text(en=en, ja=ja)


_TOP = (
    *("id", "version", "checker", "skills", "level", "title", "answer", "limits", "basis"),
    *("score", "options", "hint", "practice", "judge"),
)


def load_exercise(folder: Path) -> Exercise:
    """Load an exercise folder.

    Raises:
        ExerciseInvalid: With one line per fault, naming file, key and fix.
    """
    read = _Reader("exercise.toml")
    path = folder / "exercise.toml"
    try:
        top = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExerciseInvalid(folder.name, ["exercise.toml: missing; write one"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExerciseInvalid(folder.name, [f"exercise.toml: not TOML: {error}"]) from None
    read.only(top, "", _TOP)
    exercise = _exercise(read, top, folder)
    _check_files(read, folder)
    if read.faults:
        raise ExerciseInvalid(folder.name, read.faults)
    return exercise


def _exercise(read: _Reader, top: Mapping[str, Any], folder: Path) -> Exercise:
    get = read.get
    name = folder.name
    get(top, "id", str, ok=lambda v: v == name and bool(_ID.fullmatch(v)),
        fix=f"must be the folder's name in kebab-case: {name!r}")  # fmt: skip
    skills = get(top, "skills", list, ok=lambda v: bool(v) and set(v) <= set(SKILLS),
                 fix=f"give some of {', '.join(SKILLS)}")  # fmt: skip
    hints = tuple(read.text({"hint": hint}, "hint") for hint in get(top, "hint", list, []) or [])
    judge = get(top, "judge", dict, {})
    read.only(judge, "judge", ("memory_mib",))
    checker = get(
        top, "checker", str, ok=CHECKERS.__contains__, fix=f"one of {', '.join(CHECKERS)}"
    )
    return Exercise(
        id=name,
        version=get(top, "version", int, ok=lambda v: v >= 1, fix="a whole number from 1") or 1,
        checker=checker or "",
        skills=tuple(skills or ()),
        level=get(top, "level", str, ok=LEVELS.__contains__, fix="A1 to C2") or "",
        title=read.text(top, "title"),
        answer=_answer(read, get(top, "answer", dict) or {}, checker or ""),
        limits=_limits(read, get(top, "limits", dict, {})),
        basis=_basis(read, get(top, "basis", dict, {})),
        score=_score(read, get(top, "score", dict) or {}),
        options=get(top, "options", dict, {}),
        hints=hints,
        practice=get(top, "practice", str, "judge", ok=("judge", "form").__contains__,
                     fix="'judge' or 'form'"),
        folder=folder,
        digest=content_digest(folder),
        judge_memory_mib=get(judge, "judge.memory_mib", int, 1024),
    )  # fmt: skip


def _answer(read: _Reader, table: Mapping[str, Any], checker: str) -> AnswerSpec:
    read.only(table, "answer", ("name", "kind", "gates", "result"))
    kind = read.get(table, "answer.kind", str, ok=ANSWER_KINDS.__contains__,
                    fix=f"one of {', '.join(ANSWER_KINDS)}")  # fmt: skip
    result = read.get(table, "answer.result", str, None, ok=ANSWER_KINDS.__contains__,
                      fix=f"one of {', '.join(ANSWER_KINDS)}")  # fmt: skip
    if (kind == "function") != (checker == "function"):
        read.fault("answer.kind", f"is {kind!r} with checker {checker!r}",
                   "the checker 'function' goes with the kind 'function'")  # fmt: skip
    if (kind == "function") != (result is not None):
        read.fault(
            "answer.result", "must be given for functions and only there", "add or remove it"
        )
    gates = read.get(table, "answer.gates", list, None)
    return AnswerSpec(
        name=read.get(table, "answer.name", str, "answer", ok=str.isidentifier,
                      fix="a Python name"),
        kind=kind or "",
        gates=None if gates is None else tuple(gates),
        result=result,
    )  # fmt: skip


def _limits(read: _Reader, table: Mapping[str, Any]) -> Limits:
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


def _basis(read: _Reader, table: Mapping[str, Any]) -> Basis:
    read.only(table, "basis", ("gates", "coupling"))
    default = Basis()
    return Basis(
        gates=tuple(read.get(table, "basis.gates", list, list(default.gates))),
        coupling=read.get(table, "basis.coupling", str, default.coupling,
                          ok=lambda v: bool(_COUPLING.fullmatch(v)),
                          fix="all, line, ring, grid:RxC or device:<twin>"),
    )  # fmt: skip


def _score(read: _Reader, table: Mapping[str, Any]) -> Score:
    keys = ("points", "formula", "direction", "par", "best", "pass_share", "partial_share")
    read.only(table, "score", keys)
    number = (int, float)
    formula = read.get(table, "score.formula", str, "none", ok=FORMULAS.__contains__,
                       fix=f"one of {', '.join(FORMULAS)}")  # fmt: skip
    par = read.get(table, "score.par", number, None, ok=lambda v: v > 0, fix="a cost above 0")
    if formula != "none" and par is None:
        read.fault("score.par", "missing", "give the cost that a good participant reaches")
    return Score(
        points=read.get(table, "score.points", number, ok=lambda v: v > 0, fix="above 0") or 1,
        formula=formula,
        direction=read.get(table, "score.direction", str, "min", ok=("min", "max").__contains__,
                           fix="'min' or 'max'"),
        par=par,
        best=read.get(table, "score.best", number, None, ok=lambda v: v > 0, fix="above 0"),
        pass_share=read.get(table, "score.pass_share", number, 1.0),
        partial_share=read.get(table, "score.partial_share", number, None),
    )  # fmt: skip


def _check_files(read: _Reader, folder: Path) -> None:
    for name in ("statement.en.md", "statement.ja.md", "exercise.py", "judge.py"):
        if not (folder / name).is_file():
            read.faults.append(f"{name}: missing; write it")
    source = folder / "exercise.py"
    if source.is_file() and "### BEGIN SOLUTION" not in source.read_text(encoding="utf-8"):
        read.faults.append("exercise.py: no '### BEGIN SOLUTION'; mark the reference solution")
    folders = {outcome.folder for outcome in Outcome}
    counts = {"accepted": 0, "refused": 0}
    for path in sorted((folder / "submissions").glob("*/*.py")):
        kind = path.parent.name
        where = f"submissions/{kind}/{path.name}"
        if kind not in folders:
            read.faults.append(f"{where}: no such outcome; use one of {', '.join(sorted(folders))}")
            continue
        counts["accepted" if kind == "accepted" else "refused"] += 1
        if not _stated_reason(path):
            read.faults.append(f"{where}: first line; write '# reason: <key>'")
    if counts["accepted"] < 2 or counts["refused"] < 3:
        read.faults.append(
            f"submissions: {counts['accepted']} accepted, {counts['refused']} refused; "
            "give at least 2 accepted and 3 refused ones"
        )
