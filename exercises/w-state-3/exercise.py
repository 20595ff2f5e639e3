from math import acos, sqrt

from qiskit import QuantumCircuit

answer = QuantumCircuit(3)

# en: Exactly one of the three qubits is 1, with equal amplitudes and without phases.
# ja: 3つのうちちょうど1つが 1。振幅は等しく、位相は付きません。
### BEGIN SOLUTION
answer.ry(2 * acos(1 / sqrt(3)), 0)
answer.ch(0, 1)
answer.cx(1, 2)
answer.cx(0, 1)
answer.x(0)
### END SOLUTION
