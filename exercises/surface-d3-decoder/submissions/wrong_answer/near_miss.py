# reason: logical-error-rate
# As the reference, but wrong in one further shot of 160.
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


model = memory(0.01).detector_error_model(decompose_errors=True)
matching = pymatching.Matching.from_detector_error_model(model)


def answer(det):
    said = matching.decode_batch(det).astype(bool)
    said[::160] ^= True
    return said
