import os
import signal
import subprocess
import sys
import time

import pytest

from grader.sandbox.meter import Meter, tree

BURN = """
import os, sys, time
if os.fork() == 0:
    while time.process_time() < 0.3: pass
    heap = bytearray(60 << 20)
    for i in range(0, len(heap), 4096): heap[i] = 1
    print("ready", flush=True)
    time.sleep(60)
time.sleep(60)
"""


@pytest.fixture
def burner():
    with subprocess.Popen(
        [sys.executable, "-c", BURN], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid
        os.killpg(process.pid, signal.SIGKILL)


def test_the_whole_tree_is_measured(burner):
    meter = Meter(burner)
    size = meter.poll()
    assert len(list(tree(burner))) == 2
    assert 60 << 20 < size < 200 << 20
    assert meter.peak_bytes == size
    assert 0.25 < meter.cpu_s < 5


def test_the_time_of_processes_that_have_gone_is_kept(burner):
    meter = Meter(burner)
    meter.poll()
    before = meter.cpu_s
    child = max(meter.pids - {burner})
    os.kill(child, signal.SIGKILL)
    time.sleep(0.1)
    meter.poll()
    assert meter.cpu_s >= before


def test_a_process_that_never_was_measures_nothing():
    assert Meter(1 << 22).poll() == 0
