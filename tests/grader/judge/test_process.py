"""The judge in its own process: same verdicts, calls back, bounds, crashes."""

import os
import signal
import textwrap
import time
from pathlib import Path

import pytest
from qiskit import QuantumCircuit

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.errors import CheckerFailed, JudgeUndecided
from grader.exercise_file import load_exercise
from grader.judge.calls import Returned
from grader.judge.process import JudgeProcess
from grader.verdict import Outcome

TOML = """
id = "{id}"
version = 1
checker = "{checker}"
skills = ["synthesis"]
level = "A2"
title = {{ en = "t", ja = "t" }}
[answer]
kind = "{kind}"
{result}
[score]
points = 10
[options]
{options}
"""


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory):
    """Write an exercise folder with the given judge.py."""
    root = tmp_path_factory.mktemp("exercises")

    def make(name, judge, *, checker="state", kind="circuit", result="", options=""):
        folder = root / name
        for outcome, count in (("accepted", 2), ("wrong_answer", 3)):
            where = folder / "submissions" / outcome
            where.mkdir(parents=True)
            for number in range(count):
                (where / f"s{number}.py").write_text("# reason: accepted\n")
        for language in ("en", "ja"):
            (folder / f"statement.{language}.md").write_text("x")
        (folder / "exercise.py").write_text("### BEGIN SOLUTION\n### END SOLUTION\n")
        (folder / "judge.py").write_text(textwrap.dedent(judge))
        values = {"id": name, "checker": checker, "kind": kind}
        (folder / "exercise.toml").write_text(TOML.format(**values, result=result, options=options))
        return load_exercise(folder)

    return make


@pytest.fixture(scope="module")
def warm():
    with JudgeProcess(seconds=3) as judge:
        judge.start()
        yield judge


@pytest.fixture(scope="module")
def one(folder_of):
    return folder_of("one", "def target():\n    return '1'\n")


def flipped():
    circuit = QuantumCircuit(1)
    circuit.x(0)
    return encode(circuit)


def test_verdict_crosses_unchanged(warm, one):
    right = warm.judge(one, flipped(), seed=b"s")
    assert (right.outcome, right.points) == (Outcome.ACCEPTED, 10_000)
    wrong = warm.judge(one, encode(QuantumCircuit(1)), seed=b"s")
    assert wrong.reason.params["pattern"] == "flipped"


def test_calls_travel_back_and_hidden_cases_follow_the_seed(warm, folder_of):
    exercise = folder_of(
        "double",
        """
        from grader.judge.task import Case

        def public_cases():
            return [Case(label="1", args=(1,), expected=2)]

        def cases(rng):
            numbers = [int(n) for n in rng.integers(0, 10**9, 3)]
            return [Case(label="hidden", args=(n,), expected=2 * n) for n in numbers]
        """,
        checker="function",
        kind="function",
        result='result = "number"',
    )
    asked = []

    def call(data):
        (number,) = decode(data)
        asked.append(number)
        return Returned(value=encode(2 * number))

    runs = []
    for seed in (b"a", b"a", b"b"):
        asked.clear()
        assert warm.judge(exercise, b"", seed=seed, call=call).accepted
        runs.append(list(asked))
    assert runs[0] == runs[1] != runs[2]
    assert runs[0][0] == 1
    verdict = warm.judge(exercise, b"", seed=b"a")
    assert (verdict.outcome, verdict.reason.key) == (Outcome.FORM_ERROR, "type")
    # Time in calls is not the judge's.
    slow = warm.judge(exercise, b"", seed=b"a", call=lambda d: time.sleep(0.7) or call(d))
    assert slow.accepted


METERED = """
    from qiskit import QuantumCircuit

    from grader.judge.task import Case, Metered, Runner

    def public_cases():
        return []

    def cases(rng):
        return [
            Case(label="hidden", args=(Runner("run"), Metered("f", act)), expected=1)
            for _ in range(2)
        ]

    def act(word):
        if word == "slow":
            while True:
                pass
        if word == "bug":
            raise MemoryError
        return 1
"""


def test_requests_of_a_call_reach_the_judge_and_samples_follow_the_seed(warm, folder_of):
    exercise = folder_of(
        *("metered", METERED), checker="queries", kind="function", result='result = "number"'
    )
    coins = QuantumCircuit(6)
    coins.h(range(6))
    coins.measure_all()
    seen = []

    def call(data, serve):
        counts = decode(serve("run", encode((coins, 30))).value)
        assert serve("f", b"junk").refused[0] == "request"
        assert serve("f", encode(("bug",))).refused[0] == "request"
        seen.append(counts)
        return Returned(value=serve("f", encode(("fine",))).value)

    for seed in (b"a", b"a", b"b"):
        verdict = warm.judge(exercise, b"", seed=seed, call=call)
        assert verdict.accepted
        assert verdict.metrics == {"shots": 30, "queries": 2}
    runs = [seen[i : i + len(seen) // 3] for i in range(0, len(seen), len(seen) // 3)]
    assert runs[0] == runs[1] != runs[2]


def test_a_request_that_takes_too_long_is_undecided_and_a_new_judge_works(folder_of, one):
    exercise = folder_of(
        *("slow", METERED), checker="queries", kind="function", result='result = "number"'
    )

    def call(data, serve):
        return serve("f", encode(("slow",)))

    with JudgeProcess(seconds=1) as judge:
        with pytest.raises(JudgeUndecided):
            judge.judge(exercise, b"", seed=b"a", call=call)
        assert judge.judge(one, flipped(), seed=b"s").accepted


def test_call_that_raises_leaves_a_judge_that_works(warm, folder_of, one):
    exercise = folder_of(
        "raises",
        """
        from grader.judge.task import Case

        def public_cases():
            return [Case(label="1", args=(1,), expected=2)]

        def cases(rng):
            return []
        """,
        checker="function",
        kind="function",
        result='result = "number"',
    )

    def call(data):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        warm.judge(exercise, b"", seed=b"a", call=call)
    assert warm.judge(one, flipped(), seed=b"s").accepted


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("while True: pass", JudgeUndecided),
        ("import time; time.sleep(60)", JudgeUndecided),
        ("return bytearray(8 << 30)", JudgeUndecided),
        ("import os; os._exit(3)", CheckerFailed),
        ("import os; os.kill(os.getpid(), 11)", CheckerFailed),
        ("return 1 / 0", CheckerFailed),
        ("return [1, 1]", CheckerFailed),
    ],
)
def test_bound_is_undecided_and_crash_is_a_failure(body, error, warm, folder_of, one, request):
    name = f"bad-{request.node.callspec.indices['body']}"
    bad = folder_of(name, f"def target():\n    {body}\n")
    start = time.monotonic()
    with pytest.raises(error):
        warm.judge(bad, flipped(), seed=b"s")
    assert time.monotonic() - start < 8
    assert warm.judge(one, flipped(), seed=b"s").accepted


def test_killed_judge_comes_back(warm, one):
    os.kill(warm._process.pid, signal.SIGKILL)
    time.sleep(0.1)
    assert warm.judge(one, flipped(), seed=b"s").accepted


def test_closing_leaves_no_process(one):
    judge = JudgeProcess()
    judge.judge(one, flipped(), seed=b"s")
    pid = judge._process.pid
    judge.close()
    assert not Path(f"/proc/{pid}").exists()


def test_changed_judge_py_is_read_again(warm, folder_of):
    exercise = folder_of("changed", "def target():\n    return '1'\n")
    assert warm.judge(exercise, flipped(), seed=b"s").accepted
    (exercise.folder / "judge.py").write_text("def target():\n    return '0'\n")
    again = load_exercise(exercise.folder)
    assert not warm.judge(again, flipped(), seed=b"s").accepted
