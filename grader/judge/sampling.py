"""Shots for the learner's code: exact probabilities, then samples with a seed of the judge."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from qiskit import QuantumCircuit

from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.errors import DeviceError, JudgeUndecided
from grader.judge.branches import simulate
from grader.judge.program import Program
from grader.limits import MAX_OPERATIONS

__all__ = ["CircuitRefused", "Sampler", "Simulator", "sampler_of"]

QUBITS_MAX = 16
WORK_MAX = 1 << 28
"""Amplitudes times operations of one circuit, at most: a few seconds."""
_KEPT = 32
_CAPS = Caps(max_bytes=64 << 20, operations=MAX_OPERATIONS)

Counts = dict[str, int]
Simulator = Callable[[QuantumCircuit, int, int], Counts]
"""Takes a circuit, shots and a seed; returns counts by label, classical bit 0 rightmost."""


class CircuitRefused(ValueError):
    """A circuit that is not run; says why, to its author, in two languages."""

    def __init__(self, en: str, ja: str) -> None:
        super().__init__(en)
        self.en, self.ja = en, ja


@dataclass(slots=True)
class Sampler:
    """Runs circuits by one simulator.

    Attributes:
        simulator: Where noise comes in; ``None`` samples from exact probabilities.
        lower: Turns a circuit into gates that the simulator's device has.
    """

    simulator: Simulator | None = None
    lower: Callable[[QuantumCircuit], QuantumCircuit] | None = None
    _known: OrderedDict[bytes, dict[int, float]] = field(default_factory=OrderedDict)

    def prepare(self, circuit: QuantumCircuit) -> QuantumCircuit:
        """Check a circuit before it is counted, and return what will be run.

        Raises:
            CircuitRefused: If it is too large, measures nothing, or does not fit the device.
        """
        program = Program.of(circuit)
        if not any(op.name == "measure" for op in program.every):
            raise CircuitRefused(
                "the circuit measures nothing; add measure_all()",
                "回路に測定がありません。measure_all() を追加してください",
            )
        if program.num_qubits > QUBITS_MAX:
            raise CircuitRefused(
                f"a circuit of {program.num_qubits} qubits is not run; at most {QUBITS_MAX}",
                f"{program.num_qubits}量子ビットの回路は実行できません（{QUBITS_MAX}以下）",
            )
        if sum(1 for _ in program.every) << program.num_qubits > WORK_MAX:
            raise CircuitRefused(
                "too many gates for a circuit of this width",
                "この幅の回路としてはゲートが多すぎます",
            )
        try:
            return circuit if self.lower is None else self.lower(circuit)
        except DeviceError as error:
            raise CircuitRefused(error.en, error.ja) from None

    def sample(self, circuit: QuantumCircuit, shots: int, seed: int) -> Counts:
        """Return counts of a prepared circuit by label, classical bit 0 rightmost.

        Raises:
            CircuitRefused: If it has too many branches, or is too much work with noise.
        """
        if self.simulator is not None:
            try:
                return self.simulator(circuit, shots, seed)
            except DeviceError as error:
                raise CircuitRefused(error.en, error.ja) from None
        probabilities = self._probabilities(circuit)
        weights = np.array(list(probabilities.values()))
        drawn = np.random.default_rng(seed).multinomial(shots, weights / weights.sum())
        width = circuit.num_clbits
        return {
            f"{bits:0{width}b}": int(count)
            for bits, count in zip(probabilities, drawn, strict=True)
            if count
        }

    def _probabilities(self, circuit: QuantumCircuit) -> dict[int, float]:
        """Return the probability of each outcome; many ask for the same circuit again."""
        key = hashlib.sha256(encode(circuit, caps=_CAPS)).digest()
        if key not in self._known:
            try:
                found = simulate(Program.of(circuit)).outcomes()
            except JudgeUndecided as error:
                raise CircuitRefused(
                    f"the circuit is too much work: {error}", "回路の計算量が大きすぎます"
                ) from None
            self._known[key] = dict(sorted(found.items()))
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known[key]


def sampler_of(noise: str | None) -> Sampler:
    """Return the sampler of a `Runner`.

    Args:
        noise: ``"<twin>:<physical qubits>"``, or ``None`` for none.
    """
    if noise is None:
        return Sampler()
    device, _, places = noise.partition(":")
    qubits = tuple(int(place) for place in places.split(","))

    # Aer is loaded here only where noise is asked for.
    from grader.devices.sampling import lower, sample

    def noisy(circuit: QuantumCircuit, shots: int, seed: int) -> Counts:
        return sample(circuit, device=device, qubits=qubits, shots=shots, seed=seed % (1 << 31))

    return Sampler(noisy, lambda circuit: lower(circuit, device, qubits))
