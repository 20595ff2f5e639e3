"""What goes into a sandbox run and what comes out: plain data, nothing of it trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.verdict import Outcome

__all__ = [
    "Asked",
    "Call",
    "Cell",
    "CellResult",
    "Collect",
    "Frame",
    "Isolation",
    "Job",
    "RunOutcome",
    "Usage",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect:
    """Read `variable` after a cell and send it as the answer to `exercise`.

    Attributes:
        kind: Answer kind of the exercise; ``"function"`` makes the child keep a snapshot that
            serves calls.
        max_bytes: Largest answer that is taken.
        operations: Operations in one circuit, at most.
        max_qubits: Qubits in one circuit, at most.
    """

    exercise: str
    variable: str = "answer"
    kind: str = "circuit"
    max_bytes: int = 1 << 20
    operations: int = 20_000
    max_qubits: int = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One code cell to run.

    Attributes:
        source: Python source, IPython syntax allowed.
        index: Index of the cell in the notebook, to put outputs back.
        exercises: Exercises of which this cell is the solution or the grade cell: a failure
            here is theirs.
        collect: What to send after the cell, by order of the *source* notebook.
    """

    source: str
    index: int = 0
    exercises: tuple[str, ...] = ()
    collect: tuple[Collect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission to run.

    Attributes:
        nonce: Fresh random text; each frame must repeat it.
        seed: Seeds the child's random states, so that runs repeat.
        cpu_s: CPU seconds over the whole process tree.
        wall_s: Wall seconds until the run is stopped.
        call_s: Seconds of one function call.
        memory_mib: Proportional set size over the process tree, MiB.
        output_kib: Printed and displayed output, KiB.
    """

    cells: tuple[Cell, ...]
    nonce: str
    seed: int = 0
    cpu_s: float = 20.0
    wall_s: float = 50.0
    call_s: float = 2.0
    memory_mib: int = 1024
    output_kib: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the child sent for one exercise. Exactly one of the fields after `exercise` holds.

    Attributes:
        answer: Bytes in wire form ``qans/1``, to be read with the strict decoder only.
        absent: The variable was not set, was None, or the starter's marker was raised.
        refused: ``(code, path, detail)`` where the child's encoder refused the object; a
            courtesy that gives clear messages, worth no more than any other claim.
        too_large: Whether `refused` is a size guard (LE) and not a matter of form (FE).
        function: The answer is a function; ask for calls.
    """

    exercise: str
    answer: bytes | None = None
    absent: bool = False
    refused: tuple[str, str, str] | None = None
    too_large: bool = False
    function: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CellResult:
    """How one cell went.

    Attributes:
        index: The notebook index of the cell.
        exercises: Exercises whose own cell it is, as the job said.
        error: ``(name, message)`` of the exception that ended the cell, or ``None``.
        outputs: nbformat outputs, capped and cleaned of active content; display data only.
    """

    index: int
    exercises: tuple[str, ...] = ()
    error: tuple[str, str] | None = None
    outputs: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Measured from outside the sandbox: seconds and MiB (proportional set size)."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_mib: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolation:
    """The level that the self-test proved, and by which features.

    Attributes:
        level: 0 to 4, see ``docs/sandbox.md``.
        features: e.g. ``{"landlock": 6, "seccomp": 1, "cgroup": 0, "userns": 1}``.
        selftest: SHA-256 of the probe report.
    """

    level: int
    features: Mapping[str, int] = field(default_factory=dict)
    selftest: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {"level": self.level, "features": dict(self.features), "selftest": self.selftest}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Result of one call of a function answer; exactly one field holds.

    Attributes:
        value: The result in wire form.
        refused: ``(code, path, detail)``: the result cannot be encoded.
        error: ``(name, message)`` of the exception the function raised.
        ended: The limit that stopped the call (TLE, MLE, OLE, SV, RTE for a crash).
    """

    value: bytes | None = None
    refused: tuple[str, str, str] | None = None
    error: tuple[str, str] | None = None
    ended: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request of a call that is running, for a service of the judge.

    Attributes:
        number: Repeated with the answer, so that the asker knows it.
        service: Name of the service, as claimed.
        body: Arguments, as claimed in wire form; the judge reads them.
    """

    number: int
    service: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOutcome:
    """How the run of one submission ended; a learner's crash is this value, no exception.

    Attributes:
        ended: Limit or crash that ended the run early (TLE, MLE, OLE, SV, RTE), else ``None``.
        at: Exercise at work when it ended early, or ``""``.
        frames: One per exercise that sent exactly one frame.
        forged: Exercises with a second, foreign or malformed frame: SV.
        cells: One result per cell that ran, in order.
    """

    ended: Outcome | None = None
    at: str = ""
    frames: Mapping[str, Frame] = field(default_factory=dict)
    forged: frozenset[str] = frozenset()
    cells: tuple[CellResult, ...] = ()
    usage: Usage = Usage()
