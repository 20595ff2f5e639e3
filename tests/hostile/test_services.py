"""Hostile use of the judge's services: the meter stands outside, counts first, and only goes up."""

import time

import pytest

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.judge.desk import Desk
from grader.judge.metered import Metered, Runner
from grader.limits import Limits
from grader.sandbox.outcome import Collect
from grader.verdict import Outcome

pytestmark = pytest.mark.sandbox

F = Collect(exercise="f", kind="function", variable="f")
HONEST = "answer = 42\nloot = []\n"
CIRCUIT = """
from qiskit import QuantumCircuit
coin = QuantumCircuit(1)
coin.h(0)
coin.measure_all()
"""
RAW = """
import os
from grader.answer.encode import encode
from grader.sandbox.packets import packets, tag_of
def raw(service, body, name="run", n=1, k="ask", **more):
    line = service._ask.__self__
    header = {"k": k, "id": line._request, "n": n, "x": name, **more}
    for packet in packets(tag_of("@NONCE@"), 77, header, body):
        os.write(3, packet)
def hear(service):
    return service._ask.__self__._heard()
"""


class Shop:
    """A desk whose counter is checked against what was really executed."""

    def __init__(self, *arguments, **limits):
        self.executed = 0

        def count(value=0):
            self.executed += 1
            return value

        self.desk = Desk(
            (Metered("count", count), Runner("run"), *arguments), Limits(**limits), b""
        )
        self.served = []

    def serve(self, service, body):
        self.served.append(self.desk.serve(service, body))
        return self.served[-1]


@pytest.fixture
def run(arena):
    runs = []

    def start(source, *collect, **limits):
        source = HONEST + CIRCUIT + RAW + source
        runs.append(arena.run([source], *(collect or (F,)), **limits))
        return runs[-1]

    yield start
    for done in runs:
        done.close()
    arena.check()


def call(started, shop, **changes):
    return started.call("f", encode(shop.desk.sent()), changes.get("serve", shop.serve))


def test_an_honest_call_is_served_and_counted(run):
    shop = Shop(shots=50, queries=3)
    started = run("def f(count, run):\n    return [count(7), run(coin, shots=50), count()]")
    first, counts, last = decode(call(started, shop).value)
    assert (first, last, shop.executed) == (7, 0, 2)
    assert sum(counts.values()) == 50
    assert set(counts) <= {"0", "1"}
    assert shop.desk.counts == {"shots": 50, "queries": 2}
    assert not shop.desk.over


def test_nothing_on_this_side_resets_the_meter(run):
    source = """
import gc
from grader.answer.service import Service
def f(count, run):
    got = 0
    for _ in range(20):
        for thing in gc.get_objects():
            if type(thing).__name__ in ("Line", "Sender", "Service", "Reader"):
                for name, value in list(vars(thing).items()):
                    if type(value) is int and name in ("_number", "count", "used"):
                        setattr(thing, name, 0)
        try:
            got += sum(Service("run", run._ask)(coin, 10).values())
        except Exception:
            pass
    return got
"""
    shop = Shop(shots=35)
    assert decode(call(run(source), shop).value) == 30
    assert shop.desk.counts["shots"] == 30
    assert (shop.desk.over, shop.desk.asked) == ("shots", 40)


def test_a_client_that_makes_results_up_gains_nothing_and_is_not_refunded(run):
    source = """
def f(count, run):
    run(coin, 10)
    run._ask.__self__._heard = lambda: ({"s": "value"}, b'{"qans":1,"v":1}')
    return [run(coin, 10), run(coin, 10)]
"""
    shop = Shop(shots=25)
    assert decode(call(run(source), shop).value) == [1, 1]
    assert (shop.desk.counts["shots"], shop.desk.over) == (20, "shots")


def test_raw_frames_and_replays_are_counted_like_any_request(run):
    source = """
def f(count, run):
    body = encode(())
    for n in (1, 1, 1, -5, 10**30, 2):
        raw(run, body, "count", n)
    said = [hear_next(run) for _ in range(6)]
    return said
def hear_next(run):
    line = run._ask.__self__
    while True:
        frame = line._reader.feed(os.read(line._fd, 70000))
        if frame:
            return frame[0]["s"]
"""
    shop = Shop(queries=4)
    said = decode(call(run(source), shop).value)
    assert said == ["value"] * 4 + ["budget"] * 2
    assert (shop.executed, shop.desk.counts["queries"]) == (4, 4)


BODIES = {
    "empty": b"",
    "no JSON": b"\xff\x00{",
    "no tuple": encode([1, 2]),
    "oracle of nobody": encode(1).replace(b"1}", b'{"name":"f","nq":1,"t":"oracle"}}'),
    "service": encode(1).replace(b'"v":1}', b'"v":{"name":"run","t":"service"}}'),
    "nested": b"[" * 100_000,
    "no circuit": encode((1, 2)),
    "no shots": encode(("x",)),
    "true shots": encode((None, True)),
    "negative shots": encode(([], -1)),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_malformed_request_is_an_error_in_the_learners_code_and_costs_nothing(run, name):
    source = f"""
def f(count, run):
    raw(run, {BODIES[name]!r}, "run", 1)
    line = run._ask.__self__
    line._number = 1
    said = hear(run)[0]["s"]
    return [said, sum(run(coin, 5).values())]
"""
    shop = Shop(shots=5)
    assert decode(call(run(source), shop).value) == ["request", 5]
    assert shop.desk.counts["shots"] == 5


@pytest.mark.parametrize("service", ["nobody", "", "x" * 5000, "__class__", "\x1b[31m"])
def test_a_service_that_does_not_exist_is_refused(run, service):
    source = f"""
def f(count, run):
    try:
        run._ask({service!r}, ())
    except ValueError as error:
        return str(error)
"""
    shop = Shop()
    assert "there is no such service" in decode(call(run(source), shop).value)


def test_arguments_that_the_function_cannot_take_raise_there_and_are_counted(run):
    source = """
def f(count, run):
    for args in ((1, 2, 3), (4,)):
        try:
            count(*args)
        except ValueError as error:
            said = str(error)
    return said
"""
    shop = Shop(queries=2)
    assert "TypeError" in decode(call(run(source), shop).value)
    assert shop.desk.counts["queries"] == 2


@pytest.mark.parametrize("field", ["n", "x", "id"])
def test_a_request_whose_header_has_the_wrong_types_is_a_violation(run, field):
    source = f"""
def f(count, run):
    raw(run, encode(()), **{{{field!r}: None}} if {field!r} != "x" else {{"name": None}})
    return 1
"""
    assert call(run(source), Shop()).ended is Outcome.SANDBOX_VIOLATION


def test_a_request_with_more_in_its_header_is_a_violation(run):
    source = "def f(count, run):\n    raw(run, encode(()), 'count', free=True)\n    return 1\n"
    shop = Shop()
    assert call(run(source), shop).ended is Outcome.SANDBOX_VIOLATION
    assert shop.executed == 0


def test_a_request_in_the_name_of_another_call_is_a_violation(run):
    source = """
def f(count, run):
    run._ask.__self__._request = "00"
    raw(run, encode(()), "count")
    return 1
"""
    shop = Shop()
    assert call(run(source), shop).ended is Outcome.SANDBOX_VIOLATION
    assert shop.executed == 0


def test_requests_while_the_cells_run_are_a_violation(run):
    source = """
for packet in packets(tag_of("@NONCE@"), 7, {"k": "ask", "id": "0", "n": 1, "x": "run"}, b""):
    os.write(3, packet)
def f(count, run):
    return 1
"""
    assert run(source).outcome.forged


def test_requests_where_no_service_is_offered_are_a_violation(run):
    source = "def f(count, run):\n    return count()\n"
    shop = Shop()
    assert call(run(source), shop, serve=None).ended is Outcome.SANDBOX_VIOLATION
    assert shop.executed == 0


def test_a_request_after_the_result_is_a_violation(run):
    source = """
import sys
def f(count, run):
    frame = sys._getframe()
    while "sender" not in frame.f_locals:
        frame = frame.f_back
    header = {"k": "reply", "id": run._ask.__self__._request, "s": "value"}
    frame.f_locals["sender"].send(header, b'{"qans":1,"v":1}')
    raw(run, encode(()), "count")
    os._exit(0)
"""
    shop = Shop()
    assert call(run(source), shop).ended is Outcome.SANDBOX_VIOLATION
    assert shop.executed == 0


@pytest.mark.parametrize("size", [40, 1 << 16])
def test_a_flood_that_nobody_waits_for_ends_the_call_and_others_go_on(run, arena, size):
    source = f"""
def f(count, run):
    if count(1) == 2:
        return "calm"
    body = encode(("x" * {size},))
    for n in range(100_000):
        raw(run, body, "count", n)
"""
    shop = Shop(queries=30)
    started = run(source)
    before = time.monotonic()
    ended = call(started, shop).ended
    assert ended in (
        Outcome.OUTPUT_LIMIT_EXCEEDED,
        Outcome.RUN_TIME_ERROR,
        Outcome.TIME_LIMIT_EXCEEDED,
    )
    assert time.monotonic() - before < 8 + arena.lag_s
    assert shop.executed <= 30  # answers that nobody reads end the call even earlier
    assert len(shop.served) <= 4097


def test_a_request_larger_than_an_answer_ends_the_call(run):
    source = "def f(count, run):\n    raw(run, bytes(3 << 20), 'count')\n    return 1\n"
    shop = Shop()
    assert call(run(source), shop).ended is Outcome.OUTPUT_LIMIT_EXCEEDED
    assert not shop.served


@pytest.mark.parametrize(
    ("size", "ended"),
    [(30_000, Outcome.TIME_LIMIT_EXCEEDED), (900_000, Outcome.RUN_TIME_ERROR)],
)
def test_an_answer_that_nobody_reads_is_not_left_to_the_next_call(run, size, ended):
    source = f"""
import time
def f(count, run):
    if count() == 0:
        raw(run, encode(("y" * {size},)), "count", 5)
        time.sleep(60)
    return count("mine")
"""
    shop, started = Shop(), run(source, call_s=0.5)
    assert call(started, shop).ended is ended
    calm = Shop()
    calm.desk = Desk((Metered("count", lambda x=1: x), Runner("run")), Limits(), b"")
    assert decode(call(started, calm).value) == "mine"


def test_grandchildren_share_one_meter(run):
    source = """
import time
def f(count, run):
    pids = []
    for child in range(4):
        pid = os.fork()
        if pid == 0:
            line = run._ask.__self__
            line._pid = os.getpid()
            for n in range(10):
                raw(run, encode(()), "count", 1000 + n)
                time.sleep(0.001)
            os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    try:
        count()
    except Exception as error:
        return type(error).__name__
"""
    shop = Shop(queries=15)
    result = call(run(source), shop)
    assert result.ended in (None, Outcome.SANDBOX_VIOLATION)
    if result.ended is None:  # packets of two writers may also have met
        assert decode(result.value) == "BudgetExceeded"
        assert shop.executed == 15
    assert shop.executed == shop.desk.counts["queries"] <= 15


def test_an_honest_grandchild_is_told_that_it_cannot_ask(run):
    source = """
def f(count, run):
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            count()
        except ValueError as error:
            os.write(write, str(error).encode())
        os._exit(0)
    return os.read(read, 200).decode()
"""
    shop = Shop()
    assert "only the process of the call" in decode(call(run(source), shop).value)
    assert shop.executed == 0


def test_threads_get_each_their_own_answer(run):
    source = """
from threading import Thread
def f(count, run):
    wrong = []
    def ask(start):
        for value in range(start, start + 10):
            if count(value) != value:
                wrong.append(value)
    threads = [Thread(target=ask, args=(100 * i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong
"""
    shop = Shop(queries=40)
    assert decode(call(run(source), shop).value) == []
    assert shop.executed == 40


def test_what_is_written_on_the_line_of_answers_reaches_nobody(run):
    source = """
def f(count, run):
    fd = run._ask.__self__._fd
    os.set_blocking(fd, False)
    try:
        while True:
            for packet in packets(tag_of("@NONCE@"), 1, {"k": "served", "n": 1, "s": "value"}):
                os.write(fd, packet)
    except BlockingIOError:
        os.set_blocking(fd, True)
    return count(3)
"""
    shop = Shop(queries=1)
    assert decode(call(run(source), shop).value) == 3


def test_the_time_that_the_judge_takes_is_not_the_calls(run):
    shop = Shop()

    def slowly(service, body):
        time.sleep(0.8)
        return shop.serve(service, body)

    source = "def f(count, run):\n    return [count(1), count(2), count(3)]\n"
    assert decode(call(run(source, call_s=0.5), shop, serve=slowly).value) == [1, 2, 3]


def test_a_run_is_metered_while_the_judge_takes_its_time(run):
    source = """
from threading import Thread
def f(count, run):
    def eat():
        heap = []
        while True:
            heap.append(bytearray(b"x" * (4 << 20)))
    Thread(target=eat, daemon=True).start()
    return count(1)
"""
    shop = Shop()

    def slowly(service, body):
        time.sleep(2.5)
        return shop.serve(service, body)

    started = run(source, memory_mib=256)
    assert call(started, shop, serve=slowly).ended is Outcome.MEMORY_LIMIT_EXCEEDED
    assert started.usage.peak_mib < 256 + 512


def test_a_failure_of_the_judge_is_raised_and_ends_the_call(run):
    def broken(service, body):
        raise RuntimeError("the judge broke")

    started = run("def f(count, run):\n    return count(1)\n")
    with pytest.raises(RuntimeError, match="broke"):
        call(started, Shop(), serve=broken)
    assert decode(call(started, Shop()).value) == 1
