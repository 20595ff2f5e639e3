"""nbgrader's extension points: repair a submission, record its verdicts, show its feedback.

`Repair` comes first in autograding, before nbgrader looks at anything that a learner wrote;
`Record` stands where nbgrader would execute the notebook; `Comment` follows the saving of
scores; `Present` prepares the feedback page. `grader.jupyter.config` puts them in place.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from grader.jupyter.book import Entry, NotJudged, VerdictBook
from grader.jupyter.config import CourseFolder
from grader.jupyter.gradebook import Released, released_cells, set_comments
from grader.jupyter.markup import clean_outputs, disarm
from grader.jupyter.repair import NAMESPACE, repair
from grader.jupyter.show import (
    card_of,
    comment_on,
    labels,
    outputs_of,
    stand_in_note,
    summary_of,
    unjudged_outputs,
)
from grader.jupyter.ticket import ChangedSinceJudging, Ticket, check_unchanged
from grader.verdict import Outcome

__all__ = ["ChangedSinceJudging", "Comment", "JudgedPreprocessor", "Present", "Record", "Repair"]

_PARTS = ("", "-solution", "-statement")
_ADDRESS = re.compile(r"<[\w.]+ (object )?at 0x[0-9a-f]+>")
Resources = dict[str, Any]


class JudgedPreprocessor(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """What our preprocessors have in common: the course, and the ticket of the submission."""

    course = Unicode("", help="Course id.").tag(config=True)
    root = Unicode("", help="The nbgrader course folder.").tag(config=True)
    results = Unicode("", help="The results store.").tag(config=True)
    counts = Unicode("latest", help="Which attempt counts: latest or best.").tag(config=True)

    @property
    def folder(self) -> CourseFolder:
        """The course folder."""
        root = Path(self.root)
        return CourseFolder(
            course=self.course, root=root, exchange=root, results=Path(self.results)
        )

    def ticket(self, resources: Resources) -> Ticket:
        """Return the ticket of the submission at hand.

        Raises:
            NotJudged: If none was placed: the files came past the judge.
        """
        learner = resources["nbgrader"]["student"]
        assignment = resources["nbgrader"]["assignment"]
        try:
            ticket = Ticket.read(self.folder.ticket(learner, assignment))
        except FileNotFoundError:
            raise NotJudged(
                f"{learner}'s files for {assignment} were not placed by the grader; "
                "run `qskills grade --collected`"
            ) from None
        if (ticket.learner, ticket.assignment) != (learner, assignment):
            raise NotJudged(f"the ticket of {learner}'s {assignment} is another one's")
        return ticket

    def entries(self, resources: Resources) -> Mapping[str, Entry]:
        """Return the verdicts on the submission at hand, by exercise."""
        ticket = self.ticket(resources)
        return _book(self.results, self.counts).entries(ticket.attempt, ticket.learner, self.course)


@cache
def _book(results: str, counts: str) -> VerdictBook:
    return VerdictBook(Path(results), counts=counts)


class Repair(JudgedPreprocessor):
    """Rebuild the notebook from the bytes that were judged and from the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return a notebook whose every cell and metadata key is known to be sound.

        Raises:
            ChangedSinceJudging: If the file is not the one that was judged.
        """
        ticket = self.ticket(resources)
        name = resources["nbgrader"]["notebook"]
        del nb
        # What nbgrader read a moment ago may be another file: only these bytes count.
        data = check_unchanged(self.folder, ticket)
        released = _released(resources, str(self.folder.release(ticket.assignment)))
        found = repair(json.loads(data.decode("utf-8-sig"))["cells"], released.cells)
        if found.changes:
            self.log.warning("%s's %s was repaired: %s", ticket.learner, name, found.changes)
        metadata = {
            "kernelspec": released.kernelspec,
            "language_info": {"name": "python"},
            NAMESPACE: {"changes": {gid: list(what) for gid, what in found.changes.items()}},
        }
        repaired = {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": metadata,
            "cells": found.cells,
        }
        return _node(repaired), resources


def _released(resources: Resources, release: str) -> Released:
    about = resources["nbgrader"]
    notebook = Path(release) / f"{about['notebook']}.ipynb"
    changed_at = notebook.stat().st_mtime_ns if notebook.exists() else 0
    return _read_released(about["db_url"], about["assignment"], about["notebook"], changed_at)


@cache
def _read_released(db_url: str, assignment: str, notebook: str, _changed_at: int) -> Released:
    with Gradebook(db_url) as gradebook:
        return released_cells(gradebook, assignment, notebook)


class Record(JudgedPreprocessor):
    """Write the judge's verdicts as outputs of the grade cells, where nbgrader reads scores."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return the notebook with all its outputs made here.

        Raises:
            NotJudged: If there are no final verdicts on the placed attempt.
        """
        ticket = self.ticket(resources)
        entries = self.entries(resources)
        language = _language(resources)
        for cell in nb.cells:
            mark = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code":
                cell.execution_count = None
                if mark.get("grade"):
                    self._judged(cell, mark, entries, language)
                else:
                    index = cell.metadata.get(NAMESPACE, {}).get("index")
                    cell.outputs = _node(clean_outputs(ticket.outputs.get(index, ())))
            elif not mark.get("locked"):
                cell.source = disarm(cell.source)
        if ticket.stand_in:
            nb.cells.insert(0, _node(stand_in_note(ticket.stand_in, language)))
        return nb, resources

    def _judged(
        self,
        cell: NotebookNode,
        mark: Mapping[str, Any],
        entries: Mapping[str, Entry],
        language: str,
    ) -> None:
        """Write the verdict into its grade cell."""
        entry = entries.get(mark["grade_id"])
        if entry is None:
            cell.outputs = _node(unjudged_outputs(mark["grade_id"], language))
            return
        card = card_of(entry, self.folder.exercise(mark["grade_id"]), language)
        cell.outputs = _node(outputs_of(card, entry, max_points=float(mark["points"])))
        cell.metadata[NAMESPACE] = _node(summary_of(card))


class Comment(JudgedPreprocessor):
    """Put the judge's explanation where nbgrader keeps automatic comments.

    A comment by hand is kept: nbgrader shows it instead of the automatic one.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Save the comments and leave the notebook as it is."""
        language = _language(resources)
        changes = nb.metadata.get(NAMESPACE, {}).get("changes", {})
        entries = self.entries(resources)
        comments = {
            f"{exercise}-solution": comment_on(
                entry,
                self.folder.exercise(exercise),
                language,
                repaired=any(f"{exercise}{part}" in changes for part in _PARTS),
            )
            for exercise, entry in entries.items()
        }
        undecided = {
            exercise
            for exercise, entry in entries.items()
            if entry.shown.outcome is Outcome.INCONCLUSIVE
        }
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in comments and not changes:
                # The card below says the same: the page leaves this comment out.
                cell.metadata[NAMESPACE] = _node({"said": comments[name]})
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            try:
                submission = gradebook.find_submission_notebook(
                    about["notebook"], about["assignment"], about["student"]
                )
            except MissingEntry:
                return nb, resources
            set_comments(gradebook, submission, comments, needs_manual=undecided)
        return nb, resources


class Present(JudgedPreprocessor):
    """Give the feedback page its words, and leave out what a reader does not need."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return the notebook with the page's texts in the resources."""
        resources["qskills"] = labels(_language(resources))
        for cell in nb.cells:
            cell.pop("attachments", None)
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if _tells(output)]
        return nb, resources


def _tells(output: NotebookNode) -> bool:
    """Whether a reader learns anything from an output."""
    if output.output_type == "execute_result":
        return False  # the bare number that nbgrader reads; it stands in the heading already
    data = output.get("data", {})
    # "<qiskit.circuit.instructionset.InstructionSet at 0x7f0026cbabf0>" ends many a cell.
    return set(data) != {"text/plain"} or not _ADDRESS.fullmatch(data["text/plain"])


def _node(value: object) -> Any:  # noqa: ANN401 - nbformat's tree of attributes
    return from_dict(value)


def _language(resources: Resources) -> str:
    return "ja" if resources["nbgrader"]["assignment"].endswith("-ja") else "en"
