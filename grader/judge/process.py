"""The judge in a process of its own, bounded in memory, CPU and wall time.

A judgement that passes a bound is undecided (IN) and a judge that crashes has failed (JE);
either way the process is started anew and no other submission notices. Nothing but JSON lines
crosses; the learner's code runs in the sandbox, and the judge reaches it only by asking this
side to make a call.
"""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any, NoReturn, Self

from grader.errors import CheckerFailed, ExerciseInvalid, JudgeUndecided
from grader.exercise import Exercise
from grader.judge.calls import Call, CallResult, Served
from grader.verdict import Verdict

__all__ = ["JudgeProcess"]

_START_S = 60.0
_SERVING = 4
"""Wall time for the requests of calls, in judgements; their CPU time is part of the judgement's."""
# One thread: judging runs beside other workers, and each thread of a numeric library would
# reserve address space of its own.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


class JudgeProcess:
    """One warm judge; one judgement at a time."""

    def __init__(self, *, memory_mib: int = 4096, seconds: float = 30.0) -> None:
        """Make a judge; its process starts with the first judgement.

        Args:
            memory_mib: Address space, MiB.
            seconds: CPU and wall seconds of one judgement, time in calls not counted.
        """
        self._memory_mib = memory_mib
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._link: socket.socket | None = None
        self._buffer = b""
        self._left = self._serving_left = seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Number of the process; 0 while there is none."""
        return 0 if self._process is None else self._process.pid

    def start(self) -> None:
        """Start the process and wait until it is warm.

        Raises:
            CheckerFailed: If it does not come up.
        """
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [
                    *(sys.executable, "-m", "grader.judge.worker", str(theirs.fileno())),
                    *(str(self._memory_mib), str(int(self._seconds))),
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, **dict.fromkeys(_THREADS, "1"), "QISKIT_PARALLEL": "FALSE"},
            )
        self._link = ours
        self._buffer = b""
        if self._receive(time.monotonic() + _START_S) != {"ready": True}:
            self.close()
            raise CheckerFailed("the judge's process did not start; see its messages on stderr")

    def close(self) -> None:
        """Stop the process, if there is one."""
        if self._link is not None:
            self._link.close()
            self._link = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def judge(
        self,
        exercise: Exercise,
        answer: bytes,
        *,
        seed: bytes,
        panel: bytes = b"",
        learner: str = "-",
        attempt: int = 0,
        call: Call | None = None,
        reference_cost: int | None = None,
    ) -> Verdict:
        """Judge one answer; see `grader.judge.run.judge`.

        Args:
            exercise: Read from a folder.
            answer: The answer in wire form.
            seed: Seed of the hidden cases.
            panel: Seed of the fixed panel.
            learner: Whose questions were drawn, for ``choice``.
            attempt: Number of that draw.
            call: Calls the learner's function, for functions.
            reference_cost: Cost of the reference, stands in for ``score.best``.

        Raises:
            JudgeUndecided: If a bound of the judge was passed.
            CheckerFailed: If the judge crashed, or an exercise or a checker has a bug.
        """
        if exercise.folder is None:
            raise ExerciseInvalid(exercise.id, ["judge.py: not part of a practice pack"])
        self.start()
        self._send(
            {
                "folder": str(exercise.folder),
                "digest": exercise.digest,
                "answer": base64.b64encode(answer).decode("ascii"),
                "seed": seed.hex(),
                "panel": panel.hex(),
                "learner": learner,
                "attempt": attempt,
                "function": call is not None,
                "reference_cost": reference_cost,
            }
        )
        return self._verdict(exercise.id, call)

    def _verdict(self, exercise_id: str, call: Call | None) -> Verdict:
        self._left = self._seconds + 1
        self._serving_left = _SERVING * self._seconds
        while True:
            message = self._heard(exercise_id)
            if "call" in message and call is not None:
                self._send(_to_json(self._called(exercise_id, call, message)))
            elif "verdict" in message:
                return Verdict.from_json(message["verdict"])
            else:
                raise CheckerFailed("the judge sent an unknown message")

    def _heard(self, exercise_id: str, *, serving: bool = False) -> dict[str, Any]:
        """Return the next message; what the judge takes until then is counted."""
        started = time.monotonic()
        left = self._serving_left if serving else self._left
        message = self._receive(started + left)
        spent = time.monotonic() - started
        if serving:
            self._serving_left -= spent
        else:
            self._left -= spent
        if message is None:
            self._fail(exercise_id, timed_out=spent >= left)
        if "undecided" in message:
            raise JudgeUndecided(message["undecided"])
        if "failed" in message:
            raise CheckerFailed(message["failed"])
        return message

    def _called(self, exercise_id: str, call: Call, message: Mapping[str, Any]) -> CallResult:
        """Make a call for the judge, and bring it the requests that come meanwhile."""

        def serve(service: str, body: bytes) -> Served:
            self._send({"ask": [service, base64.b64encode(body).decode("ascii")]})
            answer = self._heard(exercise_id, serving=True)
            value, refused = answer["served"], answer["refused"]
            return Served(
                value=None if value is None else base64.b64decode(value),
                refused=None if refused is None else (refused[0], refused[1]),
            )

        args = base64.b64decode(message["call"])
        try:
            return call(args, serve) if message["serves"] else call(args)
        except BaseException:
            # The judge waits for a reply that will not come; it cannot be used any more.
            self.close()
            raise

    def _fail(self, exercise_id: str, *, timed_out: bool) -> NoReturn:
        process = self._process
        if process is not None and not timed_out:
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:
                process.kill()
        code = None if process is None else process.poll()
        self.close()
        if timed_out or code == -signal.SIGXCPU:
            raise JudgeUndecided(f"{exercise_id}: not decided within {self._seconds:g} s")
        raise CheckerFailed(f"{exercise_id}: the judge's process ended (exit code {code})")

    def _send(self, message: dict[str, Any]) -> None:
        assert self._link is not None  # noqa: S101 - started
        self._link.settimeout(None)
        try:
            self._link.sendall(json.dumps(message).encode("ascii") + b"\n")
        except OSError:
            return  # the process is gone; the next read says how

    def _receive(self, deadline: float) -> dict[str, Any] | None:
        """Return the next message, or ``None`` at the deadline or the end of the process."""
        assert self._link is not None  # noqa: S101 - started
        while b"\n" not in self._buffer:
            self._link.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                chunk = self._link.recv(1 << 16)
            except OSError:
                return None
            if not chunk:
                return None
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\n", 1)
        message: dict[str, Any] = json.loads(line)
        return message


def _to_json(result: CallResult) -> dict[str, Any]:
    return {
        "value": None if result.value is None else base64.b64encode(result.value).decode("ascii"),
        "refused": result.refused,
        "error": result.error,
        "ended": None if result.ended is None else str(result.ended),
    }
