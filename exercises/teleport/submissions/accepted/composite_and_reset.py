# reason: accepted
# Own composites, one of them called swap; the measured qubits are reset.
from qiskit import QuantumCircuit

pair = QuantumCircuit(2, name="swap")
pair.h(0)
pair.cx(0, 1)
basis = QuantumCircuit(2, name="bell basis")
basis.cx(0, 1)
basis.h(0)

answer = QuantumCircuit(3, 2)
answer.append(pair.to_gate(), [1, 2])
answer.append(basis.to_instruction(), [0, 1])
answer.measure([0, 1], [0, 1])
answer.reset([0, 1])
with answer.if_test((answer.clbits[1], 1)):
    answer.x(2)
with answer.if_test((answer.clbits[0], 1)):
    answer.z(2)
