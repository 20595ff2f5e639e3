# reason: exception
# 83 and 90 are no neighbours: the circuit was made for another map.
from qiskit import QuantumCircuit

from grader import device

target = device("kawasaki").target
circuit = QuantumCircuit(127)
circuit.ecr(83, 90)
error = target["ecr"][(83, 90)].error
answer = (circuit, [83, 90, 84, 82], [83, 90, 84, 82])
