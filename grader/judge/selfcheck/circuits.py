"""Random circuits as plain gate lists, with rewrites that keep and mutations that change them."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from qiskit import QuantumCircuit
from qiskit.circuit import Instruction

from grader.answer.schema import gate_class
from grader.judge.selfcheck.dense import NAMES, Gate, angles_of, qubits_of

__all__ = ["MUTATIONS", "circuit_of", "random_gates", "rewritten"]

Rng = np.random.Generator
Gates = tuple[Gate, ...]


def random_gates(
    rng: Rng, num_qubits: int, length: int, names: Sequence[str] | None = None
) -> Gates:
    """Return that many random gates of the names given, or of all."""
    fitting = [name for name in names or NAMES if qubits_of(name)[0] <= num_qubits]
    return tuple(_gate(rng, fitting[rng.integers(len(fitting))], num_qubits) for _ in range(length))


def _gate(rng: Rng, name: str, num_qubits: int) -> Gate:
    angles = tuple(float(angle) for angle in rng.uniform(-math.pi, math.pi, angles_of(name)))
    fewest, most = qubits_of(name)
    width = int(rng.integers(fewest, min(most, num_qubits) + 1))
    return Gate(name, angles, _some(rng, num_qubits, width))


def _some(rng: Rng, num_qubits: int, count: int) -> tuple[int, ...]:
    return tuple(int(qubit) for qubit in rng.permutation(num_qubits)[:count])


def circuit_of(gates: Sequence[Gate], num_qubits: int, phase: float = 0.0) -> QuantumCircuit:
    """Return the circuit that a learner would hand in."""
    circuit = QuantumCircuit(num_qubits, global_phase=phase)
    for gate in gates:
        circuit.append(_library_gate(gate), list(gate.qubits))
    return circuit


def _library_gate(gate: Gate) -> Instruction:
    if gate.name == "qft":
        return gate_class("qft")(len(gate.qubits))
    if gate.name in ("mcx", "mcphase"):
        return gate_class(gate.name)(*gate.params, len(gate.qubits) - 1)
    return gate_class(gate.name)(*gate.params)


def rewritten(rng: Rng, gates: Gates, num_qubits: int, *, clifford: bool = False) -> Gates:
    """Return other gates for the same unitary, up to a global phase."""
    out: list[Gate] = []
    for gate in gates:
        out.extend(_padding(rng, num_qubits, clifford=clifford))
        ways = _OTHER.get(gate.name, ())
        if ways and rng.random() < 0.7:
            way = ways[rng.integers(len(ways))]
            out.extend(
                Gate(name, params, tuple(gate.qubits[place] for place in places))
                for name, params, places in way(gate.params)
            )
        else:
            out.append(gate)
    for place in range(len(out) - 1):
        one, two = out[place : place + 2]
        if rng.random() < 0.5 and not set(one.qubits) & set(two.qubits):
            out[place : place + 2] = [two, one]
    return tuple(out)


_Step = tuple[str, tuple[float, ...], tuple[int, ...]]
_Way = Callable[[tuple[float, ...]], list[_Step]]


def _way(*steps: tuple[str, tuple[int, ...]]) -> _Way:
    return lambda _: [(name, (), places) for name, places in steps]


_OTHER: Mapping[str, tuple[_Way, ...]] = {
    "x": (_way(("h", (0,)), ("z", (0,)), ("h", (0,))), _way(("sx", (0,)), ("sx", (0,)))),
    "y": (_way(("sdg", (0,)), ("x", (0,)), ("s", (0,))), _way(("z", (0,)), ("x", (0,)))),
    "z": (_way(("s", (0,)), ("s", (0,))), _way(("h", (0,)), ("x", (0,)), ("h", (0,)))),
    "h": (_way(("s", (0,)), ("sx", (0,)), ("s", (0,))),),
    "sx": (_way(("h", (0,)), ("s", (0,)), ("h", (0,))),),
    "s": (_way(("sdg", (0,)), ("z", (0,))),),
    "t": (lambda _: [("p", (math.pi / 4,), (0,))],),
    "p": (lambda a: [("rz", a, (0,))],),
    "rx": (lambda a: [("h", (), (0,)), ("rz", a, (0,)), ("h", (), (0,))],),
    "ry": (lambda a: [("sdg", (), (0,)), ("rx", a, (0,)), ("s", (), (0,))],),
    "rz": (lambda a: [("rz", (a[0] - 0.7,), (0,)), ("p", (0.7,), (0,))],),
    "u": (lambda a: [("rz", a[2:], (0,)), ("ry", a[:1], (0,)), ("rz", a[1:2], (0,))],),
    "cx": (
        _way(("h", (1,)), ("cz", (0, 1)), ("h", (1,))),
        _way(("h", (0,)), ("h", (1,)), ("cx", (1, 0)), ("h", (0,)), ("h", (1,))),
        _way(("s", (1,)), ("cy", (0, 1)), ("sdg", (1,))),
    ),
    "cz": (_way(("cz", (1, 0))), _way(("h", (0,)), ("cx", (1, 0)), ("h", (0,)))),
    "cy": (_way(("sdg", (1,)), ("cx", (0, 1)), ("s", (1,))),),
    "swap": (_way(("cx", (0, 1)), ("cx", (1, 0)), ("cx", (0, 1))), _way(("swap", (1, 0)))),
    "dcx": (_way(("cx", (0, 1)), ("cx", (1, 0))),),
    "iswap": (_way(("s", (0,)), ("s", (1,)), ("cz", (0, 1)), ("swap", (0, 1))),),
    "cp": (lambda a: [("cp", a, (1, 0))],),
    "crz": (
        lambda a: [("rz", (a[0] / 2,), (1,)), ("cx", (), (0, 1)), ("rz", (-a[0] / 2,), (1,)),
                   ("cx", (), (0, 1))],
    ),
    "rzz": (lambda a: [("cx", (), (0, 1)), ("rz", a, (1,)), ("cx", (), (0, 1))],),
    "rxx": (
        lambda a: [*_both("h"), ("rzz", a, (0, 1)), *_both("h")],
    ),
    "ccx": (_way(("h", (2,)), ("ccz", (0, 2, 1)), ("h", (2,))), _way(("ccx", (1, 0, 2)))),
    "cswap": (_way(("cx", (2, 1)), ("ccx", (0, 1, 2)), ("cx", (2, 1))),),
}  # fmt: skip


def _both(name: str) -> list[_Step]:
    return [(name, (), (0,)), (name, (), (1,))]


def _padding(rng: Rng, num_qubits: int, *, clifford: bool) -> list[Gate]:
    """Return a pair of gates that cancel, or nothing."""
    if rng.random() < 0.6:
        return []
    qubit = _some(rng, num_qubits, 1)
    kind = int(rng.integers(3))
    if kind == 0 and not clifford:
        angle = float(rng.uniform(-3, 3))
        return [Gate("ry", (angle,), qubit), Gate("ry", (-angle,), qubit)]
    if kind == 1 and num_qubits > 1:
        pair = _some(rng, num_qubits, 2)
        return [Gate("cx", (), pair), Gate("cx", (), pair)]
    return [Gate("h", (), qubit), Gate("h", (), qubit)]


def _dropped(rng: Rng, gates: Gates, _: int) -> Gates:
    place = int(rng.integers(len(gates)))
    return gates[:place] + gates[place + 1 :]


def _angle(rng: Rng, gates: Gates, num_qubits: int) -> Gates:
    places = [place for place, gate in enumerate(gates) if gate.params]
    if not places:
        return _added(rng, gates, num_qubits)
    place = places[rng.integers(len(places))]
    gate = gates[place]
    which = int(rng.integers(len(gate.params)))
    change = float(rng.choice([-1, 1]) * 10 ** rng.uniform(-2.3, 0))
    params = tuple(a + change if k == which else a for k, a in enumerate(gate.params))
    return (*gates[:place], gate._replace(params=params), *gates[place + 1 :])


def _exchanged(rng: Rng, gates: Gates, num_qubits: int) -> Gates:
    places = [place for place, gate in enumerate(gates) if len(gate.qubits) > 1]
    if not places:
        return _dropped(rng, gates, num_qubits)
    place = places[rng.integers(len(places))]
    gate = gates[place]
    one, two = _some(rng, len(gate.qubits), 2)
    qubits = list(gate.qubits)
    qubits[one], qubits[two] = qubits[two], qubits[one]
    return (*gates[:place], gate._replace(qubits=tuple(qubits)), *gates[place + 1 :])


def _added(rng: Rng, gates: Gates, num_qubits: int) -> Gates:
    """Add a relative phase, often a Clifford one, somewhere."""
    place = int(rng.integers(len(gates) + 1))
    if num_qubits > 1 and rng.random() < 0.5:
        extra = Gate("cz", (), _some(rng, num_qubits, 2))
    else:
        extra = Gate(("s", "z", "x")[rng.integers(3)], (), _some(rng, num_qubits, 1))
    return (*gates[:place], extra, *gates[place:])


MUTATIONS: Mapping[str, Callable[[Rng, Gates, int], Gates]] = {
    "gate dropped": _dropped,
    "angle changed": _angle,
    "qubits exchanged": _exchanged,
    "phase added": _added,
}
