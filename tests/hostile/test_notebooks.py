"""Group G of the attacks: what a submitted notebook may try on nbgrader.

Each cheat is handed in with honest verdicts of the judge (wrong, or right where it says so); what
is tested is that the gradebook, the files and the pages show those verdicts and nothing else.
"""

import json
import os
import re
from collections.abc import Callable
from typing import Any

import pytest

from grader.jupyter.ticket import Ticket
from grader.verdict import Outcome
from tests.classroom import Grade, cell_of, right, wrong

Notebook = dict[str, Any]


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"x{abs(hash(source))}",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def result(text: str) -> dict[str, Any]:
    data = {"text/plain": text}
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


def each_grade(change: Callable[[dict[str, Any]], None]) -> Callable[[Notebook], None]:
    def apply(notebook: Notebook) -> None:
        for name in ("pair", "flip"):
            change(cell_of(notebook, name))

    return apply


def claim(**values: Any) -> Callable[[Notebook], None]:
    return each_grade(lambda cell: cell["metadata"]["nbgrader"].update(values))


def delete(*grade_ids: str) -> Callable[[Notebook], None]:
    def apply(notebook: Notebook) -> None:
        gone = [cell_of(notebook, name) for name in grade_ids]
        notebook["cells"] = [cell for cell in notebook["cells"] if cell not in gone]

    return apply


def copies(notebook: Notebook) -> None:
    for name in ("pair", "flip", "pair-solution"):
        twin = json.loads(json.dumps(cell_of(notebook, name)))
        twin |= {"source": "10", "id": f"twin-{name}"}
        notebook["cells"] += [twin, json.loads(json.dumps(twin))]


def tagged(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "remove-cell", "raises-exception"]


def forged_outputs(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [result("10"), result("5")]
            cell["execution_count"] = 1


def forged_scores(notebook: Notebook) -> None:
    notebook["metadata"]["qskills"] = {"changes": {}, "verdicts": {"pair": "AC"}}
    for cell in notebook["cells"]:
        cell["metadata"]["qskills"] = {"index": 0, "points": 10, "verdict": "AC"}


def reorder(notebook: Notebook) -> None:
    notebook["cells"].reverse()


def empty(notebook: Notebook) -> None:
    notebook["cells"] = []


def odd_ids(notebook: Notebook) -> None:
    names = (
        "../../../evil",
        "x'; DELETE FROM grade; --",
        "a" * 10_000,
        "pair/../flip",
        "\u202e",
        "",
    )
    for name in names:
        mark = {"grade_id": name, "grade": True, "solution": False, "points": 99, "locked": False}
        notebook["cells"].append(code("99", nbgrader=mark))
        notebook["cells"][-1]["id"] = name


def odd_marks(notebook: Notebook) -> None:
    for mark in (
        5,
        [],
        "grade",
        None,
        {"grade_id": ["pair"]},
        {"grade": True},
        {"schema_version": 1},
    ):
        notebook["cells"].append(code("1", nbgrader=mark))


CHEATS: dict[str, Callable[[Notebook], None]] = {
    "more points": claim(points=1000),
    "fewer points": claim(points=0),
    "negative points": claim(points=-1),
    "points as text": claim(points="10; DROP TABLE grade"),
    "not graded": claim(grade=False),
    "solution": claim(solution=True),
    "task": claim(task=True),
    "unlocked": claim(locked=False),
    "old schema": claim(schema_version=2),
    "very old schema": claim(schema_version=0),
    "newer schema": claim(schema_version=99),
    "no schema": each_grade(lambda cell: cell["metadata"]["nbgrader"].pop("schema_version")),
    "other checksum": claim(checksum="0" * 32),
    "unknown key": claim(score=10, auto_score=10),
    "unknown grade id": claim(grade_id="bonus"),
    "swapped grade ids": lambda notebook: (
        cell_of(notebook, "pair")["metadata"]["nbgrader"].update(grade_id="flip2"),
        cell_of(notebook, "flip")["metadata"]["nbgrader"].update(grade_id="pair"),
    ),
    "grade id of a locked text": claim(grade_id="pair-statement"),
    "no metadata": each_grade(lambda cell: cell.update(metadata={})),
    "edited text": each_grade(lambda cell: cell.update(source="10")),
    "no text": each_grade(lambda cell: cell.update(source="")),
    "as markdown": each_grade(lambda cell: cell.update(cell_type="markdown")),
    "as raw": each_grade(lambda cell: cell.update(cell_type="raw")),
    "deleted grade cells": delete("pair", "flip"),
    "deleted exercise": delete("pair-statement", "pair-solution", "pair"),
    "deleted everything graded": delete(
        *("pair-statement", "pair-solution", "pair", "flip-statement", "flip-solution", "flip")
    ),
    "empty": empty,
    "copies": copies,
    "tags": tagged,
    "stored outputs": forged_outputs,
    "claimed verdicts": forged_scores,
    "reversed": reorder,
    "odd grade ids": odd_ids,
    "odd marks": odd_marks,
    "another kernel": lambda notebook: notebook["metadata"].update(
        kernelspec={"name": "bash", "display_name": "x", "language": "bash"}
    ),
}


@pytest.fixture(scope="module")
def cheated(classroom):
    """All cheats, recorded in one batch: one learner each, between two honest ones."""
    learners = {}
    for name, change in {"honest before": lambda _: None, **CHEATS}.items():
        learners[name] = classroom.learner()
        notebook = classroom.released()
        cell_of(notebook, "flip-solution")["source"] = f"answer = 'flip of {name}'"
        change(notebook)
        classroom.hand_in(learners[name], notebook, verdicts=[wrong("pair"), right("flip")])
    learners["honest after"] = classroom.learner()
    classroom.hand_in(learners["honest after"], verdicts=[right("pair"), right("flip")])
    return learners, classroom.record(*learners.values())


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_gets_the_judges_verdicts_and_no_more(classroom, cheated, name):
    learners, results = cheated
    assert results[learners[name]].ok, results[learners[name]]
    assert classroom.grades(learners[name]) == {
        "pair": Grade(auto=0.0, manual=None, needs_manual=False),
        "flip": Grade(auto=5.0, manual=None, needs_manual=False),
    }


def test_honest_submissions_beside_cheats_get_their_own(classroom, cheated):
    learners, results = cheated
    assert results[learners["honest after"]].ok
    assert [one.auto for one in classroom.grades(learners["honest after"]).values()] == [10.0, 5.0]


@pytest.mark.parametrize("name", ["edited text", "copies", "deleted exercise", "as markdown"])
def test_what_was_changed_is_reported(classroom, cheated, name):
    learners, _ = cheated
    assert "put back before grading" in classroom.comments(learners[name])["pair-solution"][0]


@pytest.mark.parametrize("name", CHEATS)
def test_the_autograded_file_holds_the_released_cells_and_our_outputs(classroom, cheated, name):
    learners, _ = cheated
    found = classroom.autograded(learners[name])
    marks = [
        cell["metadata"]["nbgrader"] for cell in found["cells"] if "nbgrader" in cell["metadata"]
    ]
    released = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in classroom.released()["cells"]
        if "nbgrader" in cell["metadata"]
    }
    assert sorted(mark["grade_id"] for mark in marks) == sorted(released)
    for name_ in ("pair", "flip"):
        cell = cell_of(found, name_)
        assert "".join(cell["source"]) == "".join(released[name_]["source"])
        assert [output["output_type"] for output in cell["outputs"]] == [
            *("display_data", "execute_result"),
        ]
    assert not [key for cell in found["cells"] for key in cell["metadata"] if key == "tags"]
    assert found["metadata"]["kernelspec"]["name"] == "python3"


def test_no_file_appears_outside_the_course(classroom, cheated):
    names = {path.name for path in classroom.state.rglob("*")}
    assert not [name for name in names if "evil" in name or "DELETE" in name]


UNREADABLE = {
    "empty": b"",
    "zeros": bytes(1000),
    "not json": b"{'cells': []}",
    "no notebook": b'{"cells": {"a": 1}, "nbformat": 4}',
    "deep": b'{"nbformat": 4, "metadata": {}, "cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "old format": b'{"nbformat": 2, "nbformat_minor": 0, "metadata": {}, "worksheets": []}',
    "future format": b'{"nbformat": 9, "nbformat_minor": 0, "metadata": {}, "cells": []}',
    "nan": b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {"x": NaN}, "cells": []}',
    "latin": '{"cells": [], "nbformat": 4, "x": "é"}'.encode("latin-1"),
    "same key twice": b'{"nbformat": 4, "nbformat": 4, "metadata": {}, "cells": []}',
    "many cells": json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [code("1")] * 100_000}
    ).encode(),
    "40 MiB": b'{"nbformat": 4, "cells": [], "x": "' + b"y" * (40 << 20) + b'"}',
}


def test_files_that_are_no_notebook_get_0_with_the_cause_and_stop_nobody(classroom):
    learners = {name: classroom.learner() for name in (*UNREADABLE, "honest")}
    verdicts = [wrong(name, Outcome.FORM_ERROR) for name in ("pair", "flip")]
    for name in UNREADABLE:
        # An earlier, better attempt must not shine through.
        classroom.hand_in(learners[name], verdicts=[right("pair"), right("flip")])
    classroom.record(*(learners[name] for name in UNREADABLE))
    for name, data in UNREADABLE.items():
        classroom.hand_in(learners[name], data, verdicts=verdicts)
    classroom.hand_in(learners["honest"], verdicts=[right("pair"), right("flip")])
    results = classroom.record(*learners.values())
    assert [name for name, learner in learners.items() if not results[learner].ok] == []
    for name in UNREADABLE:
        assert [one.auto for one in classroom.grades(learners[name]).values()] == [0.0, 0.0], name
        assert "cannot be shown here" in classroom.page(learners[name])
    assert [one.auto for one in classroom.grades(learners["honest"]).values()] == [10.0, 5.0]


def test_a_file_swapped_between_judging_and_recording_is_refused(classroom):
    learner = classroom.learner()
    classroom.hand_in(learner, verdicts=[right("pair"), wrong("flip")])
    classroom.record(learner)
    attempt = classroom.hand_in(learner, verdicts=[wrong("pair"), right("flip")])
    swapped = classroom.released()
    cell_of(swapped, "pair-solution")["source"] = "never judged"
    path = classroom.submitted(attempt)
    path.write_text(json.dumps(swapped))
    assert "changed since judging" in classroom.record(learner)[learner].error
    assert [one.auto for one in classroom.grades(learner).values()] == [10.0, 0.0]
    assert "never judged" not in str(classroom.autograded(learner))
    path.unlink()
    path.symlink_to("/etc/passwd")
    assert "changed since judging" in classroom.record(learner)[learner].error


def test_files_put_past_the_judge_are_not_recorded(classroom):
    learner = classroom.learner()
    folder = classroom.folder.submitted(learner, "first-en")
    folder.mkdir(parents=True)
    (folder / "first.ipynb").write_text(json.dumps(classroom.released()))
    assert "was placed" in classroom.record(learner)[learner].error
    assert classroom.grades(learner) == {}


def test_a_ticket_of_somebody_else_is_refused(classroom):
    rich, poor = classroom.learner(), classroom.learner()
    classroom.hand_in(rich, verdicts=[right("pair"), right("flip")])
    classroom.hand_in(poor, verdicts=[wrong("pair"), wrong("flip")])
    lent = Ticket.read(classroom.folder.ticket(rich, "first-en"))
    lent.write(classroom.folder.ticket(poor, "first-en"))
    assert classroom.record(poor)[poor].error
    assert classroom.grades(poor) == {}


def test_links_and_other_files_beside_the_notebook_never_reach_nbgrader(classroom):
    learner = classroom.learner()
    attempt = classroom.hand_in(learner)
    folder = classroom.submitted(attempt).parent
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    classroom.hand_in(learner)  # placed again: only what we write is there
    assert sorted(os.listdir(folder)) == ["first.ipynb", "timestamp.txt"]


ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)></svg>",
    "[x](javascript:alert(1))",
    "![x](attachment:a.svg)",
    "![x](https://evil.example/x.png)",
    "$$<img src=x onerror=alert(1)>$$",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "{{ cell.metadata }} {% raw %} \\input{/etc/passwd}",
)


def test_no_page_and_no_file_holds_active_content(classroom):
    learner = classroom.learner()
    notebook = classroom.released()
    for n, attack in enumerate(ATTACKS):
        text = {"cell_type": "markdown", "id": f"m{n}", "metadata": {}, "source": attack}
        text["attachments"] = {"a.svg": {"image/svg+xml": "PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+"}}
        raw = {"cell_type": "raw", "id": f"r{n}", "source": attack}
        raw["metadata"] = {"raw_mimetype": "text/html", "format": "text/html"}
        shown = code(f"# {attack}")
        shown["outputs"] = [
            {"output_type": "display_data", "metadata": {}, "data": {"text/html": attack}},
            {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": attack}},
        ]
        shown["execution_count"] = 1
        notebook["cells"] += [text, raw, shown]
    cell_of(notebook, "pair-solution")["source"] = f"answer = {ATTACKS[0]!r}"
    notebook["metadata"] |= {"title": ATTACKS[0], "widgets": {"x": ATTACKS[0]}}
    classroom.hand_in(learner, notebook)
    assert classroom.record(learner)[learner].ok
    page = classroom.page(learner)
    tags = re.findall(r"<(\w+)", page)
    assert not {"script", "svg", "iframe", "object", "embed", "form", "link", "base"} & set(tags)
    assert not re.search(r"<[^>]*\s(on\w+|srcdoc)\s*=", page)
    assert not re.search(r"<[^>]*(href|src)\s*=\s*[\"']?\s*(javascript|data:text)", page)
    # A link that a reader must click is a link; nothing is loaded by itself.
    assert not re.search(r"<[^>]*\ssrc\s*=\s*[\"']?(?!data:image/png)", page)
    assert "{{ cell.metadata }}" in page
    found = classroom.autograded(learner)
    assert "attachments" not in str(found)
    assert "raw_mimetype" not in str(found)
    for cell in found["cells"]:
        if cell["cell_type"] == "markdown":
            assert not re.search(r"<[A-Za-z/!?]", "".join(cell["source"]))
        assert not {"text/html", "image/svg+xml"} & {
            kind
            for output in cell.get("outputs", ())
            for kind in output.get("data", ())
            if cell["metadata"].get("nbgrader", {}).get("grade") is not True
        }
