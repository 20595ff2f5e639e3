from qiskit import QuantumCircuit


def answer(oracle, n):
    circuit = QuantumCircuit(n + 1, n)
    # en: Prepare the registers, use the oracle once, and read s from the first n qubits.
    # ja: レジスタを準備し、オラクルを1回使い、最初の n 量子ビットから s を読み取ります。
    ### BEGIN SOLUTION
    circuit.x(n)
    circuit.h(range(n + 1))
    circuit.append(oracle, range(n + 1))
    circuit.h(range(n))
    circuit.measure(range(n), range(n))
    ### END SOLUTION
    return circuit
