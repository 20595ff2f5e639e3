from collections import Counter


def answer(counts, qubits):
    result = Counter()
    # en: For each key: pick the characters of these qubits, and add its count to the short key.
    # ja: 各キーから指定の量子ビットの文字を取り出し、その短いキーに度数を足します。
    ### BEGIN SOLUTION
    for key, number in counts.items():
        bits = key.replace(" ", "")[::-1]
        short = "".join(bits[qubit] for qubit in reversed(qubits))
        result[short] += number
    ### END SOLUTION
    return result
