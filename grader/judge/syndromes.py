"""Syndromes for decoders: sampled with stim, beside what the reference decoder makes of them.

An experiment is a stim circuit with detectors and observables. Its shots come in batches, each
the argument of one call, so that no call passes the caps of the wire. The reference is minimum
weight perfect matching (pymatching) on the circuit's own error model, and sees the same shots:
what is compared are two decoders on equal luck. Equal seeds give equal shots with one version
of stim on one kind of CPU; on another they give other shots of the same distribution.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["BATCH", "Batch", "Experiment", "sampled"]

BATCH = 10_000
"""Shots of one call, unless the exercise says otherwise."""
_SEEDS = 1 << 62
Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A memory experiment that a decoder is tried on.

    Attributes:
        label: Public name, e.g. ``"p = 0.01"``.
        circuit: A `stim.Circuit`.
        shots: Shots that the decoder is judged by.
        panel: Shots of the fixed panel that gives the cost; 0: no part of the cost.
        public: Shots of the public case for practice.
    """

    label: str
    circuit: Any
    shots: int
    panel: int = 0
    public: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some shots of one experiment.

    Attributes:
        label: Label of the experiment.
        detectors: Detection events, one row a shot: what the decoder is given.
        observables: Which observables were flipped, one row a shot.
        reference: What the reference decoder says.
    """

    label: str
    detectors: Bits
    observables: Bits
    reference: Bits


def sampled(
    experiments: Sequence[Experiment], rng: np.random.Generator, *, kind: str, batch: int
) -> tuple[Batch, ...]:
    """Sample each experiment and cut its shots into batches.

    Args:
        experiments: What to sample.
        rng: Gives the seeds.
        kind: ``"shots"``, ``"panel"`` or ``"public"``: which number of shots counts.
        batch: Shots of one batch, at most.
    """
    batches: list[Batch] = []
    for experiment in experiments:
        shots = int(getattr(experiment, kind))
        seed = int(rng.integers(_SEEDS))
        if not shots:
            continue
        sampler = experiment.circuit.compile_detector_sampler(seed=seed)
        detectors, observables = sampler.sample(shots, separate_observables=True)
        reference = _matching(str(experiment.circuit)).decode_batch(detectors).astype(bool)
        batches.extend(
            Batch(
                label=experiment.label,
                detectors=detectors[start : start + batch],
                observables=observables[start : start + batch],
                reference=reference[start : start + batch],
            )
            for start in range(0, shots, batch)
        )
    return tuple(batches)


@lru_cache(maxsize=32)
def _matching(circuit: str) -> Any:  # noqa: ANN401 - pymatching carries no types
    import pymatching
    import stim

    model = stim.Circuit(circuit).detector_error_model(decompose_errors=True)
    return pymatching.Matching.from_detector_error_model(model)
