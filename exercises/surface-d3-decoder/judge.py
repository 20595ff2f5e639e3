"""Memory experiments on the rotated surface code of distance 3, three rounds, basis Z."""

import stim

from grader.judge.task import Experiment


def experiments():
    return [
        Experiment(label="p = 0.005", circuit=memory(0.005), shots=50_000),
        Experiment(label="p = 0.01", circuit=memory(0.01), shots=50_000, panel=100_000),
    ]


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
