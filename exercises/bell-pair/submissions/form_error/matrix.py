# reason: forbidden-op
# The wanted circuit as one matrix.
from qiskit import QuantumCircuit
from qiskit.circuit.library import UnitaryGate
from qiskit.quantum_info import Operator

bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
answer = QuantumCircuit(2)
answer.append(UnitaryGate(Operator(bell)), [0, 1])
