# reason: fidelity
# A phase of 0.01 between the two halves: no Clifford circuit, and not the state.
from math import pi

from qiskit import QuantumCircuit

PLAN = [
    (46, 45),
    (46, 55),
    (45, 44),
    (55, 65),
    (46, 47),
    (44, 35),
    (35, 25),
    (44, 43),
    (65, 64),
    (47, 48),
    (43, 42),
    (25, 24),
    (64, 63),
    (48, 36),
    (65, 66),
    (25, 26),
    (42, 54),
    (63, 73),
    (36, 29),
    (66, 67),
    (24, 23),
    (48, 49),
    (54, 61),
    (67, 68),
    (49, 50),
    (42, 41),
    (73, 82),
    (29, 30),
    (23, 16),
    (26, 27),
    (63, 62),
    (67, 74),
    (61, 60),
    (50, 51),
    (82, 83),
    (30, 31),
    (23, 22),
    (68, 69),
    (29, 28),
    (27, 17),
    (16, 4),
    (41, 40),
    (40, 39),
    (4, 5),
    (50, 56),
    (69, 70),
    (83, 84),
    (51, 52),
    (31, 18),
    (22, 21),
    (60, 59),
    (17, 8),
    (82, 81),
    (31, 32),
    (70, 71),
    (39, 38),
    (5, 6),
    (84, 93),
    (59, 72),
    (40, 34),
    (8, 9),
    (52, 37),
    (18, 12),
]


def h(circuit, qubit):
    circuit.rz(pi / 2, qubit)
    circuit.sx(qubit)
    circuit.rz(pi / 2, qubit)


circuit = QuantumCircuit(133)
h(circuit, PLAN[0][0])
for qubit, way in PLAN:
    h(circuit, way)
    circuit.cz(qubit, way)
    h(circuit, way)
layout = [PLAN[0][0], *(way for _, way in PLAN)]
circuit.rz(0.01, 65)
answer = (circuit, layout, layout)
