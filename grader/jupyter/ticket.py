"""Which attempt stands in nbgrader's ``submitted/`` folder, and what its run printed.

A ticket is written when a submission is placed and read when it is recorded. It lies outside the
learner's files, so nothing that a learner submits can pose as one.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import GraderError
from grader.jupyter.config import CourseFolder

__all__ = ["ChangedSinceJudging", "Ticket", "check_unchanged", "write_whole"]


class ChangedSinceJudging(GraderError):
    """The placed file is not the one that was judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One placed submission.

    Attributes:
        learner: Opaque learner id.
        assignment: nbgrader's name, with the language suffix.
        attempt: Id of the attempt in the results store.
        blob: SHA-256 of the submitted bytes, hexadecimal.
        placed: SHA-256 of the placed notebook; differs from `blob` for a stand-in.
        stand_in: Why the released notebook was placed instead of the submitted file, or ``""``.
        outputs: nbformat outputs of the run by cell index of the submitted file, cleaned.
    """

    learner: str
    assignment: str
    attempt: int
    blob: str
    placed: str
    stand_in: str = ""
    outputs: Mapping[int, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write the ticket in one step."""
        data = {
            "learner": self.learner,
            "assignment": self.assignment,
            "attempt": self.attempt,
            "blob": self.blob,
            "placed": self.placed,
            "stand_in": self.stand_in,
            "outputs": {str(index): list(outputs) for index, outputs in self.outputs.items()},
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(data, ensure_ascii=False).encode())

    @classmethod
    def read(cls, path: Path) -> "Ticket":
        """Read a ticket.

        Raises:
            FileNotFoundError: If nothing was placed there.
        """
        data = json.loads(path.read_bytes())
        data["outputs"] = {int(index): outputs for index, outputs in data["outputs"].items()}
        return cls(**data)


def check_unchanged(folder: CourseFolder, ticket: Ticket) -> bytes:
    """Return the bytes of the placed notebook.

    Raises:
        ChangedSinceJudging: If they are not those that were placed after judging.
    """
    lesson = ticket.assignment.rpartition("-")[0]
    path = folder.submitted(ticket.learner, ticket.assignment) / f"{lesson}.ipynb"
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != ticket.placed:
        raise ChangedSinceJudging(
            f"{ticket.learner}'s {ticket.assignment}/{path.name} changed since judging; "
            "run `qskills grade --collected` again"
        )
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that readers see the old bytes or the new ones, never a mixture."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
