"""The judge's own process: reads requests, judges, answers. Started by `process`.

Messages are JSON lines on one socket, whose descriptor is the only argument. The process
bounds itself: address space once, CPU seconds anew for each judgement.
"""

import base64
import json
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any, TextIO

from grader.draw import Draw
from grader.errors import GraderError, JudgeUndecided
from grader.exercise import Exercise
from grader.exercise_file import load_exercise
from grader.judge import work
from grader.judge.calls import Returned, Serve, Served
from grader.judge.loading import load_task
from grader.judge.run import judge
from grader.verdict import Outcome

__all__ = ["main"]

_exercises: dict[str, tuple[str, Exercise]] = {}


def main(descriptor: int, memory_mib: int, cpu_s: int) -> None:
    """Serve requests until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which stops us
    _set_memory(memory_mib)
    with socket.socket(fileno=descriptor) as link:
        lines, out = link.makefile("r", encoding="ascii"), link.makefile("w", encoding="ascii")
        _preload()
        _send(out, {"ready": True})
        for line in lines:
            _allow_cpu(cpu_s)
            work.allow(cpu_s)
            _send(out, _answer(json.loads(line), lines, out))


def _preload() -> None:
    """Import what nearly every judgement needs, so that the first one is as fast as the rest."""
    from grader.judge import _registry
    from grader.judge.metrics.translation import recipe
    from grader.judge.program import Program
    from grader.judge.simulator import OWN_QUBITS, columns, evolve

    for name in ("state", "unitary", "observable", "mapped", "value", "choice"):
        _registry.checker(name)
    recipe("h", 1, (), ("cx", "rz", "sx", "x"))
    evolve(Program(OWN_QUBITS + 1, ()), columns(OWN_QUBITS + 1, OWN_QUBITS + 1))


def _set_memory(mib: int) -> None:
    size = mib << 20
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        size = min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _allow_cpu(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    total = int(used.ru_utime + used.ru_stime) + seconds + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or total < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (total, hard))


def _answer(request: dict[str, Any], lines: TextIO, out: TextIO) -> dict[str, Any]:
    try:
        return {"verdict": _judge(request, lines, out)}
    except JudgeUndecided as error:
        return {"undecided": str(error)}
    except MemoryError:
        return {"undecided": "the judge's memory bound was passed"}
    except GraderError as error:
        return {"failed": f"{type(error).__name__}: {error}"}


def _judge(request: dict[str, Any], lines: TextIO, out: TextIO) -> dict[str, Any]:
    def call(args: bytes, serve: Serve | None = None) -> Returned:
        asked = {"call": base64.b64encode(args).decode("ascii"), "serves": serve is not None}
        _send(out, asked)
        while "ask" in (reply := json.loads(next(lines))):
            assert serve is not None  # noqa: S101 - the other side passes no request on otherwise
            service, body = reply["ask"]
            _send(out, _served(serve(service, base64.b64decode(body))))
        return Returned(
            value=None if reply["value"] is None else base64.b64decode(reply["value"]),
            refused=None if reply["refused"] is None else tuple(reply["refused"]),
            error=None if reply["error"] is None else tuple(reply["error"]),
            ended=None if reply["ended"] is None else Outcome(reply["ended"]),
        )

    exercise = _exercise(request["folder"], request["digest"])
    task = load_task(
        exercise,
        seed=bytes.fromhex(request["seed"]),
        panel_seed=bytes.fromhex(request["panel"]),
        draw=Draw(learner=request["learner"], attempt=request["attempt"]),
        reference_cost=request["reference_cost"],
    )
    answer = base64.b64decode(request["answer"])
    return judge(task, answer, call=call if request["function"] else None).to_json()


def _served(served: Served) -> dict[str, Any]:
    value = None if served.value is None else base64.b64encode(served.value).decode("ascii")
    return {"served": value, "refused": served.refused}


def _exercise(folder: str, digest: str) -> Exercise:
    """Load an exercise once per content."""
    known = _exercises.get(folder)
    if known is None or known[0] != digest:
        known = (digest, load_exercise(Path(folder)))
        _exercises[folder] = known
    return known[1]


def _send(out: TextIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message) + "\n")
    out.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
