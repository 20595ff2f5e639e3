# reason: accepted
# Built from left to right, then turned round; also imports inside the function.
def answer(label):
    from qiskit import QuantumCircuit

    circuit = QuantumCircuit(len(label))
    for position, character in enumerate(label):
        for gate in {"0": "", "1": "x", "+": "h", "-": "xh", "r": "ht", "l": "hz"}[character]:
            getattr(circuit, gate)(position)
        if character == "r":
            circuit.t(position)
        if character == "l":
            circuit.s(position)
    return circuit.reverse_bits()
