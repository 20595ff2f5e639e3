# reason: unbound-parameter
from qiskit.circuit.library import real_amplitudes

answer = real_amplitudes(4, reps=1, entanglement="linear")
