# reason: accepted
# A controlled increment once for q0 and twice for q1: 21 two-qubit gates.
from qiskit import QuantumCircuit

increment = QuantumCircuit(3, name="cx", global_phase=0.4)
increment.ccx(0, 1, 2)
increment.cx(0, 1)
answer = QuantumCircuit(4, 4)
for control in (0, 1, 1):
    answer.append(increment.to_gate(), [control, 2, 3])
