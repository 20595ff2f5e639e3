# reason: accepted
# An object with a call method, and a cache: calls never share it, and it does no harm.
from functools import lru_cache

from qiskit import QuantumCircuit


@lru_cache
def gates_of(character):
    return {"0": (), "1": ("x",), "+": ("h",), "-": ("h", "z"), "r": ("h", "s"), "l": ("h", "sdg")}[
        character
    ]


class Preparer:
    def __call__(self, label):
        circuit = QuantumCircuit(len(label), len(label))
        for qubit in range(len(label)):
            for gate in gates_of(label[-1 - qubit]):
                getattr(circuit, gate)(qubit)
        return circuit


answer = Preparer()
