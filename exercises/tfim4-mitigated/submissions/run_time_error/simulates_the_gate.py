# reason: call-error
# prepare has no definition: there is nothing to simulate.
from qiskit import QuantumCircuit
from qiskit.quantum_info import Statevector


def answer(run, prepare, obs):
    circuit = QuantumCircuit(4)
    circuit.append(prepare, range(4))
    return Statevector(circuit).expectation_value(obs).real
