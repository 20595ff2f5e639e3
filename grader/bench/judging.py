"""Judge time and memory beside the bare simulation of the same circuit, by checker and size."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qiskit import QuantumCircuit

from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.bench.circuits import answer_of, write_exercise
from grader.errors import GraderError
from grader.exercise import Exercise
from grader.exercise_file import load_exercise
from grader.judge.process import JudgeProcess
from grader.verdict import Outcome

__all__ = ["GOALS", "SIZES", "Row", "judge_rows"]

SIZES: dict[str, tuple[int, ...]] = {
    "state": (2, 5, 8, 12, 14, 16, 18, 20),
    "state-circuit": (12, 16, 18, 20),
    "observable": (4, 8, 12, 16, 18, 20),
    "distribution": (4, 8, 12, 16, 18, 20),
    "mapped": (4, 12, 16, 18),
    "unitary": (2, 4, 6, 8, 9),
}
"""Numbers of qubits by kind; ``state-circuit`` is given its target as a circuit."""
GOALS = {"small_ms": 30.0, "overhead": 2.0, "memory": 3.0}
"""Up to 12 qubits (matrices: 6) the milliseconds that the judge adds; from 16 on its time over the
bare one; from 18 on its memory over one state's."""
_LAYERS = 12
_REPEATS = 5
_TINY = 2
_CAPS = Caps(max_bytes=4 << 20, max_qubits=127)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind and size.

    Attributes:
        kind: Key of `SIZES`.
        qubits: Width of the circuit.
        operations: Operations of the circuit.
        judge_s: Wall seconds from the answer's bytes to the verdict, best of some.
        first_s: The same for the first answer to the exercise: target included.
        bare_s: Wall seconds of Aer (up to 12 qubits: quantum_info) on the same circuit, best
            of some.
        memory_mib: Peak of the judge's process above its idle size, MiB.
        state_mib: Size of one state (for unitaries: of one matrix), MiB.
    """

    kind: str
    qubits: int
    operations: int
    judge_s: float
    first_s: float
    bare_s: float
    memory_mib: float
    state_mib: float

    @property
    def overhead(self) -> float:
        """Judge time over bare time."""
        return self.judge_s / self.bare_s

    @property
    def extra_ms(self) -> float:
        """Milliseconds that judging adds."""
        return 1000 * (self.judge_s - self.bare_s)

    @property
    def memory_ratio(self) -> float:
        """Memory above idle over that of one state."""
        return self.memory_mib / self.state_mib

    @property
    def met(self) -> bool:
        """Whether the goals of this size are met."""
        if self.qubits >= 18 and self.memory_ratio > GOALS["memory"]:
            return False
        if self.qubits >= 16:
            return self.overhead <= GOALS["overhead"]
        small = self.qubits <= (6 if self.kind == "unitary" else 12)
        return not small or self.extra_ms <= GOALS["small_ms"]

    def to_json(self) -> dict[str, Any]:
        """Return the figures of a report."""
        return {
            "kind": self.kind,
            "qubits": self.qubits,
            "operations": self.operations,
            "judge_ms": round(1000 * self.judge_s, 2),
            "first_ms": round(1000 * self.first_s, 2),
            "bare_ms": round(1000 * self.bare_s, 2),
            "overhead": round(self.overhead, 2),
            "memory_mib": round(self.memory_mib, 2),
            "state_mib": round(self.state_mib, 3),
            "memory_ratio": round(self.memory_ratio, 2),
            "met": self.met,
        }


def judge_rows(root: Path, largest: int = 20) -> Iterator[Row]:
    """Measure every kind and size up to `largest` qubits, in the judge's own process.

    Raises:
        GraderError: If an answer that is right is not accepted.
    """
    for kind, sizes in SIZES.items():
        for qubits in sizes:
            if qubits <= largest:
                yield _row(root, kind, qubits)


def _row(root: Path, kind: str, qubits: int) -> Row:
    value, circuit = answer_of(kind, qubits, _LAYERS)
    folder = root / f"bench-{kind}-{qubits}"
    write_exercise(folder, kind, qubits, _LAYERS)
    exercise = load_exercise(folder)
    answer = encode(value, caps=_CAPS)
    # A process for each row, warmed by a tiny circuit of the same kind.
    tiny = root / f"bench-{kind}-{qubits}-tiny"
    write_exercise(tiny, kind, _TINY, 1)
    with JudgeProcess() as judge:
        _judged(judge, load_exercise(tiny), encode(answer_of(kind, _TINY, 1)[0], caps=_CAPS))
        pid = judge.pid
        idle = _kib(pid, "VmRSS")
        Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")  # forget the old peak
        first = _judged(judge, exercise, answer)
        times, bare = [], []
        for _ in range(_REPEATS):
            times.append(_judged(judge, exercise, answer))
            bare.append(_bare(kind, circuit))
        peak = _kib(pid, "VmHWM")
    return Row(
        kind=kind,
        qubits=qubits,
        operations=len(circuit.data),
        judge_s=min(times),
        first_s=first,
        bare_s=min(bare),
        memory_mib=(peak - idle) / 1024,
        state_mib=(16 << (2 * qubits if kind == "unitary" else qubits)) / (1 << 20),
    )


def _judged(judge: JudgeProcess, exercise: Exercise, answer: bytes) -> float:
    start = time.perf_counter()
    verdict = judge.judge(exercise, answer, seed=b"bench")
    taken = time.perf_counter() - start
    if verdict.outcome is not Outcome.ACCEPTED:
        raise GraderError(f"{exercise.id}: {verdict.outcome} ({verdict.reason.key})")
    return taken


def _kib(pid: int, name: str) -> int:
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith(name))


def _bare(kind: str, circuit: QuantumCircuit) -> float:
    run = _unitary if kind == "unitary" else _statevector
    return run(circuit)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _statevector(circuit: QuantumCircuit) -> float:
    if circuit.num_qubits <= 12:
        from qiskit.quantum_info import Statevector

        return _timed(lambda: Statevector(circuit))
    aer = _aer("statevector")  # loading it gives circuits their `save_statevector`
    saved = circuit.copy()
    saved.save_statevector()
    return _timed(lambda: aer.run(saved, shots=1).result().get_statevector())


def _unitary(circuit: QuantumCircuit) -> float:
    if circuit.num_qubits <= 6:
        from qiskit.quantum_info import Operator

        return _timed(lambda: Operator(circuit))
    aer = _aer("unitary")
    saved = circuit.copy()
    saved.save_unitary()
    return _timed(lambda: aer.run(saved, shots=1).result().get_unitary())


def _aer(method: str) -> Any:  # noqa: ANN401 - Aer's classes carry no types
    from qiskit_aer import AerSimulator

    return AerSimulator(method=method, max_parallel_threads=1)
