"""Pairs for the checkers beside states and unitaries: observable, value, mapped, function."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from qiskit.quantum_info import SparsePauliOp, Statevector

from grader.devices.twins import Twin, twin
from grader.exercise import Basis
from grader.judge.calls import Returned, Serve
from grader.judge.selfcheck.circuits import Gates, Rng, circuit_of, random_gates, rewritten
from grader.judge.selfcheck.dense import Array, Gate
from grader.judge.selfcheck.pair import Pair, changed, kind_of, phase, sent, task_of, vector
from grader.judge.task import Case

__all__ = ["function", "mapped", "observable", "value"]

_ENERGY = 1e-9
_STATE = 1e-6


def observable(rng: Rng) -> Pair:
    """Make a pair whose expectation value is near a bound, or far from it."""
    num_qubits = int(rng.integers(1, 8))
    gates = random_gates(rng, num_qubits, int(rng.integers(3, 24)))
    words = ["".join(rng.choice(list("IXYZ"), num_qubits)) for _ in range(5)]
    operator = SparsePauliOp(words, rng.normal(size=5))
    kind = kind_of(rng)
    other, right, near = changed(rng, kind, gates, num_qubits)

    def energy(part: Gates) -> float:
        state = Statevector(circuit_of(part, num_qubits))
        found: Any = state.expectation_value(operator)
        return float(found.real)

    wanted = energy(gates)
    side = str(rng.choice(["below", "above"]))
    sign = 1 if side == "below" else -1
    # A right answer meets the bound with a margin, or by less than the rounding that is allowed.
    bound = wanted - sign * near * _ENERGY if near else wanted + sign * 0.01
    return Pair(
        kind=kind,
        right=right,
        task=task_of("observable", operator, options={side: bound}),
        answer=sent(circuit_of(other, num_qubits, phase(rng))),
        second="quantum_info",
        deviation=lambda: sign * (energy(other) - bound) / _ENERGY,
    )


def value(rng: Rng) -> Pair:
    """Make a pair of lists of numbers."""
    absolute, relative = 10.0 ** rng.uniform(-9, -2), float(rng.choice([0, 1e-6, 1e-2]))
    wanted = [float(number) for number in rng.normal(size=int(rng.integers(1, 9))) * 10]
    slack = [absolute + relative * abs(number) for number in wanted]
    factor = float(rng.choice([0, 1 / 3, 3, 300]))
    place = int(rng.integers(len(wanted)))
    given = [
        number + float(rng.uniform(-0.5, 0.5)) * room * (factor > 0)
        for number, room in zip(wanted, slack, strict=True)
    ]
    given[place] = wanted[place] + float(rng.choice([-1, 1])) * factor * slack[place]

    def deviation() -> float:
        offs = zip(given, wanted, slack, strict=True)
        return float(max(abs(one - two) / room for one, two, room in offs))

    return Pair(
        kind=f"{factor:.2g} times the tolerance",
        right=factor < 1,
        task=task_of("value", wanted, answer="list", options={"abs": absolute, "rel": relative}),
        answer=sent(given),
        second="plain arithmetic",
        deviation=deviation,
    )


def function(rng: Rng) -> Pair:
    """Make a function that prepares three states, one of them perhaps not right."""
    num_qubits = int(rng.integers(1, 4))
    sources = [random_gates(rng, num_qubits, int(rng.integers(3, 12))) for _ in range(3)]
    expected = [vector(gates, num_qubits) for gates in sources]
    given = [rewritten(rng, gates, num_qubits) for gates in sources]
    kind, place = kind_of(rng), int(rng.integers(3))
    if kind.startswith("3 times"):
        kind = "rewritten"
    given[place], right, _ = changed(rng, kind, sources[place], num_qubits)
    results = [sent(circuit_of(gates, num_qubits, phase(rng))) for gates in given]
    cases = tuple(
        Case(label=str(number), args=(number,), expected=state)
        for number, state in enumerate(expected)
    )
    by_argument = {sent((number,)): result for number, result in enumerate(results)}

    def deviation() -> float:
        overlaps = [
            abs(np.vdot(state, vector(gates, num_qubits))) ** 2
            for state, gates in zip(expected, given, strict=True)
        ]
        return (1 - float(min(overlaps))) / _STATE

    return Pair(
        kind=kind,
        right=right,
        task=task_of(
            "function",
            None,
            answer="function",
            result="circuit",
            options={"inner": "state"},
            cases=cases,
        ),
        answer=b"",
        call=_Table(by_argument),
        second="numpy",
        deviation=deviation,
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A function that answers by table, as the sandbox would return it."""

    results: Mapping[bytes, bytes]

    def __call__(self, args: bytes, /, serve: Serve | None = None) -> Returned:  # noqa: ARG002
        return Returned(value=self.results[args])


def mapped(rng: Rng) -> Pair:
    """Make a circuit in a device's own gates, with layouts."""
    device = twin("kawasaki")
    path = _path(rng, device, int(rng.integers(2, 6)))
    width = len(path)
    gates = _native(rng, device, path, int(rng.integers(6, 30)))
    start = [int(place) for place in rng.permutation(width)]
    end = [int(place) for place in rng.permutation(width)]
    expected = _logical(gates, end)
    kind = str(rng.choice(["rewritten", "gate dropped", "angle changed", "layout changed"]))
    given, right = _native_rewritten(rng, gates), True if kind == "rewritten" else None
    layout = end
    if kind == "layout changed":
        layout = [int(place) for place in rng.permutation(width)]
    elif kind != "rewritten":
        given, right, _ = changed(rng, kind, gates, width)
        given = tuple(gate for gate in given if gate.name in ("rz", "sx", "x", "ecr"))
        given = tuple(gate for gate in given if _legal(device, path, gate))
    circuit = circuit_of(
        [gate._replace(qubits=tuple(path[place] for place in gate.qubits)) for gate in given],
        device.num_qubits,
        phase(rng),
    )
    answer = (circuit, [path[place] for place in start], [path[place] for place in layout])

    def deviation() -> float:
        overlap = abs(np.vdot(expected, _logical(given, layout))) ** 2
        return (1 - float(overlap)) / _STATE

    return Pair(
        kind=kind,
        right=right,
        task=task_of(
            "mapped",
            expected,
            answer="mapped",
            basis=Basis(gates=("ecr", "rz", "sx", "x"), coupling="device:kawasaki"),
            options={"twin": "kawasaki"},
        ),
        answer=sent(answer),
        second="numpy",
        deviation=deviation,
    )


def _logical(gates: Gates, layout: list[int]) -> Array:
    """Return the state with qubit ``layout[i]`` renamed to `i`."""
    width = len(layout)
    state = vector(gates, width)
    index = np.arange(1 << width)
    source = np.zeros_like(index)
    for logical, place in enumerate(layout):
        source |= (index >> logical & 1) << place
    return state[source]


def _path(rng: Rng, device: Twin, length: int) -> list[int]:
    neighbours: dict[int, list[int]] = {}
    for one, two in device.edges:
        neighbours.setdefault(one, []).append(two)
        neighbours.setdefault(two, []).append(one)
    path = [int(rng.choice(sorted(neighbours)))]
    while len(path) < length:
        ways = sorted(set(neighbours[path[-1]]) - set(path))
        if not ways:
            return path if len(path) > 1 else _path(rng, device, length)
        path.append(int(rng.choice(ways)))
    return path


def _native(rng: Rng, device: Twin, path: list[int], length: int) -> Gates:
    edges = [
        pair
        for low in range(len(path) - 1)
        for pair in ((low, low + 1), (low + 1, low))
        if (path[pair[0]], path[pair[1]]) in device.edges
    ]
    gates: list[Gate] = []
    for _ in range(length):
        qubit = (int(rng.integers(len(path))),)
        name = str(rng.choice(["rz", "sx", "x", "ecr"]))
        if name == "ecr":
            gates.append(Gate(name, (), edges[rng.integers(len(edges))]))
        else:
            angles = (float(rng.uniform(-math.pi, math.pi)),) if name == "rz" else ()
            gates.append(Gate(name, angles, qubit))
    return tuple(gates)


def _native_rewritten(rng: Rng, gates: Gates) -> Gates:
    out: list[Gate] = []
    for gate in gates:
        other: list[Any] = [gate]
        if gate.name == "rz":
            part = float(rng.uniform(-3, 3))
            other = [gate._replace(params=(angle,)) for angle in (part, gate.params[0] - part)]
        elif gate.name == "x":
            other = [Gate("sx", (), gate.qubits)] * 2
        elif gate.name == "ecr" and rng.random() < 0.3:
            other = [gate] * 3
        out.extend(other)
    return tuple(out)


def _legal(device: Twin, path: list[int], gate: Gate) -> bool:
    return gate.name != "ecr" or tuple(path[place] for place in gate.qubits) in device.edges
