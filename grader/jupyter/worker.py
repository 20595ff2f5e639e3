"""The child process of `grader.jupyter.process`: drives nbgrader through its own API.

Requests are JSON lines on standard input; replies are JSON lines on what was standard output,
each request's last one being ``{"end": true}``. Whatever nbgrader prints goes to standard error.
"""

import json
import logging
import os
import shutil
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.jupyter.config import CourseFolder
from grader.jupyter.process import die_with_parent

__all__ = ["main"]

Reply = dict[str, Any]
_STUB = {
    "en": "# YOUR CODE HERE\nraise NotImplementedError()",
    "ja": "# ここにコードを書いてください\nraise NotImplementedError()",
}


def _api(root: Path, extra: Config | None = None) -> NbGraderAPI:
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    if extra is not None:
        config.merge(extra)
    # ERROR: at INFO each submission logs a dozen lines that nobody reads.
    config.NbGraderAPI.log_level = logging.ERROR
    os.chdir(root)
    return NbGraderAPI(config=config)


def build(*, root: str, assignments: Iterable[str]) -> Iterator[Reply]:
    """Generate and release assignments of one course."""
    for assignment in assignments:
        extra = Config()
        extra.ClearSolutions.code_stub = {"python": _STUB[assignment.rpartition("-")[2]]}
        extra.ExchangeReleaseAssignment.force = True
        api = _api(Path(root), extra)
        for step in (api.generate_assignment, api.release_assignment):
            result = step(assignment)
            if not result["success"]:
                yield {"assignment": assignment, "error": _cause(result)}
                break
        else:
            yield {"assignment": assignment, "error": ""}


def record(
    *, course: Mapping[str, str], assignment: str, learners: Iterable[str], feedback: bool
) -> Iterator[Reply]:
    """Autograde placed submissions and release their feedback, one learner after the other."""
    folder = CourseFolder(
        course=course["course"],
        root=Path(course["root"]),
        exchange=Path(course["exchange"]),
        results=Path(course["results"]),
        counts=course["counts"],
    )
    api = _api(folder.root)
    for learner in learners:
        started = time.perf_counter()
        result = api.autograde(assignment, learner, force=True)
        seconds = time.perf_counter() - started
        error = "" if result["success"] else _cause(result)
        page = ""
        if feedback and not error:
            page = _feedback(api, folder, assignment, learner)
        yield {
            "learner": learner,
            "error": error,
            "feedback_error": page,
            "autograde_s": seconds,
            "feedback_s": time.perf_counter() - started - seconds,
        }


def _feedback(api: NbGraderAPI, folder: CourseFolder, assignment: str, learner: str) -> str:
    shutil.rmtree(folder.feedback(learner, assignment), ignore_errors=True)
    for step in (api.generate_feedback, api.release_feedback):
        result = step(assignment, learner)
        if not result["success"]:
            return _cause(result)
    return ""


def _cause(result: Mapping[str, Any]) -> str:
    """Return the line of nbgrader's log that names the cause: the innermost exception."""
    lines = [
        line.strip()
        for line in f"{result.get('log', '')}\n{result.get('error', '')}".splitlines()
        if line and not line.startswith((" ", "\t", "[", "Traceback", "During", "The above"))
    ]
    first = next((line for line in lines if ": " in line), "")
    return first or "\n".join(lines[-3:]) or "nbgrader gave no reason"


OPERATIONS: Mapping[str, Callable[..., Iterator[Reply]]] = {"build": build, "record": record}


def main(parent: int) -> int:
    """Serve requests until standard input ends."""
    die_with_parent()
    if os.getppid() != parent:
        return 1
    # nbgrader and what it calls print to standard output; the replies get a channel of their own.
    with os.fdopen(os.dup(1), "wb", buffering=0) as channel:
        os.dup2(2, 1)
        warnings.simplefilter("ignore")
        for line in sys.stdin.buffer:
            request = json.loads(line)
            end: Reply = {"end": True}
            try:
                for reply in OPERATIONS[request.pop("op")](**request):
                    channel.write(json.dumps(reply).encode() + b"\n")
            except Exception:  # noqa: BLE001 - an entry point: the parent gets the cause
                end["error"] = traceback.format_exc(limit=-5)
            channel.write(json.dumps(end).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
