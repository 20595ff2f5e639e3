import math

from qiskit import QuantumCircuit


def answer(n):
    circuit = QuantumCircuit(n)
    ### BEGIN SOLUTION
    circuit.x(0)
    share = 1 / n
    # en: Qubit k keeps 1/n of the probability and hands the rest on to qubit k+1.
    # ja: 量子ビット k は確率 1/n を残し、残りを量子ビット k+1 に渡します。
    for k in range(n - 1):
        left = 1 - k * share
        half = math.acos(math.sqrt(share / left))
        if k == 0:
            # en: The first step starts from a known state: a plain rotation is enough.
            # ja: 最初の段は状態がわかっているので、ふつうの回転で足ります。
            circuit.ry(2 * half, 1)
        else:
            circuit.ry(-half, k + 1)
            circuit.cz(k, k + 1)
            circuit.ry(half, k + 1)
        circuit.cx(k + 1, k)
    ### END SOLUTION
    return circuit
