"""Run one submission's cells and send its answers. Runs inside the sandbox, locked in.

What is sent is an answer, never a verdict: the learner's code shares this process and may send
anything. Names are looked up before the first cell for good service, not for security.
"""

import contextlib
import json
import os
import random
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from grader.sandbox.collect import Sender, collect, named
from grader.sandbox.display import Outputs, Tee
from grader.sandbox.figures import Figures
from grader.sandbox.packets import tag_of
from grader.sandbox.serve import serve
from grader.sandbox.shell import NotebookShell

__all__ = ["FIRST_REQUEST_FD", "Notebook"]

FIRST_REQUEST_FD = 4
_MARKER = NotImplementedError


class Notebook:
    """The run of one submission in this process."""

    def __init__(self, job: Mapping[str, Any], shell: NotebookShell) -> None:
        """Prepare the run; descriptors 0 to 3 and those for requests are in place."""
        self._job = job
        self._shell = shell
        self._tag = tag_of(job["nonce"])
        self._sender = Sender(self._tag)
        self._outputs = shell.outputs = Outputs()
        self._out = sys.stdout = Tee(1, "stdout", self._outputs)
        self._err = sys.stderr = Tee(2, "stderr", self._outputs)
        self._figures = Figures(shell)
        self._functions = 0
        self._requests = sum(
            c["kind"] == "function" for cell in job["cells"] for c in cell["collect"]
        )
        self._marked: set[str] = set()
        self._pid = os.getpid()
        shell.on_over = self._over
        self._seed(job["seed"])

    def _seed(self, seed: int) -> None:
        """Make runs repeat: all forks of a zygote start with equal random states."""
        random.seed(seed)
        numpy = sys.modules.get("numpy")
        if numpy is not None:
            numpy.random.seed(seed % (1 << 32))

    def run(self) -> NoReturn:
        """Run the cells in order, send one frame per collected answer, and leave."""
        leave, getpid, sleep = os._exit, os.getpid, signal.pause
        sys.path.insert(0, "")
        for place, cell in enumerate(self._job["cells"]):
            self._sender.send({"k": "cell", "i": place})
            error = self._run_cell(cell)
            if getpid() != self._pid:
                leave(0)  # the cell forked, and this is the copy: only the original goes on
            self._report(place, error)
            for spec in cell["collect"]:
                self._collect(place, spec)
            if self._shell.left:
                break
        self._sender.send({"k": "end"})
        while self._functions:  # the snapshots live as long as this process
            sleep()
        leave(0)

    def _run_cell(self, cell: Mapping[str, Any]) -> BaseException | None:
        self._outputs.start_cell()
        untyped: Any = self._shell  # IPython's own methods carry no types
        names = untyped.user_ns
        for spec in cell["collect"]:
            names.setdefault(spec["variable"], None)
        error: BaseException | None = None
        try:
            if cell["source"].strip():
                result = untyped.run_cell(cell["source"], store_history=False)
                error = result.error_before_exec or result.error_in_exec
                self._figures.flush()
        except BaseException as late:  # noqa: BLE001 - e.g. a hook of the learner's own
            error = error or late
        if type(error) is _MARKER:
            self._marked.update(cell["exercises"])
        return error

    def _report(self, place: int, error: BaseException | None) -> None:
        for stream in (self._out, self._err):
            try:
                stream.flush()
            except (OSError, ValueError):
                continue  # closed by the learner
        header = {"k": "done", "i": place, "error": None if error is None else named(error)}
        try:
            body = json.dumps(self._outputs.of_cell()).encode("ascii")
        except (TypeError, ValueError, AttributeError):
            body = b"[]"
        self._sender.send(header, body)

    def _collect(self, place: int, spec: Mapping[str, Any]) -> None:
        names = self._shell.user_ns
        value = names.get(spec["variable"])
        if spec["exercise"] in self._marked:
            value = None
        header = {"k": "frame", "i": place, "x": spec["exercise"]}
        fd = FIRST_REQUEST_FD + self._functions_before(place, spec)
        collect(
            spec,
            value,
            header=header,
            sender=self._sender,
            snapshot=lambda function: self._freeze(function, spec, fd),
        )
        names.pop(spec["variable"], None)

    def _functions_before(self, place: int, spec: Mapping[str, Any]) -> int:
        number = 0
        for i, cell in enumerate(self._job["cells"]):
            for other in cell["collect"]:
                if i == place and other["exercise"] == spec["exercise"]:
                    return number
                number += other["kind"] == "function"
        return number

    def _freeze(self, function: Callable[..., Any], spec: Mapping[str, Any], fd: int) -> None:
        """Fork a copy of this process as it is now; it serves the calls of `function`."""
        self._functions += 1
        if os.fork():
            os.close(fd)
            return
        try:
            for other in range(FIRST_REQUEST_FD, FIRST_REQUEST_FD + self._requests):
                if other != fd:
                    with contextlib.suppress(OSError):  # its own snapshot has it already
                        os.close(other)
            serve(
                function,
                spec,
                fd=fd,
                tag=self._tag,
                sender=self._sender,
                call_s=self._job["call_s"],
            )
        finally:
            os._exit(1)

    def _over(self) -> NoReturn:
        """Tell the supervisor that too much is shown; it stops the run."""
        self._sender.send({"k": "over"})
        while True:
            signal.pause()
