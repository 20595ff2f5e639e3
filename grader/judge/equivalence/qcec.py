"""MQT QCEC's alternating decision-diagram checker, in a process that can be killed.

A time-out, a crash or an unclear result decides nothing, and none of them touches the judge.
Up to a global phase only; the work is done by `qcec_worker`.
"""

import importlib.util
import json
import math
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.judge import work
from grader.judge.program import Op, Program, library_gate
from grader.judge.simulator import fourier_steps

__all__ = ["same_unitary"]

_SECONDS = 8.0
_MEMORY_MIB = 2048
_SURE = {
    "equivalent": True,
    "equivalent_up_to_global_phase": True,
    "not_equivalent": False,
}
_WORKER = Path(__file__).with_name("qcec_worker.py")


def same_unitary(
    observed: Program,
    expected: Program,
    *,
    tolerance: float = 1e-7,
    seconds: float = _SECONDS,
) -> bool | None:
    """Compare two programs up to a global phase; ``None`` if QCEC does not decide in time.

    Args:
        observed: The answer.
        expected: The target, of the same width.
        tolerance: Largest ``1 - |tr(V'U)|/d`` that counts as equal.
        seconds: Wall seconds, start of the process included.
    """
    if importlib.util.find_spec("mqt.qcec") is None or seconds <= 0:
        return None
    request = {
        "num_qubits": observed.num_qubits,
        "circuits": [_steps(observed), _steps(expected)],
        "threshold": math.sqrt(1 - (1 - tolerance) ** 2),
    }
    command = [sys.executable, "-I", str(_WORKER), str(_MEMORY_MIB), str(math.ceil(seconds) + 1)]
    started = time.monotonic()
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            command,
            input=json.dumps(request),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    finally:
        work.spend(time.monotonic() - started)
    return _SURE.get(done.stdout.strip().rsplit("\n", 1)[-1])


Step = tuple[str, tuple[float, ...], tuple[int, ...]]


def _steps(program: Program) -> list[Step]:
    return [(op.name, op.params, op.qubits) for whole in program.ops for op in _lowered(whole)]


def _lowered(op: Op) -> list[Op]:
    """Return gates that QCEC has no name for as those of their textbook definition."""
    if op.name == "qft":
        return fourier_steps(op.qubits)
    if op.name == "rcccx":
        places = dict(enumerate(op.qubits))
        return list(_definition(op.name).mapped(places, max(op.qubits) + 1).ops)
    return [op]


@lru_cache(maxsize=8)
def _definition(name: str) -> Program:
    definition: Any = library_gate(name, (), 4).definition
    return Program.of(definition)
