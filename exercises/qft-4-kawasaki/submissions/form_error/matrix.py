# reason: forbidden-op
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate, UnitaryGate
from qiskit.quantum_info import Operator

circuit = QuantumCircuit(127)
circuit.append(UnitaryGate(Operator(QFTGate(4))), [82, 84, 92, 83])
answer = (circuit, [82, 84, 92, 83], [82, 84, 92, 83])
