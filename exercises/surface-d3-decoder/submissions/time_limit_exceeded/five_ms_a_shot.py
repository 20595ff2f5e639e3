# reason: call-time
# A loop that builds the graph for each shot.
import numpy as np
import pymatching
import stim


def memory(p):
    return stim.Circuit.generated(
        "surface_code:rotated_memory_z",
        distance=3,
        rounds=3,
        after_clifford_depolarization=p,
        before_round_data_depolarization=p,
        before_measure_flip_probability=p,
        after_reset_flip_probability=p,
    )


def answer(det):
    said = []
    for row in det:
        model = memory(0.01).detector_error_model(decompose_errors=True)
        said.append(pymatching.Matching.from_detector_error_model(model).decode(row))
    return np.array(said, dtype=bool)
