"""Run nbgrader in a process of its own, which serves many requests.

nbgrader takes two seconds to import, changes the working directory and owns the log; a child
process keeps all that away from the caller and pays for the import once.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from grader.errors import GraderError

__all__ = ["NbgraderFailed", "NbgraderProcess", "child_environment", "die_with_parent"]


class NbgraderFailed(GraderError):
    """nbgrader refused or its process ended; the message holds the end of its log."""


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends (Linux only)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment with the interpreter's own programs first on PATH.

    nbgrader calls ``alembic`` and JupyterLab starts kernels by name.
    """
    found = dict(os.environ)
    programs = str(Path(sys.executable).parent)
    found["PATH"] = f"{programs}{os.pathsep}{found.get('PATH', os.defpath)}"
    # Settings of a person's own Jupyter must not decide how submissions are graded.
    found.pop("JUPYTER_CONFIG_PATH", None)
    found.setdefault("PYTHONHASHSEED", "0")
    return {**found, **(extra or {})}


class NbgraderProcess:
    """A running nbgrader; a context manager, started by the first request.

    One request at a time: use one per thread.
    """

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def request(self, operation: str, **arguments: object) -> Iterator[dict[str, Any]]:
        """Send one request and yield its replies as they come.

        Raises:
            NbgraderFailed: If the request failed as a whole, or the process ended.
        """
        child = self._start()
        assert child.stdin is not None  # noqa: S101 - for the type checker: we asked for a pipe
        assert child.stdout is not None  # noqa: S101
        ended = False
        try:
            child.stdin.write(json.dumps({"op": operation, **arguments}).encode() + b"\n")
            child.stdin.flush()
            for line in child.stdout:
                reply = json.loads(line)
                if reply.get("end"):
                    ended = True
                    if reply.get("error"):
                        raise NbgraderFailed(reply["error"])
                    return
                yield reply
        except BrokenPipeError:
            pass
        finally:
            if not ended:  # the process failed, or the caller stopped listening: start afresh
                self.close()
        status = child.returncode
        raise NbgraderFailed(f"nbgrader's process ended with status {status} during {operation}")

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is None:
            return
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                stream.close()
        try:
            child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "grader.jupyter.worker", str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=child_environment(),
                # Ctrl-C in a terminal is for us, who end it in order.
                process_group=0,
            )
        return self._child
