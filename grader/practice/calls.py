"""Call a learner's function in the learner's own kernel: a time limit, and their traceback only."""

import signal
import sysconfig
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import grader
from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.answer.schema import Caps
from grader.answer.service import BudgetExceeded, ServiceRefused
from grader.client.texts import text
from grader.errors import AnswerError
from grader.judge.calls import Returned, Serve
from grader.practice.drawing import Drawing, drawing_of
from grader.verdict import Outcome, Verdict

__all__ = ["SECONDS", "KernelCalls"]

SECONDS = 5.0
"""Time for all calls of one ``check()`` together."""
_AGAIN_S = 0.001
"""A function that swallows every exception is interrupted again and again."""
_FRAMES = 5
_NOT_THEIRS = (
    str(Path(grader.__file__).parent),
    sysconfig.get_path("stdlib"),
    sysconfig.get_path("purelib"),
    sysconfig.get_path("platlib"),
    "<frozen",
)


class _OutOfTime(BaseException):
    """Raised by the timer inside the learner's function; no ``except Exception`` holds it."""


class KernelCalls:
    """Calls one function; remembers what the feedback will want to show.

    Args:
        function: What the learner passed as the answer.
        caps: Sizes of a result.
        seconds: Time for all calls together.
    """

    def __init__(self, function: Any, caps: Caps, seconds: float = SECONDS) -> None:  # noqa: ANN401
        self._function = function
        self._caps = caps
        self._seconds = seconds
        self._left = seconds
        self._result: object = None
        self._trace = ""
        self._timed = _can_time()
        self._stopped = False

    def __call__(self, args: bytes, /, serve: Serve | None = None) -> Returned:
        """Call the function with encoded arguments; `serve` stands for the judge meanwhile."""
        begin = time.monotonic()
        try:
            return self._one(args, serve)
        except _OutOfTime:
            self._stopped = True
            return Returned(ended=Outcome.TIME_LIMIT_EXCEEDED)
        finally:
            self._left -= time.monotonic() - begin

    def _one(self, args: bytes, serve: Serve | None) -> Returned:
        self._result = None
        if self._left <= 0:
            raise _OutOfTime
        values = decode(args, ask=partial(_ask, serve))
        try:
            self._result = result = self._within_time(lambda: self._function(*values))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the learner's function raises it
            self._trace = _own_frames(error)
            return Returned(error=(type(error).__name__, _said(error)))
        try:
            return Returned(value=encode(result, caps=self._caps))
        except AnswerError as error:
            return Returned(refused=(error.code, error.path, error.detail))

    def _within_time(self, call: Callable[[], object]) -> object:
        if not self._timed:
            return call()
        own = KernelCalls._within_time.__code__

        def stop(_signal: int, frame: FrameType | None) -> None:
            # Never while this method itself is at work, else the timer might stay behind.
            if frame is not None and frame.f_code is not own:
                raise _OutOfTime

        before = signal.signal(signal.SIGALRM, stop)
        theirs = signal.setitimer(signal.ITIMER_REAL, self._left, _AGAIN_S)
        begin = time.monotonic()
        try:
            return call()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            if theirs[0]:
                left = max(theirs[0] - (time.monotonic() - begin), 0.001)
                signal.setitimer(signal.ITIMER_REAL, left, theirs[1])

    def drawing(self, verdict: Verdict, language: str) -> Drawing | None:
        """Return the learner's own lines of a traceback, or the circuit with the gate marked."""
        if verdict.outcome is Outcome.RUN_TIME_ERROR and self._trace:
            return Drawing(title=text("traceback", language), text=self._trace)
        return drawing_of(verdict, self._result, language)

    def remarks(self, language: str) -> tuple[str, ...]:
        """Return what is to be said on the calls themselves."""
        said = []
        if self._stopped:
            said.append(text("time", language, seconds=self._seconds))
        if not self._timed:
            said.append(text("no-timer", language))
        return tuple(said)


def _ask(serve: Serve | None, service: str, args: tuple[Any, ...]) -> Any:  # noqa: ANN401
    """Ask the judge, which in practice is in this kernel, by the same bytes as in grading."""
    if serve is None:
        raise ServiceRefused(f"{service} is not served here")
    try:
        served = serve(service, encode(args))
    except AnswerError as error:
        raise ServiceRefused(f"{error.code} at {error.path}: {error.detail}") from None
    if served.refused is None:
        return decode(served.value or b"")
    kind, message = served.refused
    raise (BudgetExceeded if kind == "budget" else ServiceRefused)(message)


def _can_time() -> bool:
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer")


def _said(error: BaseException) -> str:
    try:
        return str(error)[:200]
    except Exception:  # noqa: BLE001 - the learner's own __str__
        return ""


def _own_frames(error: BaseException) -> str:
    """Return the traceback without our frames and those of libraries."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(_NOT_THEIRS)
    ]
    lines = [f"line {frame.lineno}, {frame.name}:  {frame.line}" for frame in frames[-_FRAMES:]]
    return "\n".join([*lines, f"{type(error).__name__}: {_said(error)}"])
