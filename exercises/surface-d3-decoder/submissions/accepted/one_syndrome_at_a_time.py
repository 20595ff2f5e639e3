# reason: accepted
# Each syndrome once, one by one, with weights of another p; whole numbers as a result.
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


model = memory(0.007).detector_error_model(decompose_errors=True)
matching = pymatching.Matching.from_detector_error_model(model)


def answer(det):
    rows, back = np.unique(det, axis=0, return_inverse=True)
    said = np.array([matching.decode(row) for row in rows])
    return said[back.ravel()].astype(np.int64)
