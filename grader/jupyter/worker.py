"""The child process of `grader.jupyter.process`: drives nbgrader through its own API.

Requests are JSON lines on standard input; replies are JSON lines on what was standard output,
each request's last one being ``{"end": true}``. Whatever nbgrader prints goes to standard error.
"""

import json
import logging
import os
import re
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

import nbgrader.api
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.errors import GraderError
from grader.jupyter.book import VerdictBook
from grader.jupyter.config import CourseFolder
from grader.jupyter.process import die_with_parent
from grader.jupyter.ticket import Ticket, check_unchanged

__all__ = ["main"]

Reply = dict[str, Any]
_STUB = {
    "en": "# YOUR CODE HERE\nraise NotImplementedError()",
    "ja": "# ここにコードを書いてください\nraise NotImplementedError()",
}


def _keep_engines() -> None:
    """Let nbgrader's nine openings of the gradebook per submission share one engine per file.

    A new engine compiles each SQL statement anew, which takes longer than running them all.
    Closing a gradebook disposes of its connections; the compiled statements stay.
    """
    nbgrader.api.create_engine = cache(nbgrader.api.create_engine)


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
    folder = _folder(course)
    folder.write()
    api = _api(folder.root)
    with closing(VerdictBook(folder.results, counts=folder.counts)) as book:
        for learner in learners:
            started = time.perf_counter()
            # Asked first: a failing autograde removes what Formgrader shows of earlier attempts.
            error = _not_ready(book, folder, assignment, learner)
            if not error:
                result = api.autograde(assignment, learner, force=True)
                error = "" if result["success"] else _cause(result)
            seconds = time.perf_counter() - started
            page = _feedback(api, folder, assignment, learner) if feedback and not error else ""
            yield {
                "learner": learner,
                "error": error,
                "feedback_error": page,
                "autograde_s": seconds,
                "feedback_s": time.perf_counter() - started - seconds,
            }


def feedback(
    *, course: Mapping[str, str], assignment: str, learners: Iterable[str]
) -> Iterator[Reply]:
    """Make and release feedback pages of submissions that were autograded before."""
    folder = _folder(course)
    api = _api(folder.root)
    for learner in learners:
        started = time.perf_counter()
        page = _feedback(api, folder, assignment, learner)
        seconds = time.perf_counter() - started
        yield {
            "learner": learner,
            "error": "",
            "feedback_error": page,
            "autograde_s": 0.0,
            "feedback_s": seconds,
        }


def _folder(course: Mapping[str, str]) -> CourseFolder:
    return CourseFolder(
        course=course["course"],
        root=Path(course["root"]),
        exchange=Path(course["exchange"]),
        results=Path(course["results"]),
        counts=course["counts"],
    )


def _not_ready(book: VerdictBook, folder: CourseFolder, assignment: str, learner: str) -> str:
    try:
        ticket = Ticket.read(folder.ticket(learner, assignment))
        book.entries(ticket.attempt, learner, folder.course)
        check_unchanged(folder, ticket)
    except FileNotFoundError:
        return f"no submission of {learner} for {assignment} was placed"
    except GraderError as error:
        return str(error)
    return ""


def _feedback(api: NbGraderAPI, folder: CourseFolder, assignment: str, learner: str) -> str:
    steps = [api.generate_feedback]
    # Without a secret the submission did not come through the exchange: nobody could fetch it.
    if (folder.submitted(learner, assignment) / "submission_secret.txt").is_file():
        steps.append(api.release_feedback)
    for step in steps:
        result = step(assignment, learner)
        if not result["success"]:
            return _cause(result)
    return ""


# The last line of a traceback in the log, which is indented there by four.
_EXCEPTION = re.compile(r"^ {0,4}[A-Za-z_][\w.]*: (.+)$", re.MULTILINE)


def _cause(result: Mapping[str, Any]) -> str:
    """Return what nbgrader's first exception said; later ones only say that there was one."""
    for text in (result.get("log", ""), result.get("error", "")):
        found = _EXCEPTION.search(text)
        if found:
            return found[1]
    return "nbgrader gave no reason"


OPERATIONS: Mapping[str, Callable[..., Iterator[Reply]]] = {
    "build": build,
    "feedback": feedback,
    "record": record,
}


def _answer(request: dict[str, Any], channel: IO[bytes]) -> None:
    end: Reply = {"end": True}
    try:
        for reply in OPERATIONS[request.pop("op")](**request):
            channel.write(json.dumps(reply).encode() + b"\n")
    except Exception:  # noqa: BLE001 - an entry point: the parent gets the cause
        end["error"] = traceback.format_exc(limit=-5)
    channel.write(json.dumps(end).encode() + b"\n")


def main(parent: int) -> int:
    """Serve requests until standard input ends."""
    die_with_parent()
    if os.getppid() != parent:
        return 1
    # nbgrader and what it calls print to standard output; the replies get a channel of their own.
    # Whoever stopped listening wants no more.
    with suppress(BrokenPipeError), os.fdopen(os.dup(1), "wb", buffering=0) as channel:
        os.dup2(2, 1)
        warnings.simplefilter("ignore")
        _keep_engines()
        for line in sys.stdin.buffer:
            _answer(json.loads(line), channel)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
