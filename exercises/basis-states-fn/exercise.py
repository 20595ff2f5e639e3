from qiskit import QuantumCircuit


def answer(label):
    circuit = QuantumCircuit(len(label))
    # en: Go through the characters; the last one is q0.
    # ja: 1文字ずつ処理します。末尾の文字が q0 です。
    ### BEGIN SOLUTION
    for qubit, character in enumerate(reversed(label)):
        if character in "1-":
            circuit.x(qubit)
        if character in "+-rl":
            circuit.h(qubit)
        if character == "r":
            circuit.s(qubit)
        if character == "l":
            circuit.sdg(qubit)
    ### END SOLUTION
    return circuit
