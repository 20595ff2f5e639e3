"""Second opinion on function answers: called here on many more cases than the judge draws.

Run as a program in a process of its own, because a mutant may never end. Its input are mutants of
our own submissions, never anything of a learner.
"""

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from qiskit import QuantumCircuit

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.devices.sampling import sample
from grader.exercise import Exercise
from grader.exercise_file import load_exercise
from grader.judge.loading import load_task
from grader.judge.metered import Metered, Oracle, Runner
from grader.judge.task import Case, Task
from grader.mutation.second.branches import outcomes
from grader.mutation.second.decoders import decoder_meets
from grader.mutation.second.opinion import meets

__all__ = ["function_meets"]

_SEEDS = 3
_SECONDS = 120


def function_meets(exercise: Exercise, source: str) -> str | None:
    """Say why a script's function meets the statement, or return ``None``."""
    order = {"folder": str(exercise.folder), "source": source}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __name__],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None


def _opinion(exercise: Exercise, source: str) -> str:
    names: dict[str, Any] = {"__name__": "answer"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "mutant", "exec"), names)  # noqa: S102 - our own submission
        function = names[exercise.answer.name]
        if exercise.checker == "decoder":
            return decoder_meets(function, exercise) or ""
        right = 0
        for seed in range(_SEEDS):
            task = load_task(exercise, seed=f"second opinion {seed}".encode())
            cases = task.cases if seed == 0 else [one for one in task.cases if not one.public]
            for number, case in enumerate(cases):
                if not _right(function, task, case, seed * 1000 + number):
                    return ""
                right += 1
    return f"right in {right} cases of {_SEEDS} draws"


def _right(function: Callable[..., Any], task: Task, case: Case, seed: int) -> bool:
    limits = task.exercise.limits if case.limits is None else case.limits
    meter = _Meter(seed, limits.shots, limits.queries)
    result = function(*(meter.handed(argument) for argument in case.args))
    if not meter.kept:
        return False
    plain = replace(case, args=())
    return meets(task, result, plain) is not None


class _Meter:
    """Hands out gates with definitions and callables, and counts what runs through them."""

    def __init__(self, seed: int, shots: int | None, queries: int | None) -> None:
        self._rng = np.random.default_rng(seed)
        self._limits = (shots, queries)
        self._spent = [0, 0]

    @property
    def kept(self) -> bool:
        """Whether no limit was passed."""
        return all(
            limit is None or spent <= limit
            for spent, limit in zip(self._spent, self._limits, strict=True)
        )

    def handed(self, argument: Any) -> Any:  # noqa: ANN401
        if isinstance(argument, Oracle):
            return argument.circuit.to_gate(label=argument.name)
        if isinstance(argument, Runner):
            return lambda circuits, shots: self._run(argument, circuits, shots)
        if isinstance(argument, Metered):
            return lambda *args: self._called(argument, args)
        return argument

    def _called(self, argument: Metered, args: tuple[Any, ...]) -> Any:  # noqa: ANN401
        self._spent[1] += 1
        return argument.function(*args)

    def _run(self, runner: Runner, circuits: Any, shots: int) -> Any:  # noqa: ANN401
        if not isinstance(circuits, QuantumCircuit):
            return [self._run(runner, circuit, shots) for circuit in circuits]
        self._spent[0] += shots
        seed = int(self._rng.integers(1 << 31))
        if runner.noise is not None:
            device, _, line = runner.noise.partition(":")
            qubits = tuple(map(int, line.split(",")))
            plain = decode(encode(circuits))  # the noise knows single gates only
            return sample(plain, shots=shots, seed=seed, device=device, qubits=qubits)
        weights = outcomes(circuits)
        shares = np.array(list(weights.values()))
        drawn = self._rng.multinomial(shots, shares / shares.sum())
        return {label: int(n) for label, n in zip(weights, drawn, strict=True) if n}


def _main() -> None:
    order = json.load(sys.stdin)
    sys.stdout.write(_opinion(load_exercise(Path(order["folder"])), order["source"]))


if __name__ == "__main__":
    _main()
