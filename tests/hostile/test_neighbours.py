"""Hostile submissions in one sandbox change nothing for those in another."""

import secrets
import threading

import pytest

from grader.answer.encode import encode
from grader.sandbox.launcher import Sandbox
from grader.sandbox.outcome import Cell, Collect, Job
from grader.verdict import Outcome

pytestmark = pytest.mark.sandbox

BAD = {
    "while True: pass": Outcome.TIME_LIMIT_EXCEEDED,
    "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass": (
        Outcome.TIME_LIMIT_EXCEEDED
    ),
    "while True: print('x' * 1000)": Outcome.OUTPUT_LIMIT_EXCEEDED,
    "x = []\nwhile True: x.append(bytearray(1 << 22))": Outcome.MEMORY_LIMIT_EXCEEDED,
}


def job(source, **limits):
    collect = (Collect(exercise="x", kind="number"),)
    return Job(cells=(Cell(source=source, collect=collect),), nonce=secrets.token_hex(8), **limits)


def test_honest_submissions_beside_hostile_ones_get_their_own_verdict():
    found = []

    def attack():
        with Sandbox() as sandbox:
            for source, wanted in BAD.items():
                with sandbox.run(job(source, cpu_s=0.7, wall_s=4, memory_mib=256)) as run:
                    found.append((source, run.outcome.ended, wanted))

    thread = threading.Thread(target=attack)
    with Sandbox() as sandbox:
        thread.start()
        number = 0
        while thread.is_alive() or number < 20:
            number += 1
            with sandbox.run(job(f"answer = {number} * 2")) as run:
                assert run.outcome.frames["x"].answer == encode(2 * number)
        thread.join()
    assert len(found) == len(BAD)
    assert all(ended is wanted for _, ended, wanted in found), found
