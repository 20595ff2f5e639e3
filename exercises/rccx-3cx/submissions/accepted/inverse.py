# reason: accepted
# Any relative-phase Toffoli backwards is one, too.
from qiskit import QuantumCircuit

forward = QuantumCircuit(3)
forward.h(2)
forward.t(2)
forward.cx(1, 2)
forward.tdg(2)
forward.cx(0, 2)
forward.t(2)
forward.cx(1, 2)
forward.tdg(2)
forward.h(2)
answer = forward.inverse()
