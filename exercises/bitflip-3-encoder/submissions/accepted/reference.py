# reason: accepted
from qiskit import QuantumCircuit

answer = QuantumCircuit(3)

# en: q0 carries the data, q1 and q2 start in 0
# ja: q0 がデータを持ち、q1 と q2 は 0 から始まる
### BEGIN SOLUTION
answer.cx(0, 1)
answer.cx(0, 2)
### END SOLUTION
