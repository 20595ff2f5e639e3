# reason: unbound-parameter
# The circuit of the map, with the data left out.
from qiskit.circuit.library import zz_feature_map


def answer(x):
    return zz_feature_map(len(x), reps=2, entanglement="linear")
