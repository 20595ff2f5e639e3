# reason: forbidden-op
from qiskit import QuantumCircuit
from qiskit.quantum_info import Operator

toffoli = QuantumCircuit(3)
toffoli.ccx(0, 1, 2)
answer = QuantumCircuit(3)
answer.unitary(Operator(toffoli), [0, 1, 2])
