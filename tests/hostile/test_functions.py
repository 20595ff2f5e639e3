"""Hostile functions: what they are called with they should not keep, print or forge about."""

import secrets
import time

import pytest

from grader.answer.encode import encode
from grader.sandbox.outcome import Collect
from grader.verdict import Outcome

pytestmark = pytest.mark.sandbox

F = Collect(exercise="f", kind="function", variable="f")
G = Collect(exercise="g", kind="function", variable="g")
HONEST = "answer = 42\nloot = []\n"


@pytest.fixture
def run(arena):
    runs = []

    def start(source, *collect, **limits):
        runs.append(arena.run([HONEST + source], *(collect or (F,)), **limits))
        return runs[-1]

    yield start
    for done in runs:
        done.close()
    arena.check()


def call(run, *args, name="f"):
    return run.call(name, encode(args))


def test_nothing_printed_in_a_call_is_kept(run):
    secret = secrets.token_hex(8)
    started = run(
        "import os\ndef f(x):\n    print(x)\n    os.write(2, x.encode())\n    return len(x)"
    )
    assert call(started, secret).value == encode(16)
    assert secret not in str(started.outcome)


def test_calls_cannot_remember_by_variables_files_or_environment(run):
    source = """
import os
seen = []
def f(x):
    before = (len(seen), os.path.exists("/tmp/seen"), "SEEN" in os.environ)
    seen.append(x)
    os.environ["SEEN"] = "1"
    try:
        with open("/tmp/seen", "w") as file:
            file.write(str(x))
        wrote = True
    except OSError:
        wrote = False
    return [*before, wrote]
"""
    started = run(source)
    for number in range(3):
        assert call(started, number).value == encode([0, False, False, False])


def test_files_made_before_cannot_be_written_in_a_call(run):
    source = """
import os
held = os.open("/tmp/held", os.O_RDWR | os.O_CREAT)
def f(x):
    try:
        os.write(held, str(x).encode())
    except OSError:
        pass
    return os.pread(held, 100, 0).decode()
"""
    started = run(source)
    assert call(started, 7).value == encode("")
    assert call(started, 8).value == encode("")


def test_a_second_reply_is_a_violation(run):
    source = """
def f(x):
    import sys
    frame = sys._getframe()
    while "sender" not in frame.f_locals:
        frame = frame.f_back
    sender, header = frame.f_locals["sender"], frame.f_locals["header"]
    sender.send({"k": "reply", "id": header["id"], "s": "value"}, b'{"qans":1,"v":1}')
    return 2
"""
    started = run(source)
    assert call(started, 1).ended is Outcome.SANDBOX_VIOLATION


def test_replies_without_a_request_are_a_violation(run):
    source = """
import os
from grader.sandbox.packets import packets, tag_of
def f(x):
    for packet in packets(tag_of("@NONCE@"), 9, {"k": "reply", "id": "00", "s": "value"}, b"1"):
        os.write(3, packet)
    return 2
"""
    started = run(source)
    assert call(started, 1).ended is Outcome.SANDBOX_VIOLATION


@pytest.mark.parametrize("body", ["while True: pass", "import time; time.sleep(60)"])
def test_an_endless_call_is_stopped_and_others_go_on(run, arena, body):
    source = f"def f(x):\n    {body}\ndef g(x):\n    return x + 1\n"
    started = run(source, F, G, call_s=0.5)
    before = time.monotonic()
    assert call(started, 1).ended is Outcome.TIME_LIMIT_EXCEEDED
    assert time.monotonic() - before < 2.5 + arena.lag_s
    assert call(started, 1, name="g").value == encode(2)


def test_calls_that_sleep_within_their_own_limit_share_one_wall_limit(run):
    started = run("import time\ndef f(x):\n    time.sleep(0.9)\n    return x", wall_s=4.0)
    ended = [call(started, number).ended for number in range(12)]
    assert ended[-1] is Outcome.TIME_LIMIT_EXCEEDED
    assert ended[0] is None


def test_a_call_that_crashes_is_a_run_time_error_and_others_go_on(run):
    source = "import ctypes, os\ndef f(x):\n    os._exit(0) if x else ctypes.string_at(0)\n"
    started = run(source + "def g(x):\n    return 2\n", F, G)
    assert call(started, 0).ended is Outcome.RUN_TIME_ERROR
    assert call(started, 1).ended is Outcome.RUN_TIME_ERROR
    assert call(started, 1, name="g").value == encode(2)


def test_a_call_that_eats_memory_is_stopped(run):
    started = run("def f(x):\n    return len(bytearray(x << 20))", memory_mib=256)
    assert call(started, 1).value == encode(1 << 20)
    assert call(started, 900).ended is Outcome.MEMORY_LIMIT_EXCEEDED


def test_processes_that_a_call_leaves_are_gone_with_the_run(run):
    source = """
import os, time
def f(x):
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
    return x
"""
    assert call(run(source), 5).value == encode(5)


def test_threads_of_the_cells_are_halted_while_functions_are_called(run):
    source = """
import threading, os
def spin():
    while True:
        pass
threading.Thread(target=spin, daemon=True).start()
def f(x):
    return x
"""
    started = run(source)
    assert call(started, 1).value == encode(1)
    before = started.usage.cpu_s
    time.sleep(0.4)
    assert started.usage.cpu_s - before < 0.15


def test_a_daemon_of_the_cells_is_metered_while_nobody_calls(run):
    source = """
import os, time
if os.fork() == 0:
    heap = []
    time.sleep(0.3)
    while True:
        heap.append(bytearray(8 << 20))
def f(x):
    return x
"""
    started = run(source, memory_mib=256)
    until = time.monotonic() + 3
    while call(started, 1).ended is None and time.monotonic() < until:
        time.sleep(0.05)
    assert call(started, 1).ended is Outcome.MEMORY_LIMIT_EXCEEDED
    assert started.usage.peak_mib < 256 + 512


def test_results_that_lie_are_refused(run):
    source = """
class Liar:
    __class__ = int
    def __eq__(self, other):
        return True
def f(x):
    return Liar()
"""
    refused = call(run(source), 1).refused
    assert refused is not None
    assert refused[0] == "type"


def test_a_call_may_not_reach_the_network_or_the_host(run):
    source = """
import socket
def f(x):
    try:
        socket.create_connection(("127.0.0.1", @PORT@), timeout=1)
    except OSError as error:
        return "refused"
    return "connected"
"""
    assert call(run(source), 1).value == encode("refused")


def test_too_long_a_result_is_refused(run):
    refused = call(run("def f(x):\n    return 'x' * (2 << 20)"), 1).refused
    assert refused is not None
    assert refused[0] == "bytes"
