from qiskit import QuantumCircuit


def answer(x, z):
    circuit = QuantumCircuit(2)
    # en: x and z are 0 or 1; q1 is the left character and carries the sign.
    # ja: x と z は 0 か 1 です。q1 が左の文字で、符号はこちらに付きます。
    ### BEGIN SOLUTION
    circuit.h(1)
    circuit.cx(1, 0)
    if x:
        circuit.x(0)
    if z:
        circuit.z(1)
    ### END SOLUTION
    return circuit
