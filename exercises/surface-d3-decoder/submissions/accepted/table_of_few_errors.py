# reason: accepted
# No matching at all: the most likely set of at most three errors for a syndrome, else the best
# error that leaves fewer detection events.
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


from itertools import combinations

errors = []
for error in memory(0.01).detector_error_model().flattened():
    if error.type == "error":
        mask = 0
        for target in error.targets_copy():
            mask ^= 1 << (target.val if target.is_relative_detector_id() else 24)
        p = error.args_copy()[0]
        errors.append((mask, float(np.log((1 - p) / p))))
best = {0: (0.0, 0)}
for count in (1, 2):
    for chosen in combinations(errors, count):
        mask = 0
        for one, _ in chosen:
            mask ^= one
        weight = sum(cost for _, cost in chosen)
        low = mask & 0xFFFFFF
        if low not in best or weight < best[low][0]:
            best[low] = (weight, mask >> 24)
masks = np.array([mask for mask, _ in errors])
costs = np.array([cost for _, cost in errors])


def decode(syndrome):
    if syndrome in best:
        return best[syndrome][1]
    options = []
    for mask, cost in errors:
        rest = syndrome ^ (mask & 0xFFFFFF)
        if rest in best:
            options.append((cost + best[rest][0], best[rest][1] ^ (mask >> 24)))
    if options:
        return min(options)[1]
    fewer = min(errors, key=lambda e: (syndrome ^ e[0] & 0xFFFFFF).bit_count())
    return (fewer[0] >> 24) ^ decode(syndrome ^ (fewer[0] & 0xFFFFFF))


def answer(det):
    values, back = np.unique(det @ (1 << np.arange(24)), return_inverse=True)
    said = np.array([decode(int(value)) for value in values], dtype=bool)
    return said[back].reshape(-1, 1)
