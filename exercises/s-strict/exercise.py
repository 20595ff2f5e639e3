from math import pi

from qiskit import QuantumCircuit

answer = QuantumCircuit(1)

# en: Only rz, sx and x; every entry of the matrix must be right, the upper left one too.
# ja: 使えるのは rz、sx、x だけです。行列のすべての成分を、左上も含めて合わせます。
### BEGIN SOLUTION
answer.rz(pi / 2, 0)
answer.global_phase = pi / 4
### END SOLUTION
