# reason: unitary
# Every pair, as the library does by default: right for two numbers only.
from qiskit.circuit.library import zz_feature_map


def answer(x):
    return zz_feature_map(len(x), reps=2, entanglement="full").assign_parameters(x)
