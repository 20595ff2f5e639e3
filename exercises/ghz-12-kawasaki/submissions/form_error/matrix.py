# reason: forbidden-op
from qiskit import QuantumCircuit
from qiskit.circuit.library import UnitaryGate
from qiskit.quantum_info import Operator

bell = QuantumCircuit(2)
bell.h(0)
bell.cx(0, 1)
circuit = QuantumCircuit(127)
circuit.append(UnitaryGate(Operator(bell)), [119, 118])
layout = [119, 118, 117, 120, 110, 100, 101, 121, 122, 111, 102, 103]
answer = (circuit, layout, layout)
