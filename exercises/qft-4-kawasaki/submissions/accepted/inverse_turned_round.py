# reason: accepted
# The QFT is its own transpose, so the conjugate of the inverse is the QFT again. Far from the
# best qubits, with a fifth one that is flipped and flipped back.
from qiskit import QuantumCircuit, transpile
from qiskit.circuit.library import QFTGate

from grader import device

inverse = QuantumCircuit(4)
inverse.append(QFTGate(4).inverse(), range(4))
plain = transpile(inverse, basis_gates=["cx", "rz", "sx"], optimization_level=0)
turned = QuantumCircuit(5)
for instruction in plain.data:
    qubits = [plain.find_bit(qubit).index for qubit in instruction.qubits]
    if instruction.operation.name == "rz":
        turned.rz(-instruction.operation.params[0], *qubits)
    elif instruction.operation.name == "sx":
        turned.sxdg(*qubits)
    else:
        turned.append(instruction.operation, qubits)
circuit = transpile(
    turned,
    target=device("kawasaki").target,
    initial_layout=[62, 63, 64, 65, 54],
    optimization_level=1,
    seed_transpiler=3,
)
circuit.x(0)
circuit.x(0)
answer = (
    circuit,
    circuit.layout.initial_index_layout(filter_ancillas=True)[:4],
    circuit.layout.final_index_layout(filter_ancillas=True)[:4],
)
