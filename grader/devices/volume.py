"""Quantum volume of a twin, by the published procedure.

Source: Cross, Bishop, Sheldon, Nation, Gambetta, "Validating quantum computers using randomized
model circuits", Phys. Rev. A 100, 032328 (2019), algorithm 1. The twin's noise knows gates,
relaxation during gates and readout, not crosstalk or idling: the figure is an estimate from above.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.devices.twins import Twin, twin

__all__ = ["Volume", "Width", "best_line", "quantum_volume", "widths"]

THRESHOLD = 2 / 3
"""Heavy outputs that must be exceeded with two standard deviations."""
FEWEST_CIRCUITS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """The test of one width, which is the depth as well.

    Attributes:
        qubits: Physical qubits of the line that was used.
        heavy: Share of shots with a heavy output: more likely than the median one.
        lower: `heavy` less two standard deviations, as in the source.
    """

    width: int
    qubits: tuple[int, ...]
    circuits: int
    shots: int
    heavy: float
    lower: float

    @property
    def passed(self) -> bool:
        """Whether the width counts."""
        return self.lower > THRESHOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What a device could do.

    Attributes:
        device: Name and version of the snapshot; `date` is the day on which it was taken.
        volume: ``2**m`` of the largest width up to which every one passed; 1 if none did.
    """

    device: str
    date: str
    seed: int
    volume: int
    widths: tuple[Width, ...]


def quantum_volume(
    name: str, *, widest: int = 6, circuits: int = FEWEST_CIRCUITS, shots: int = 100, seed: int = 1
) -> Volume:
    """Estimate the quantum volume of a twin.

    Raises:
        UsageError: If there is no such twin.
    """
    device = twin(name)
    tested = []
    for found in widths(name, widest=widest, circuits=circuits, shots=shots, seed=seed):
        tested.append(found)
        if not found.passed:
            break
    passed = max((found.width for found in tested if found.passed), default=0)
    return Volume(
        device=f"{device.name}-{device.version}",
        date=device.date,
        seed=seed,
        volume=1 << passed,
        widths=tuple(tested),
    )


def widths(name: str, *, widest: int, circuits: int, shots: int, seed: int) -> Iterator[Width]:
    """Test width after width, from 2 on."""
    for width in range(2, widest + 1):
        line = best_line(twin(name), width)
        heavy = sum(
            _heavy_shots(name, line, seed=seed * 1_000_003 + number, shots=shots)
            for number in range(circuits)
        )
        trials = circuits * shots
        # The source's bound: circuits, not shots, are the independent samples.
        spread = math.sqrt(heavy * (shots - heavy / circuits))
        yield Width(
            width=width,
            qubits=line,
            circuits=circuits,
            shots=shots,
            heavy=heavy / trials,
            lower=(heavy - 2 * spread) / trials,
        )


def _heavy_shots(name: str, line: tuple[int, ...], *, seed: int, shots: int) -> int:
    """Run one model circuit on the twin and count the shots with a heavy output."""
    from qiskit import transpile
    from qiskit.circuit.library import quantum_volume as model_circuit
    from qiskit.quantum_info import Statevector
    from qiskit_aer import AerSimulator

    from grader.devices.noise import noise_model, restricted_target

    width = len(line)
    model = model_circuit(width, seed=seed)
    ideal = Statevector(model).probabilities()
    heavy = set(np.flatnonzero(ideal > np.median(ideal)).tolist())
    measured = model.copy()
    measured.measure_all()
    compiled = transpile(
        measured,
        target=restricted_target(name, line),
        optimization_level=3,
        seed_transpiler=seed & 0x7FFFFFFF,
    )
    simulator = AerSimulator(method="density_matrix", noise_model=noise_model(name, line))
    result = simulator.run(compiled, shots=shots, seed_simulator=seed & 0x7FFFFFFF).result()
    return sum(n for label, n in result.get_counts().items() if int(label, 2) in heavy)


def best_line(device: Twin, width: int) -> tuple[int, ...]:
    """Return the path of `width` qubits with the least error of gates and readout together.

    Exhaustive: machines of this family have at most three neighbours a qubit.
    """
    cost: dict[int, dict[int, float]] = {}
    for (one, two), error in device.errors.items():
        for start, end in ((one, two), (two, one)):
            row = cost.setdefault(start, {})
            row[end] = min(row.get(end, math.inf), -math.log1p(-error))
    readout = [-math.log1p(-min(error, 0.999)) for error in device.readout_errors]
    best: tuple[float, tuple[int, ...]] = (math.inf, ())
    # A two-qubit gate is used about width / 2 times on each edge, a readout once.
    weight = max(1.0, width / 2)
    paths: list[tuple[float, tuple[int, ...]]] = [(readout[qubit], (qubit,)) for qubit in cost]
    while paths:
        total, path = paths.pop()
        if len(path) == width:
            best = min(best, (total, path))
            continue
        paths += [
            (total + weight * step + readout[after], (*path, after))
            for after, step in cost[path[-1]].items()
            if after not in path
        ]
    return best[1]
