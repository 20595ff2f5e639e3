"""The calls that a function answer is judged by, as ``judge.py`` gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.exercise import Text
from grader.judge.judge_file import JudgeFile
from grader.judge.syndromes import BATCH, sampled
from grader.limits import Limits

__all__ = ["Case", "read_batches", "read_cases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One call of a function answer.

    Attributes:
        label: Public name of the case; says nothing of a hidden input.
        args: Arguments of the call; anything that the wire form carries.
        expected: What the result is compared with, in the form that the inner checker takes.
        public: The input may be shown.
        limits: Set by the loader from ``limits(case)`` of ``judge.py``.
    """

    label: str | Text | Mapping[str, str]
    args: tuple[Any, ...]
    expected: Any
    public: bool = False
    limits: Limits | None = None


def read_cases(file: JudgeFile, rng: np.random.Generator | None = None) -> tuple[Case, ...]:
    """Return the public cases, or the hidden ones that a generator gives, with their limits.

    Raises:
        CheckerFailed: If ``judge.py`` raises or gives something else than cases.
    """
    if rng is None:
        public = file.list_of(Case, "public_cases")
        return tuple(replace(_limited(file, case), public=True) for case in public)
    return tuple(_limited(file, case) for case in file.list_of(Case, "cases", rng))


def _limited(file: JudgeFile, case: Case) -> Case:
    return replace(case, limits=file.call("limits", case)) if "limits" in file else case


def read_batches(file: JudgeFile, kind: str, rng: np.random.Generator) -> tuple[Case, ...]:
    """Return the shots of a decoder's experiments, one call a batch.

    Args:
        file: The ``judge.py``.
        kind: ``"shots"``, ``"panel"`` or ``"public"``, see `grader.judge.syndromes.sampled`.
        rng: Gives the seeds of the shots.

    Raises:
        CheckerFailed: If ``judge.py`` raises.
    """
    size = int(file.exercise.options.get("batch", BATCH))
    return tuple(
        Case(
            label=batch.label,
            args=(batch.detectors,),
            expected=(batch.observables, batch.reference),
            public=kind == "public",
        )
        for batch in sampled(file.call("experiments"), rng, kind=kind, batch=size)
    )
