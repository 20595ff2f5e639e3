# reason: type
from qiskit.circuit.library import zz_feature_map

answer = zz_feature_map(3, reps=2, entanglement="linear").assign_parameters([0.1, 0.2, 0.3])
