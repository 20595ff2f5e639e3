"""Real sandboxes empty the queue; a grader that is killed loses and repeats nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.jupyter.serve import descendants
from grader.pipeline import Grader
from grader.results.records import Arrival
from grader.results.store import Store
from grader.scaleout.drain import Drain, worker_name
from grader.scaleout.local import LocalPool

pytestmark = pytest.mark.sandbox

BELL = "from qiskit import QuantumCircuit\nanswer = QuantumCircuit(2)\nanswer.h(0)\nanswer.cx(0, 1)"


def notebook(source: str) -> bytes:
    cells = [("bell-pair-solution", source), ("bell-pair", "")]
    return json.dumps(
        {
            "nbformat": 4,
            "cells": [
                {"cell_type": "code", "source": text, "metadata": {"nbgrader": {"grade_id": name}}}
                for name, text in cells
            ],
        }
    ).encode()


def arrive(store: Store, number: int, data: bytes):
    return store.queue.arrive(
        Arrival(
            learner=f"l-{number:06d}",
            course="c1",
            assignment="bell",
            notebook="bell.ipynb",
            language="en",
            arrival=f"arrival-{number}",
            data=data,
            submitted_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )


def drain(store, catalog, jobs=1):
    pool = LocalPool(lambda: Grader(catalog, b"s" * 32), jobs)
    with pool:
        return list(Drain(store, catalog, pool, clock=lambda: datetime.now(UTC)).run())


def test_every_attempt_is_judged_once_and_bad_files_do_not_stop_the_others(tmp_path, catalog):
    with Store(tmp_path / "results.db") as store:
        arrive(store, 1, notebook(BELL))
        arrive(store, 2, b"no notebook")
        arrive(store, 3, notebook(BELL + "\nanswer.z(0)"))
        done = {one.attempt.learner: one for one in drain(store, catalog)}
        found = {name: str(one.verdicts[0].outcome) for name, one in done.items()}
        assert found == {"l-000001": "AC", "l-000002": "FE", "l-000003": "WA"}
        assert done["l-000002"].verdicts[0].reason.key == "notebook"
        assert store.queue.counts() == Counter(done=3)
        assert drain(store, catalog) == []


def test_equal_notebooks_are_run_once_and_recorded_for_both(tmp_path, catalog):
    with Store(tmp_path / "results.db") as store:
        arrive(store, 1, notebook(BELL))
        drain(store, catalog)
        arrive(store, 2, notebook(BELL))
        (second,) = drain(store, catalog)
        assert second.verdicts[0].accepted
        assert [row.cause for row in store.verdicts()] == ["graded", "cached"]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from grader.catalog import Catalog
from grader.pipeline import Grader
from grader.results.store import Store
from grader.scaleout.drain import Drain
from grader.scaleout.local import LocalPool
catalog = Catalog(Path(sys.argv[2]))
with Store(Path(sys.argv[1])) as store, LocalPool(lambda: Grader(catalog, b"s" * 32), 1) as pool:
    for done in Drain(store, catalog, pool, clock=lambda: datetime.now(UTC)).run():
        print(done.attempt.id, flush=True)
"""


def test_a_killed_grader_leaves_nothing_lost_and_nothing_doubled(tmp_path, catalog, root):
    path = tmp_path / "results.db"
    with Store(path) as store:
        for number in range(6):
            arrive(store, number, notebook(f"{BELL}\n# {number}"))
        command = [sys.executable, "-c", SCRIPT, str(path), str(root)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline()
        below = descendants(child.pid)
        assert below
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        left = store.queue.counts()
        assert left["leased"] > 0
        done = drain(store, catalog)
        assert len(done) == left["waiting"] + left["leased"]
        judged = Counter(row.attempt_id for row in store.verdicts(include_superseded=True))
        assert set(judged.values()) == {1}
        assert len(judged) == 6
    # The sandboxes of the killed grader died with it.
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(alive, below)):
        time.sleep(0.2)
    assert not any(map(alive, below))


def test_an_attempt_that_a_living_grader_holds_is_left_to_it(tmp_path, catalog):
    with Store(tmp_path / "results.db") as store:
        arrive(store, 1, notebook(BELL))
        assert store.queue.lease(worker_name(), datetime.now(UTC), 60) is not None
        assert drain(store, catalog) == []
        assert store.queue.counts() == Counter(leased=1)
