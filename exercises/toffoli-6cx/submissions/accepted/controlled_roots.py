# reason: accepted
# Another way: controlled square roots of x, written in cx and rotations, with two cx saved
# by merging. More one-qubit gates: cost over 73, still right.
from math import pi

from qiskit import QuantumCircuit


def controlled_root(control, target, sign):
    """Controlled x^(sign/2) with two cx."""
    circuit = QuantumCircuit(3)
    circuit.p(sign * pi / 4, control)
    circuit.h(target)
    circuit.p(sign * pi / 4, target)
    circuit.cx(control, target)
    circuit.p(-sign * pi / 4, target)
    circuit.cx(control, target)
    circuit.h(target)
    return circuit


answer = QuantumCircuit(3)
# b: v, with the second cx and everything after it moved behind the pair of cx on the controls
answer.p(pi / 4, 1)
answer.h(2)
answer.p(pi / 4, 2)
answer.cx(1, 2)
answer.p(-pi / 4, 2)
# cx(b,c) of v(b,c), then cx(a,b), then the first cx of v-dagger(a+b, c) make one cx(a,c)
answer.cx(0, 2)
answer.cx(0, 1)
answer.p(-pi / 4, 1)
answer.cx(0, 1)
answer.p(pi / 4, 2)
answer.cx(1, 2)
answer.p(-pi / 4, 2)
answer.cx(0, 2)
answer.p(pi / 4, 0)
answer.h(2)
