"""Real circuits: benchmarks of MQT Bench at several levels, equal pairs and mutated ones.

The target is a benchmark as its authors wrote it, the answer the same one after a compiler:
target-independent, in a vendor's gates, or mapped to a device with its layouts; or one of these
with a gate dropped, an angle changed, or two qubits exchanged. MQT Bench is a development
dependency; nothing else of the judge needs it.
"""

import importlib.util
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator, Statevector

from grader.answer.decode import decode
from grader.answer.schema import Caps
from grader.devices.twins import twin
from grader.errors import UsageError
from grader.exercise import Basis
from grader.judge.selfcheck.check import Report, enter
from grader.judge.selfcheck.dense import CLIFFORD, Gate
from grader.judge.selfcheck.pair import FAR, Pair, sent, task_of
from grader.judge.selfcheck.states import stim_circuit

__all__ = ["BENCHMARKS", "LEVELS", "Case", "cases", "check_circuits", "make"]

BENCHMARKS = {
    "bv": (5, 8, 12),
    "cdkm_ripple_carry_adder": (6, 12),
    "dj": (5, 12),
    "draper_qft_adder": (6, 10),
    "ghz": (5, 12, 100),
    "graphstate": (5, 13, 100),
    "grover": (5, 6),
    "hhl": (4, 6),
    "modular_adder": (6,),
    "qaoa": (5, 10),
    "qft": (5, 8, 12),
    "qftentangled": (6, 11),
    "qnn": (5,),
    "qpeexact": (6, 10),
    "qwalk": (5,),
    "vqe_real_amp": (6, 10),
    "vqe_su2": (5, 12),
    "wstate": (6, 13),
}
"""Benchmarks with their numbers of qubits; at 100 qubits they are Clifford circuits."""
LEVELS = ("indep", "ibm_falcon", "ibm_heron", "quantinuum", "mapped")
_MUTATIONS = ("gate dropped", "angle changed", "qubits exchanged")
_EXACT_QUBITS = 8
_MAPPED_QUBITS = 6
_CAPS = Caps(max_bytes=8 << 20, operations=200_000, max_qubits=160)
_TOLERANCE = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One pair of circuits.

    Attributes:
        number: Place in the list of `cases`.
        benchmark: Name in MQT Bench.
        size: Number of qubits.
        level: One of `LEVELS`.
        mutation: What was changed, or ``""``.
    """

    number: int
    benchmark: str
    size: int
    level: str
    mutation: str


def cases(largest: int = 100) -> list[Case]:
    """Return all pairs up to a size: each level of each benchmark, right and mutated."""
    rows = [
        (name, size, level, mutation)
        for name, sizes in BENCHMARKS.items()
        for size in sizes
        for level in LEVELS
        for mutation in ("", *_MUTATIONS)
        if size <= largest and (level != "mapped" or size <= _MAPPED_QUBITS)
    ]
    return [
        Case(number=number, benchmark=name, size=size, level=level, mutation=mutation)
        for number, (name, size, level, mutation) in enumerate(rows)
    ]


def check_circuits(
    chosen: Iterable[Case], seed: int, advance: Callable[[], None] = lambda: None
) -> Report:
    """Judge pairs of real circuits.

    Raises:
        UsageError: If MQT Bench is not installed.
    """
    if importlib.util.find_spec("mqt.bench") is None:
        raise UsageError("this needs MQT Bench: pip install mqt.bench")
    report = Report()
    start = time.monotonic()
    for case in chosen:
        family = f"{case.benchmark} {case.level}"
        enter(report, make(case, seed), family, case.number, seed, "--circuits ")
        advance()
    report.wall_s = time.monotonic() - start
    return report


def make(case: Case, seed: int) -> Pair:
    """Return the pair of a case."""
    rng = np.random.default_rng([seed, case.number])
    target = _written(case.benchmark, case.size)
    answer, start, end = _compiled(case.benchmark, case.size, case.level)
    if case.mutation:
        answer = _mutated(rng, answer, case.mutation)
    plain = _in_place(answer, start, end)
    kind = case.mutation or case.level
    right = None if case.mutation else True
    wide = case.size > _EXACT_QUBITS
    clifford = case.size > 20
    measure = _by_rewriting if clifford else _by_states if wide else _by_matrix
    second = ("stim or ZX" if clifford else "4 random states") if wide else "quantum_info"
    if case.level == "mapped":
        task = task_of(
            "mapped",
            target,
            answer="mapped",
            basis=Basis(gates=("ecr", "rz", "sx", "x"), coupling="device:kawasaki"),
            options={"twin": "kawasaki", "of": "unitary"},
        )
        value: Any = (answer, list(start), list(end))
    else:
        task, value = task_of("unitary", target), plain
    return Pair(
        kind=kind,
        right=right,
        task=task,
        answer=sent(value),
        second=second,
        deviation=lambda: measure(target, plain),
    )


@lru_cache(maxsize=64)
def _written(name: str, size: int) -> QuantumCircuit:
    """Return the benchmark as written, without its measurements, unfolded to standard gates."""
    from mqt.bench import BenchmarkLevel, get_benchmark

    # The only one that is random.
    drawn: dict[str, Any] = {"seed": size} if name == "graphstate" else {}
    circuit = get_benchmark(name, BenchmarkLevel.ALG, size, **drawn)
    bare = circuit.remove_final_measurements(inplace=False)
    found: QuantumCircuit = decode(sent(bare), caps=_CAPS)
    return found


@lru_cache(maxsize=256)
def _compiled(
    name: str, size: int, level: str
) -> tuple[QuantumCircuit, tuple[int, ...], tuple[int, ...]]:
    """Return the compiled benchmark, and where its qubits start and end."""
    from mqt.bench import get_benchmark_indep, get_benchmark_mapped, get_benchmark_native_gates
    from mqt.bench.targets import get_target_for_gateset

    target = _written(name, size)
    if level == "indep":
        done = get_benchmark_indep(target, opt_level=2)
    elif level == "mapped":
        device = twin("kawasaki").target
        device.description = device.description or "kawasaki"
        done = get_benchmark_mapped(target, None, device, opt_level=2)
    else:
        gates = get_target_for_gateset(level, size)
        done = get_benchmark_native_gates(target, None, gates, opt_level=2)
    start = tuple(range(size))
    if done.layout is None:
        return done, start, start
    return (
        done,
        tuple(done.layout.initial_index_layout(filter_ancillas=True)),
        tuple(done.layout.final_index_layout(filter_ancillas=True)),
    )


def _in_place(
    circuit: QuantumCircuit, start: tuple[int, ...], end: tuple[int, ...]
) -> QuantumCircuit:
    """Return the circuit with logical qubit `i` at place `i`, at the start and at the end."""
    rest = sorted({q for item in circuit.data for q in _places(circuit, item)} - set(start))
    places = {qubit: place for place, qubit in enumerate([*start, *rest])}
    out = QuantumCircuit(len(places), global_phase=circuit.global_phase)
    for item in circuit.data:
        if item.operation.name != "barrier":
            out.append(item.operation, [places[q] for q in _places(circuit, item)])
    where = [places[qubit] for qubit in end]
    for logical, here in enumerate(where):
        if where[logical] != logical:
            here = where[logical]
            out.swap(logical, here)
            where = [{logical: here, here: logical}.get(place, place) for place in where]
    return out


def _places(circuit: QuantumCircuit, item: Any) -> list[int]:  # noqa: ANN401 - Qiskit's types
    return [circuit.find_bit(bit).index for bit in item.qubits]


def _mutated(rng: np.random.Generator, circuit: QuantumCircuit, mutation: str) -> QuantumCircuit:
    out = circuit.copy()
    angles = [k for k, item in enumerate(out.data) if item.operation.params]
    pairs = [k for k, item in enumerate(out.data) if len(item.qubits) == 2]
    if mutation == "angle changed" and angles:
        place = angles[rng.integers(len(angles))]
        operation = out.data[place].operation.to_mutable()
        operation.params = [float(operation.params[0]) + 0.02, *operation.params[1:]]
        out.data[place] = out.data[place].replace(operation=operation)
    elif mutation == "qubits exchanged" and pairs:
        place = pairs[rng.integers(len(pairs))]
        out.data[place] = out.data[place].replace(qubits=out.data[place].qubits[::-1])
    else:
        del out.data[int(rng.integers(len(out.data)))]
    return out


def _by_matrix(target: QuantumCircuit, answer: QuantumCircuit) -> float:
    size = 1 << target.num_qubits
    # Further qubits of a device start in 0 and must return.
    kept = Operator(answer).data[:size, :size]
    overlap = abs(np.vdot(Operator(target).data, kept)) / size
    return (1 - float(overlap)) / _TOLERANCE


def _by_states(target: QuantumCircuit, answer: QuantumCircuit) -> float:
    total = norm = 0j
    rng = np.random.default_rng(7)
    for _ in range(4):
        parts = rng.normal(size=(2, 1 << target.num_qubits))
        state = Statevector((parts[0] + 1j * parts[1]) / np.linalg.norm(parts))
        total += np.vdot(state.evolve(target).data, state.evolve(answer).data)
        norm += 1
    return (1 - abs(total) / abs(norm)) / _TOLERANCE


def _by_rewriting(target: QuantumCircuit, answer: QuantumCircuit) -> float:
    """Compare by stim; where rotations are left that cancel each other, by the ZX calculus."""
    parts = [_clifford(part) for part in (target, answer)]
    if all(gate.name in CLIFFORD for gates in parts for gate in gates):
        one, two = (stim_circuit(gates, target.num_qubits).to_tableau() for gates in parts)
        return 0.0 if one == two else FAR
    from mqt import qcec

    found = qcec.verify(target, answer, method="zx", parallel=False, timeout=60.0)
    return 0.0 if found.considered_equivalent() else FAR


_QUARTERS = {"rz": ((), ("s",), ("z",), ("sdg",)), "rx": ((), ("sx",), ("x",), ("sxdg",))}


def _clifford(circuit: QuantumCircuit) -> list[Gate]:
    return [
        Gate(name, (), tuple(_places(circuit, item)))
        for item in circuit.data
        for name in _names(item.operation)
    ]


def _names(operation: Any) -> tuple[str, ...]:  # noqa: ANN401 - Qiskit's types
    """Return a gate as plain Clifford gates; any other keeps its name."""
    if operation.name == "id":
        return ()
    table = _QUARTERS.get("rz" if operation.name in ("p", "rz") else operation.name)
    if table is None:
        return (operation.name,)
    turns = float(operation.params[0]) / (math.pi / 2)
    return table[round(turns) % 4] if abs(turns - round(turns)) < 1e-9 else (operation.name,)
