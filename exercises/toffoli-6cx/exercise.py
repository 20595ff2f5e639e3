from qiskit import QuantumCircuit

answer = QuantumCircuit(3)

# en: Controls q0 and q1, target q2; cx and one-qubit gates only.
# ja: 制御は q0 と q1、標的は q2。使えるのは cx と1量子ビットゲートだけです。
### BEGIN SOLUTION
a, b, c = 0, 1, 2
answer.h(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t(c)
answer.cx(b, c)
answer.tdg(c)
answer.cx(a, c)
answer.t(b)
answer.t(c)
answer.h(c)
answer.cx(a, b)
answer.t(a)
answer.tdg(b)
answer.cx(a, b)
### END SOLUTION
