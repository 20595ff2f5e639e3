"""MQT QCEC as a second opinion on wide circuits, in a process that can be killed.

QCEC races several checkers by default; a race must not decide a grade, so that only the
alternating decision-diagram checker runs. A time-out or an unclear result decides nothing.
"""

import importlib.util
import json
import subprocess
import sys
from typing import Any

from grader.judge.program import Op, Program

__all__ = ["same_unitary"]

_SECONDS = 8.0
_SURE = {
    "equivalent": True,
    "equivalent_up_to_global_phase": True,
    "not_equivalent": False,
}


def same_unitary(observed: Program, expected: Program, seconds: float = _SECONDS) -> bool | None:
    """Compare two programs up to a global phase; ``None`` if QCEC does not decide in time."""
    if importlib.util.find_spec("mqt.qcec") is None:
        return None
    request = json.dumps([_to_json(observed), _to_json(expected)])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "grader.judge.equivalence.qcec"],
            input=request,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return _SURE.get(done.stdout.strip().rsplit("\n", 1)[-1])


def _to_json(program: Program) -> dict[str, Any]:
    ops = [[op.name, op.params, op.qubits] for op in program.ops]
    return {"n": program.num_qubits, "ops": ops, "phase": program.global_phase}


def _from_json(data: dict[str, Any]) -> Program:
    ops = tuple(Op(name, tuple(params), tuple(qubits)) for name, params, qubits in data["ops"])
    return Program(data["n"], ops, data["phase"])


def _main() -> None:
    from mqt import qcec

    one, two = (_from_json(part).circuit() for part in json.load(sys.stdin))
    result = qcec.verify(
        one,
        two,
        run_alternating_checker=True,
        run_construction_checker=False,
        run_simulation_checker=False,
        run_zx_checker=False,
        parallel=False,
    )
    sys.stdout.write(result.equivalence.name + "\n")


if __name__ == "__main__":
    _main()
