from qiskit import QuantumCircuit

answer = QuantumCircuit(3)

# en: Which of q0, q1, q2 must become 1?
# ja: q0、q1、q2 のうち、1 にするのはどれでしょうか。
### BEGIN SOLUTION
answer.x(1)
answer.x(2)
### END SOLUTION
