"""Find the phase that is off among the ratios of observed and expected amplitudes."""

import numpy as np

from grader.judge.program import Matrix

__all__ = ["odd_phase"]


def odd_phase(ratios: Matrix, candidates: int | None = None) -> tuple[Matrix, int, int]:
    """Turn ratios by the global phase, which is free: the one under which most of them are 1.

    Args:
        ratios: Numbers of absolute value 1.
        candidates: Only the phases of the first so many are tried; left out: all.

    Returns:
        The turned ratios, the place of the one whose phase was taken, and the place of the first
        one that is clearly not 1; where none is, of the one that is farthest from 1.
    """
    agreeing = [int(np.sum(abs(ratios - ratio) < 1e-3)) for ratio in ratios[:candidates]]
    anchor = int(np.argmax(agreeing))
    turned = ratios / ratios[anchor]
    off = int(np.argmax(abs(turned - 1) > 1e-4))
    if abs(turned[off] - 1) <= 1e-4:
        off = int(np.argmax(abs(turned - 1)))
    return turned, anchor, off
