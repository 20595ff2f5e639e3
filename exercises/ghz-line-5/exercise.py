from qiskit import QuantumCircuit

answer = QuantumCircuit(5)

# en: Two-qubit gates only between neighbours: q0-q1, q1-q2, q2-q3, q3-q4.
# ja: 2量子ビットゲートは隣どうし（q0-q1、q1-q2、q2-q3、q3-q4）だけに置けます。
### BEGIN SOLUTION
answer.h(0)
for qubit in range(4):
    answer.cx(qubit, qubit + 1)
### END SOLUTION
