# reason: starter
from qiskit import QuantumCircuit, transpile

from grader import device

# en: The faulty edges are left out; cz works both ways.
# ja: 故障した辺は含まれません。cz には向きがありません。
target = device("torino").target
neighbours = {}
for one, other in target["cz"]:
    neighbours.setdefault(one, []).append(other)

# en: 1. choose a root  2. let the entanglement spread to many qubits at once  3. translate
# ja: 1. 根を選ぶ  2. エンタングルメントを同時に多くの量子ビットへ広げる  3. 変換する
raise NotImplementedError()
