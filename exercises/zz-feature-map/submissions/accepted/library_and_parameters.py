# reason: accepted
# The library knows the map; its angles are bound here. Other entanglement than linear would be
# wrong, so whoever takes this way has read the definition.
from qiskit.circuit.library import zz_feature_map


def answer(x):
    return zz_feature_map(len(x), reps=2, entanglement="linear").assign_parameters(x)
