# reason: accepted
# Gates of one's own inside each other, with misleading names; they are unfolded.
from qiskit import QuantumCircuit

onto = QuantumCircuit(2, name="ccx")
onto.cx(0, 1)
onto.tdg(1)
back = QuantumCircuit(2, name="unitary")
back.cx(0, 1)
back.t(1)

ccz = QuantumCircuit(3, name="initialize", global_phase=0.5)
ccz.append(onto.to_gate(), [1, 2])
ccz.append(back.to_gate(), [0, 2])
ccz.append(onto.to_gate(), [1, 2])
ccz.append(back.to_gate(), [0, 2])
ccz.t(1)
ccz.append(onto.to_gate(), [0, 1])
ccz.cx(0, 1)
ccz.t(0)

answer = QuantumCircuit(3)
answer.h(2)
answer.append(ccz.to_instruction(), [0, 1, 2])
answer.h(2)
