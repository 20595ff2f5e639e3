"""The fixed translation ``xlate-v1``: what each gate costs in the exercise's basis.

``xlate-v1`` is Qiskit's level-0 translation of each gate *alone* into the basis, nothing else:
no coupling, no layout, no optimisation. Two things follow from "alone". The cost of a gate
cannot depend on idle qubits beside it (Qiskit's synthesis of gates with many controls borrows
them: a c3x costs 12 cx instead of 14 in a wider circuit). And the cost of a gate depends on
its name, its width and the basis only, so that it is looked up, not computed, for nearly every
circuit; the tests compare the look-up with `transpile` over random circuits.

In the basis of Clifford gates and T angles count: see `clifford_t`.

Barriers and ``id`` cost nothing; ``rz`` counts as a one-qubit gate.
"""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from qiskit import QuantumCircuit

from grader.errors import CheckerFailed
from grader.exercise import Basis
from grader.judge.metrics.clifford_t import exact, is_fault_tolerant
from grader.judge.program import Op, Program, library_gate

__all__ = ["TRANSLATION", "Recipe", "recipe", "recipes"]

TRANSLATION = "xlate-v1"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one gate becomes.

    Attributes:
        one_qubit: Number of one-qubit gates.
        pairs: Local qubits of its two-qubit gates, in order.
        t_gates: T gates and their inverses among the one-qubit gates, in the basis of Clifford
            gates and T; elsewhere 0.
    """

    one_qubit: int
    pairs: tuple[tuple[int, int], ...]
    t_gates: int = 0


def recipes(program: Program, basis: Basis) -> list[tuple[Op, Recipe]]:
    """Return each operation with its recipe.

    Raises:
        CheckerFailed: If the basis cannot express a gate.
    """
    gates = basis.gates
    return [(op, recipe(op.name, len(op.qubits), _angles(op, gates), gates)) for op in program.ops]


def _angles(op: Op, gates: tuple[str, ...]) -> tuple[float, ...]:
    # With rz in the basis the structure does not depend on the angle; any angle will do.
    return tuple(0.1 for _ in op.params) if "rz" in gates else op.params


@lru_cache(maxsize=8192)
def recipe(name: str, num_qubits: int, params: tuple[float, ...], gates: tuple[str, ...]) -> Recipe:
    """Translate one gate.

    Raises:
        CheckerFailed: If the basis cannot express it, or holds gates on three qubits.
    """
    if name == "id":
        return Recipe(0, ())
    if is_fault_tolerant(gates):
        found = exact(name, num_qubits, params)
        return Recipe(found.one_qubit, found.pairs, found.t_gates)
    if name in gates and num_qubits <= 2:
        return Recipe(1, ()) if num_qubits == 1 else Recipe(0, ((0, 1),))
    known = _table().get(" ".join(sorted(gates)), {}).get(name)
    if known is not None:
        one_qubit, pairs = known
        return Recipe(one_qubit, tuple((a, b) for a, b in pairs))
    return _translated(name, num_qubits, params, gates)


@cache
def _table() -> dict[str, dict[str, tuple[int, list[tuple[int, int]]]]]:
    """Return what `transpile` gives for the gates of fixed width, by basis and name.

    Kept in a file, because the first `transpile` of a process loads every plugin there is,
    simulators and clients of services included; a test compares each row with `transpile`.
    """
    text = (files("grader.judge.metrics") / f"{TRANSLATION}.json").read_text(encoding="ascii")
    table: dict[str, dict[str, tuple[int, list[tuple[int, int]]]]] = json.loads(text)
    return table


def _translated(
    name: str, num_qubits: int, params: tuple[float, ...], gates: tuple[str, ...]
) -> Recipe:
    from qiskit import transpile

    alone = QuantumCircuit(num_qubits)
    alone.append(library_gate(name, params, num_qubits), range(num_qubits))
    try:
        done = transpile(alone, basis_gates=list(gates), optimization_level=0, seed_transpiler=0)
    except Exception as error:
        raise CheckerFailed(f"{name} cannot be translated to {', '.join(gates)}") from error
    one_qubit = 0
    pairs = []
    for item in done.data:
        where = tuple(done.find_bit(bit).index for bit in item.qubits)
        if len(where) > 2:
            raise CheckerFailed(f"the basis holds {item.operation.name}, on {len(where)} qubits")
        if len(where) == 2:
            pairs.append((where[0], where[1]))
        else:
            one_qubit += 1
    return Recipe(one_qubit, tuple(pairs))
