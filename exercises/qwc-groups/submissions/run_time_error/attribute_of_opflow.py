# reason: exception
# An old module that Qiskit no longer has.
from qiskit.opflow import AbelianGrouper

answer = AbelianGrouper()
