from qiskit import QuantumCircuit

answer = QuantumCircuit(16)

# en: Any two qubits may meet. At most five layers of two-qubit gates.
# ja: どの2つの量子ビットにもゲートを置けます。2量子ビットゲートは5層までです。
### BEGIN SOLUTION
answer.h(0)
size = 1
while size < 16:
    for qubit in range(size):
        answer.cx(qubit, qubit + size)
    size *= 2
### END SOLUTION
