# reason: accepted
# Qiskit's estimator without shot noise; the values are numpy numbers.
from math import pi

from qiskit import QuantumCircuit
from qiskit.primitives import StatevectorEstimator
from qiskit.quantum_info import SparsePauliOp

circuit = QuantumCircuit(2)
circuit.ry(pi / 3, 0)
circuit.cx(0, 1)
circuit.rz(pi / 3, 1)

observables = [SparsePauliOp(label) for label in ("IZ", "ZZ", "XX", "XY")]
result = StatevectorEstimator().run([(circuit, observables)]).result()[0]
answer = list(result.data.evs)
