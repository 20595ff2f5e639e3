from qiskit import QuantumCircuit

answer = QuantumCircuit(3)

# en: Every label must go where CCX (q0, q1 -> q2) sends it; phases are free.
# ja: どのラベルも CCX（q0, q1 -> q2）と同じ行き先にします。位相は問いません。
### BEGIN SOLUTION
answer.h(2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.cx(0, 2)
answer.t(2)
answer.cx(1, 2)
answer.tdg(2)
answer.h(2)
### END SOLUTION
