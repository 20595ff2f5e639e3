# reason: t_count
# Pairs of T gates inside a composite called h.
from qiskit import QuantumCircuit

pair = QuantumCircuit(1, name="h")
pair.t(0)
pair.tdg(0)
answer = QuantumCircuit(5)
answer.rccx(0, 1, 4)
answer.ccx(4, 2, 3)
answer.rccx(0, 1, 4)
for _ in range(7):
    answer.append(pair.to_gate(), [0])
