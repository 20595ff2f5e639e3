"""The errors of the grader: our faults and bad input of operators and authors.

A learner's fault is a value (`grader.verdict.Verdict`), never one of these; the two meet
in `grader.pipeline` only.

GraderError
├── UsageError            a request that cannot be met as stated (exit code 2)
├── ConfigError           `consortium.toml` or a state directory is not usable
├── ExerciseError
│   ├── ExerciseNotFound  no exercise of that id
│   └── ExerciseInvalid   the folder breaks the format; lists every fault
├── NotebookInvalid       the submitted file is not a notebook that can be graded
├── SandboxError
│   ├── SandboxUnavailable  the isolation asked for cannot be had here
│   └── SandboxBroken       zygote or warden failed; the run may be repeated
├── DeviceError           a device does not run a job; says why and what helps
├── AnswerError
│   ├── AnswerMalformed   bytes or objects that are not a legal answer, with the path
│   └── AnswerTooLarge    over a size guard, with the path
├── JudgeError
│   ├── CheckerFailed     a checker or an exercise's judge.py has a bug
│   └── JudgeUndecided    a bound of the judge was passed: verdict IN
└── ResultsError          the results store refuses: conflict, old schema, broken chain
"""

from collections.abc import Sequence

__all__ = [
    "AnswerError",
    "AnswerMalformed",
    "AnswerTooLarge",
    "CheckerFailed",
    "ConfigError",
    "DeviceError",
    "ExerciseError",
    "ExerciseInvalid",
    "ExerciseNotFound",
    "GraderError",
    "JudgeError",
    "JudgeUndecided",
    "NotebookInvalid",
    "ResultsError",
    "SandboxBroken",
    "SandboxError",
    "SandboxUnavailable",
    "UsageError",
]


class GraderError(Exception):
    """Root of all errors of this package. The message names cause and cure."""

    exit_code = 3


class UsageError(GraderError):
    """The caller asked for something that cannot be done as stated."""

    exit_code = 2


class ConfigError(GraderError):
    """`consortium.toml` or a state directory cannot be used; the message names key and fix."""


class ExerciseError(GraderError):
    """Something is wrong with exercise content, never with a submission."""

    exit_code = 2


class ExerciseNotFound(ExerciseError):
    """No exercise of this id exists."""

    def __init__(self, exercise_id: str, known: Sequence[str] = ()) -> None:
        super().__init__(exercise_id, known)
        self.exercise_id = exercise_id
        self.known = tuple(known)

    def __str__(self) -> str:
        known = f"; known: {', '.join(self.known)}" if self.known else ""
        return f"no exercise {self.exercise_id!r}{known}"


class ExerciseInvalid(ExerciseError):
    """An exercise folder breaks the format.

    Attributes:
        faults: One line per fault, ``<file>: <key>: <what is wrong>; <fix>``.
    """

    def __init__(self, exercise_id: str, faults: Sequence[str]) -> None:
        super().__init__(exercise_id, faults)
        self.exercise_id = exercise_id
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return f"exercise {self.exercise_id!r} is not valid:\n" + "\n".join(
            f"  {fault}" for fault in self.faults
        )


class NotebookInvalid(GraderError):
    """A submitted file cannot be graded as a notebook.

    Attributes:
        code: Stable key for machines, e.g. ``"not-json"``, ``"too-large"``.
        en: Cause and cure, for the learner.
        ja: The same in Japanese.
    """

    def __init__(self, code: str, en: str, ja: str) -> None:
        super().__init__(code, en, ja)
        self.code = code
        self.en = en
        self.ja = ja

    def __str__(self) -> str:
        return self.en


class SandboxError(GraderError):
    """The sandbox could not do its work; never a learner's fault."""


class SandboxUnavailable(SandboxError):
    """The isolation level that the policy asks for cannot be had on this machine."""


class SandboxBroken(SandboxError):
    """A zygote or warden failed during a run; the run may be repeated in a new one."""


class DeviceError(GraderError):
    """A device or its meter refuses a job, or cannot run it.

    Attributes:
        code: Stable key, e.g. ``"isa-edge"``, ``"quota"``, ``"credentials"``.
        en: What is wrong and the cure.
        ja: The same in Japanese.
        exit_code: 1 refused, 2 wrong use, 3 environment.
    """

    def __init__(self, code: str, en: str, ja: str, *, exit_code: int = 1) -> None:
        super().__init__(code, en, ja)
        self.code = code
        self.en = en
        self.ja = ja
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.en}\n{self.ja}"


class AnswerError(GraderError):
    """An answer that cannot be put on, or read from, the wire.

    Attributes:
        code: Stable reason key, e.g. ``"nan"``, ``"unbound-parameter"``, ``"forbidden-op"``.
        path: Where in the answer, e.g. ``"$.ops[3].params[0]"``.
        detail: Short text or number for the message, never trusted as markup.
    """

    def __init__(self, code: str, path: str = "$", detail: str = "") -> None:
        super().__init__(code, path, detail)
        self.code = code
        self.path = path
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code} at {self.path}" + (f": {self.detail}" if self.detail else "")


class AnswerMalformed(AnswerError):
    """The answer has the wrong form: verdict FE."""


class AnswerTooLarge(AnswerError):
    """The answer is over a guard that protects the judge: verdict LE."""


class JudgeError(GraderError):
    """The judge failed; never counted against the learner."""


class CheckerFailed(JudgeError):
    """A checker, or the trusted part of an exercise, has a bug: verdict JE."""


class JudgeUndecided(JudgeError):
    """The judge passed a bound of its own before it could decide: verdict IN."""


class ResultsError(GraderError):
    """The results store refuses the request: a conflict, an old schema or a broken chain."""
