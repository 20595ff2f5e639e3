# reason: isa
# Placed on connected qubits, but not translated into the gates of the device.
from qiskit import QuantumCircuit
from qiskit.circuit.library import QFTGate

circuit = QuantumCircuit(127)
circuit.append(QFTGate(4), [82, 84, 92, 83])
answer = (circuit, [82, 84, 92, 83], [82, 84, 92, 83])
