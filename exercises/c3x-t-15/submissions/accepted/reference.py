# reason: accepted
from qiskit import QuantumCircuit

answer = QuantumCircuit(5)

# en: q0, q1, q2: controls; q3: target; q4: ancilla, 0 before and after
# ja: q0、q1、q2 が制御、q3 がターゲット、q4 は前後とも 0 の補助量子ビット
### BEGIN SOLUTION
answer.rccx(0, 1, 4)
answer.ccx(4, 2, 3)
answer.rccx(0, 1, 4)
### END SOLUTION
