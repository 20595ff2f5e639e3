# reason: type
# A list.
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
    return [[False] for _ in det]
