from qiskit import QuantumCircuit

answer = QuantumCircuit(4)

# en: x = q0 + 2 q1 stays, y = q2 + 2 q3 becomes y + x modulo 4.
# ja: x = q0 + 2 q1 はそのまま、y = q2 + 2 q3 を 4 を法として y + x にします。
### BEGIN SOLUTION
answer.ccx(0, 2, 3)
answer.cx(1, 3)
answer.cx(0, 2)
### END SOLUTION
