# reason: accepted
# A lambda that tensors one-qubit circuits: the first character ends up as the highest qubit.
from functools import reduce

from qiskit import QuantumCircuit

ONE = {character: QuantumCircuit(1) for character in "01+-rl"}
ONE["1"].y(0)
ONE["+"].h(0)
ONE["-"].h(0)
ONE["-"].z(0)
ONE["r"].sxdg(0)
ONE["l"].sx(0)

answer = lambda label: reduce(lambda left, c: left.tensor(ONE[c]), label[1:], ONE[label[0]])
