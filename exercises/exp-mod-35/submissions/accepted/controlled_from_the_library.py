# reason: accepted
# control() of Qiskit; the gates it makes are the library's.
from qiskit import QuantumCircuit, QuantumRegister
from qiskit.circuit.library import XGate

x, y = QuantumRegister(2, "x"), QuantumRegister(2, "y")
answer = QuantumCircuit(x, y)
answer.append(XGate().control(2), [x[0], y[0], y[1]])
answer.append(XGate().control(1), [x[0], y[0]])
answer.append(XGate().control(1), [x[1], y[1]])
