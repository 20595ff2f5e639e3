from qiskit import QuantumCircuit


def answer(oracle):
    circuit = QuantumCircuit(3)
    # en: Two rounds of Grover's search: the oracle, then the reflection about the superposition.
    # ja: グローバー探索を2ラウンド行います。オラクル、続いて重ね合わせについての反転です。
    ### BEGIN SOLUTION
    circuit.h(range(3))
    for _ in range(2):
        circuit.append(oracle, range(3))
        circuit.h(range(3))
        circuit.x(range(3))
        circuit.h(2)
        circuit.ccx(0, 1, 2)
        circuit.h(2)
        circuit.x(range(3))
        circuit.h(range(3))
    ### END SOLUTION
    return circuit
