"""Limits of a run and of an answer: the one place that holds their defaults."""

from dataclasses import dataclass, fields, replace

__all__ = ["ANSWER_MAX_KIB", "MAX_OPERATIONS", "MAX_QUBITS", "NOTEBOOK_EXTRA_S", "Limits"]

MAX_OPERATIONS = 200_000
"""The most operations that any exercise may allow in one circuit."""
MAX_QUBITS = 160
"""The most qubits that any exercise may allow in one circuit."""
ANSWER_MAX_KIB = 4096
"""The largest answer on the wire that any exercise may allow, KiB."""
NOTEBOOK_EXTRA_S = 10.0
"""CPU seconds a notebook gets beside the sum over its exercises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one exercise may use. ``None`` means: not limited (or no such resource).

    Attributes:
        cpu_s: CPU seconds of the learner's code, summed over the process tree.
        wall_s: Wall seconds; left out it is ``2 * cpu_s + 10``.
        call_s: CPU seconds of one call of a function answer.
        calls: Number of calls of a function answer, at most.
        memory_mib: Memory of the process tree (proportional set size), MiB.
        output_kib: Printed and displayed output, KiB.
        answer_kib: Answer on the wire, KiB.
        operations: Operations in one circuit after unfolding definitions (guard).
        max_qubits: Qubits that the judge is willing to read in one circuit (guard).
        qubits: Qubits that the exercise allows.
        n2q: Two-qubit gates after the fixed translation.
        depth2q: Two-qubit depth after the fixed translation.
        n1q: One-qubit gates after the fixed translation.
        t_count: T and T-dagger gates after the fixed translation.
        shots: Shots on a metered device.
        queries: Uses of a metered oracle.
        attempts: Submissions of the exercise that count; later ones are recorded only.
    """

    cpu_s: float = 10.0
    wall_s: float | None = None
    call_s: float = 2.0
    calls: int = 64
    memory_mib: int = 1024
    output_kib: int = 1024
    answer_kib: int = 1024
    operations: int = 20_000
    max_qubits: int = 32
    qubits: int | None = None
    n2q: int | None = None
    depth2q: int | None = None
    n1q: int | None = None
    t_count: int | None = None
    shots: int | None = None
    queries: int | None = None
    attempts: int | None = None

    @property
    def wall_limit_s(self) -> float:
        """Wall seconds after which the run is stopped."""
        return 2 * self.cpu_s + 10 if self.wall_s is None else self.wall_s

    def of_metrics(self) -> dict[str, int]:
        """Return the performance limits by metric name, those that are set."""
        names = ("qubits", "n2q", "depth2q", "n1q", "t_count", "shots", "queries")
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    def tightened(self, other: "Limits") -> "Limits":
        """Return these limits with the performance limits that `other` sets put in their place."""
        return replace(self, **other.of_metrics())

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Return the names that ``[limits]`` in an ``exercise.toml`` may hold."""
        return tuple(field.name for field in fields(cls))
