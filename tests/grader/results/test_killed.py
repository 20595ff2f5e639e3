"""kill -9 at any point: what was recorded stays whole, the rest is done by the next process."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from grader.results.store import Store

from .conftest import NOON, after, arrival

HERE = Path(__file__).parent

DRAIN = """
import os, sys, time
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import judged
from grader.results.store import Store
with Store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    while lease := store.queue.lease(str(os.getpid()), datetime.now(UTC), 0.5):
        pair = [judged(exercise="bell-pair"), judged(exercise="toffoli-6cx")]
        store.queue.complete(lease, pair, datetime.now(UTC), run_key=lease.attempt.arrival)
        time.sleep(0.001)
"""

ARRIVE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import arrival
from grader.results.store import Store
with Store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for number in range(5000):
        store.queue.arrive(arrival(arrival_id=f"a{number}"))
        print(number, flush=True)
"""


def start(script: str, path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", script, path, HERE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process: "subprocess.Popen[str]", after_s: float) -> str:
    time.sleep(after_s)
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate()
    return out


def go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def ended(worker: str) -> bool:
    return not Path(f"/proc/{worker}").exists()


@pytest.mark.slow
def test_two_graders_killed_again_and_again_grade_every_attempt_once(store_path: Path) -> None:
    attempts = 600
    with Store(store_path) as store:
        for number in range(attempts):
            store.queue.arrive(arrival(arrival_id=f"a{number}"))
    pauses = random.Random(7)
    for _ in range(5):
        pair = [start(DRAIN, store_path), start(DRAIN, store_path)]
        for process in pair:
            go(process)
        for process in pair:
            kill(process, pauses.uniform(0.0, 0.06))
        with Store(store_path) as store:
            assert store.audit() is None
            rows = Counter(row.attempt_id for row in store.verdicts(include_superseded=True))
            assert set(rows.values()) <= {2}, "an attempt's verdicts are recorded all or none"
            store.queue.reclaim(ended)
    with Store(store_path) as store:
        done = store.queue.counts()["done"]
        assert 0 < done < attempts, "the kills must hit the work in the middle"
    last = start(DRAIN, store_path)
    last.communicate("go\n", timeout=60)
    assert last.returncode == 0
    with Store(store_path) as store:
        assert store.queue.counts() == {"done": attempts}
        rows = Counter(row.attempt_id for row in store.verdicts(include_superseded=True))
        assert rows == dict.fromkeys(range(1, attempts + 1), 2)
        assert store.audit() is None


def test_what_intake_reported_as_recorded_survives_its_death(store_path: Path) -> None:
    process = start(ARRIVE, store_path)
    reported = kill(process, 0.2).splitlines()
    with Store(store_path) as store:
        recorded = [attempt.arrival for attempt in store.attempts()]
        assert len(reported) <= len(recorded) <= len(reported) + 1
        assert recorded == [f"a{number}" for number in range(len(recorded))]
        assert store.queue.counts() == {"waiting": len(recorded)}
        for attempt in store.attempts():
            assert store.blob(attempt.blob)


def test_a_lease_of_a_dead_process_runs_out(store_path: Path) -> None:
    with Store(store_path) as store:
        store.queue.arrive(arrival())
    child = os.fork()
    if child == 0:
        with Store(store_path) as store:
            store.queue.lease("dead", NOON, 60)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with Store(store_path) as store:
        assert store.queue.counts() == {"leased": 1}
        assert store.queue.lease("w2", after(30), 60) is None
        lease = store.queue.lease("w2", after(61), 60)
        assert lease is not None
        assert lease.run == 2
