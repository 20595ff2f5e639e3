# reason: forbidden-op
from qiskit import QuantumCircuit
from qiskit.circuit.library import zz_feature_map
from qiskit.quantum_info import Operator


def answer(x):
    circuit = QuantumCircuit(len(x))
    circuit.unitary(
        Operator(zz_feature_map(len(x), entanglement="linear").assign_parameters(x)), range(len(x))
    )
    return circuit
