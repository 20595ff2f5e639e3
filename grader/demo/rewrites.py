"""Right answers in many forms: other decompositions, redundant gates, compiled circuits.

Nothing here says what an answer is worth: the cost is measured when it is judged. The order from
clumsy to clever uses the same count of gates that the lessons show to learners.
"""

from collections.abc import Callable, Iterator
from functools import cache
from math import pi

import numpy as np
from qiskit import QuantumCircuit, transpile
from qiskit.quantum_info import SparsePauliOp, Statevector
from scipy.optimize import minimize

from grader.demo.code import code_of
from grader.demo.compiled import ghz_codes

__all__ = ["rewrites"]

_BASIS = ["cx", "rz", "sx", "x"]


@cache
def rewrites(exercise: str) -> tuple[str, ...]:
    """Return the code of right answers to an exercise, from clumsy to clever."""
    if exercise == "ghz-12-kawasaki":
        return ghz_codes()
    makers: dict[str, Callable[[], Iterator[QuantumCircuit]]] = {
        "bell-pair": _bell_pairs,
        "toffoli-6cx": _toffolis,
        "h2-vqe": _molecules,
    }
    if exercise not in makers:
        return ()
    circuits = sorted(makers[exercise](), key=_rough_cost, reverse=True)
    return tuple(dict.fromkeys(code_of(circuit) for circuit in circuits))


def _rough_cost(circuit: QuantumCircuit) -> tuple[int, str]:
    counts = transpile(circuit, basis_gates=_BASIS, optimization_level=0).count_ops()
    n2q = counts.get("cx", 0)
    return 10 * n2q + sum(counts.get(name, 0) for name in ("rz", "sx", "x")), code_of(circuit)


_PADS: tuple[tuple[tuple[str, int], ...], ...] = (
    (),
    (("x", 1), ("x", 1)),
    (("t", 0), ("t", 0), ("sdg", 0)),
    (("s", 0), ("sdg", 0), ("x", 1), ("x", 1)),
    (("sx", 1), ("sx", 1), ("x", 1), ("z", 0), ("z", 0)),
    (("h", 1), ("h", 1)),
    (("h", 0), ("h", 0), ("s", 1), ("sdg", 1)),
    (("sx", 0), ("sx", 0), ("x", 0), ("h", 1), ("h", 1)),
    (("t", 1), ("tdg", 1), ("x", 0), ("x", 0), ("h", 1), ("h", 1)),
    (("h", 0), ("h", 0), ("h", 1), ("h", 1)),
)


def _padded(circuit: QuantumCircuit, most: int) -> Iterator[QuantumCircuit]:
    """Yield a circuit with pairs of gates that cancel, as an unfinished clean-up leaves them."""
    for pad in _PADS[:most]:
        longer = circuit.copy()
        for name, qubit in pad:
            getattr(longer, name)(qubit)
        yield longer


def _bell_pairs() -> Iterator[QuantumCircuit]:
    for first, second in ((0, 1), (1, 0)):
        plain = QuantumCircuit(2)
        plain.h(first)
        plain.cx(first, second)
        lean = QuantumCircuit(2)
        lean.sx(first)
        lean.rz(pi / 2, first)
        lean.cx(first, second)
        turned = QuantumCircuit(2)
        turned.ry(pi / 2, first)
        turned.cx(first, second)
        by_cz = QuantumCircuit(2)
        by_cz.h([0, 1])
        by_cz.cz(first, second)
        by_cz.h(second)
        thrice = QuantumCircuit(2)
        thrice.h(first)
        for _ in range(3):
            thrice.cx(first, second)
        swapped = QuantumCircuit(2)
        swapped.u(pi / 2, 0, pi, first)
        swapped.cx(first, second)
        yield lean
        for circuit in (plain, turned, by_cz, thrice, swapped):
            yield from _padded(circuit, 7)


def _toffolis() -> Iterator[QuantumCircuit]:
    for a, b in ((0, 1), (1, 0)):
        textbook = _toffoli(a, b, lean=0)
        yield from _padded(textbook, 10)
        yield from _padded(_toffoli(a, b, lean=1), 7)
        yield from _padded(_toffoli(a, b, lean=2), 7 if a else 1)
    library = QuantumCircuit(3)
    library.ccx(0, 1, 2)
    for level in range(4):
        for basis in (["cx", "u"], ["cx", "rz", "sx", "x"], ["cx", "h", "p"]):
            compiled = transpile(
                library, basis_gates=basis, optimization_level=level, seed_transpiler=11
            )
            compiled.global_phase = 0  # only a global phase: not judged, and not in the code
            yield compiled


def _toffoli(a: int, b: int, *, lean: int) -> QuantumCircuit:
    """Return six cx; `lean` 1 merges t and h, 2 drops the half of the outer h as well."""
    circuit = QuantumCircuit(3)
    if lean == 2:
        circuit.rz(pi / 2, 2)
        circuit.sx(2)
    else:
        circuit.h(2)
    for control, angle in ((b, -pi / 4), (a, pi / 4), (b, -pi / 4)):
        circuit.cx(control, 2)
        circuit.rz(angle, 2) if lean == 2 else circuit.p(angle, 2)
    circuit.cx(a, 2)
    if lean == 2:
        circuit.rz(pi / 4, b)
        circuit.rz(5 * pi / 4, 2)
        circuit.sx(2)
        circuit.rz(pi / 2, 2)
    elif lean == 1:
        circuit.t(b)
        circuit.rz(3 * pi / 4, 2)
        circuit.sx(2)
        circuit.rz(pi / 2, 2)
    else:
        circuit.t(b)
        circuit.t(2)
        circuit.h(2)
    circuit.cx(a, b)
    circuit.t(a)
    circuit.tdg(b)
    circuit.cx(a, b)
    return circuit


_HAMILTONIAN = SparsePauliOp(
    ["II", "IZ", "ZI", "ZZ", "XX"], [-1.052373, 0.397937, -0.397937, -0.011280, 0.180931]
)


def _molecules() -> Iterator[QuantumCircuit]:
    """Yield ansätze whose angles were optimised, each from its own starting point."""
    forms: tuple[tuple[Callable[[np.ndarray], QuantumCircuit], int], ...] = (
        (_lean_pair, 1),
        (_plain_pair, 1),
        (_two_rotations, 2),
        (_four_rotations, 4),
        (_two_layers, 6),
        (_full_layers, 8),
    )
    rng = np.random.default_rng(2026)
    for form, angles in forms:
        for _ in range(2):
            start = rng.uniform(-0.4, 0.4, angles) + _START[angles]
            found = minimize(
                lambda values, form=form: _energy(form(values)),
                start,
                method="Nelder-Mead" if angles <= 4 else "BFGS",
                options={"maxiter": 400},
            )
            yield from _padded(form(np.round(found.x, 6)), 8 if angles in (2, 4) else 5)


# Near the Hartree-Fock state: an optimiser that starts elsewhere ends in another valley.
_START = {
    1: np.array([-0.2]),
    2: np.array([-2.9, 0.0]),
    4: np.array([pi - 0.1, pi, 0.0, 0.0]),
    6: np.array([pi - 0.1, pi, 0.0, 0.0, 0.0, 0.0]),
    8: np.array([pi - 0.1, pi, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
}


def _energy(circuit: QuantumCircuit) -> float:
    return float(Statevector(circuit).expectation_value(_HAMILTONIAN).real)


def _lean_pair(angles: np.ndarray) -> QuantumCircuit:
    circuit = QuantumCircuit(2)
    circuit.sx(0)
    circuit.rz(angles[0], 0)
    circuit.sx(0)
    circuit.x(1)
    circuit.cx(0, 1)
    return circuit


def _plain_pair(angles: np.ndarray) -> QuantumCircuit:
    circuit = QuantumCircuit(2)
    circuit.ry(angles[0] - pi + 0.4, 0)
    circuit.x(1)
    circuit.cx(0, 1)
    return circuit


def _two_rotations(angles: np.ndarray) -> QuantumCircuit:
    circuit = QuantumCircuit(2)
    circuit.ry(angles[0], 0)
    circuit.x(1)
    circuit.cx(0, 1)
    circuit.rz(angles[1], 1)
    return circuit


def _four_rotations(angles: np.ndarray) -> QuantumCircuit:
    circuit = QuantumCircuit(2)
    circuit.ry(angles[0], 0)
    circuit.ry(angles[1], 1)
    circuit.cx(0, 1)
    circuit.ry(angles[2], 0)
    circuit.ry(angles[3], 1)
    return circuit


def _two_layers(angles: np.ndarray) -> QuantumCircuit:
    circuit = _four_rotations(angles)
    circuit.cx(0, 1)
    circuit.ry(angles[4], 0)
    circuit.ry(angles[5], 1)
    return circuit


def _full_layers(angles: np.ndarray) -> QuantumCircuit:
    circuit = _two_layers(angles)
    circuit.cx(0, 1)
    circuit.rx(angles[6], 0)
    circuit.rx(angles[7], 1)
    return circuit
