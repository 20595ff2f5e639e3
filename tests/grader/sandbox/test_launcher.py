import math
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from grader.answer.decode import decode
from grader.answer.encode import encode
from grader.errors import SandboxError, SandboxUnavailable
from grader.sandbox.launcher import Sandbox
from grader.sandbox.outcome import Cell, Collect, Job
from grader.sandbox.policy import Policy
from grader.verdict import Outcome

pytestmark = pytest.mark.sandbox


def texts(run, kind="stream"):
    return [
        o["text"] for c in run.outcome.cells for o in c.outputs if o["output_type"] == kind
    ]  # fmt: skip


def test_a_circuit_comes_out_as_it_was_built(run):
    source = "from qiskit import QuantumCircuit\nanswer = QuantumCircuit(2)\n"
    source += "answer.h(0)\nanswer.cx(0, 1)"
    outcome = run(source, kind="circuit").outcome
    assert outcome.ended is None
    assert decode(outcome.frames["x"].answer).count_ops() == {"h": 1, "cx": 1}


def test_usage_is_measured(run):
    usage = run("import time\nwhile time.process_time() < 0.3: pass\nanswer = 1").usage
    assert usage.wall_s > 0.2
    assert usage.cpu_s > 0.15
    assert 1 < usage.peak_mib < 300


def test_a_failing_cell_never_stops_the_notebook(run):
    outcome = run("1 / 0", "answer = 3", "syntax error").outcome
    assert [c.error and c.error[0] for c in outcome.cells] == [
        "ZeroDivisionError",
        None,
        "SyntaxError",
        None,
    ]
    assert outcome.cells[0].exercises == ("x",)
    assert outcome.frames["x"].answer == encode(3)
    assert outcome.ended is None


@pytest.mark.parametrize(
    "source", ["", "answer = None", "answer = 3\nraise NotImplementedError()", "del answer"]
)
def test_no_answer_is_absent(run, source):
    assert run(source).outcome.frames["x"].absent


def test_the_variable_is_deleted_after_each_collection(sandbox):
    one, two = (Collect(exercise=name, kind="number") for name in ("one", "two"))
    cells = (Cell(source="answer = 1", collect=(one,)), Cell(source="", collect=(two,)))
    with sandbox.run(Job(cells=cells, nonce="n")) as run:
        assert run.outcome.frames["one"].answer == encode(1)
        assert run.outcome.frames["two"].absent


@pytest.mark.parametrize(
    ("source", "code", "large"),
    [
        ("answer = float('nan')", "nan", False),
        ("answer = object()", "type", False),
        ("answer = 'x' * (2 << 20)", "bytes", True),
    ],
)
def test_what_cannot_be_encoded_is_refused_with_its_code(run, source, code, large):
    frame = run(source).outcome.frames["x"]
    assert frame.refused is not None
    assert frame.refused[0] == code
    assert frame.too_large is large


def test_printed_text_and_results_are_captured_in_order(run):
    done = run("print('one')\nimport sys\nprint('two', file=sys.stderr)\n6 * 7")
    outputs = done.outcome.cells[0].outputs
    assert [(o.get("name"), o.get("text")) for o in outputs[:2]] == [
        ("stdout", "one\n"),
        ("stderr", "two\n"),
    ]
    assert outputs[2]["data"] == {"text/plain": "42"}


def test_a_traceback_is_shown_without_escapes(run):
    (output,) = run("def f():\n    1 / 0\nf()").outcome.cells[0].outputs
    assert output["ename"] == "ZeroDivisionError"
    assert "f()" in "\n".join(output["traceback"])
    assert "\x1b" not in "\n".join(output["traceback"])


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
        "from qiskit import QuantumCircuit\nQuantumCircuit(1).draw('mpl')",
    ],
)
def test_figures_are_shown_inline_once(run, source):
    outputs = run(source, "answer = 1").outcome.cells[0].outputs
    images = [o for o in outputs if "image/png" in o.get("data", {})]
    assert len(images) == 1


@pytest.mark.parametrize(
    "source",
    ["!ls", "%%bash\nls", "%load_ext autoreload", "input()", "x = !ls", "%%html\n<b>", "%ls"],
)
def test_what_a_policy_denies_fails_its_cell_with_a_clear_text(run, source):
    (cell, _) = run(source).outcome.cells
    assert cell.error is not None
    assert "not available while a notebook is graded" in cell.error[1]


@pytest.mark.parametrize(
    "source",
    [
        "%time 1 + 1",
        "%timeit 1 + 1",
        "%%time\n1 + 1",
        "%pip install qiskit",
        "!pip install qiskit",
        "%who",
        "import asyncio\nawait asyncio.sleep(0)",
        "%%writefile mod.py\nvalue = 1",
        "import asyncio\nasync def f():\n    return 1\nawait f()",
        "len?",
        "exit()",
    ],
)
def test_what_notebooks_use_works(run, source):
    (cell, *_) = run(source).outcome.cells
    assert cell.error is None, cell


def test_a_module_written_by_a_cell_can_be_imported(run):
    done = run("%%writefile helper.py\nvalue = 7", "import helper\nanswer = helper.value")
    assert done.outcome.frames["x"].answer == encode(7)


def test_exit_ends_the_notebook_without_an_error(run):
    outcome = run("answer = 1\nexit()", "answer = 2").outcome
    assert outcome.ended is None
    assert len(outcome.cells) == 1
    assert not outcome.frames


def test_our_own_calls_do_nothing_inside(run):
    source = (
        "from grader import check, hint\nhint('x')\nanswer = check('x', 5)\nanswer = float(answer)"
    )
    done = run(source)
    assert done.outcome.cells[0].error is None
    assert done.outcome.frames["x"].answer == encode(0.0)


def test_random_states_repeat_with_the_seed(run):
    source = "import random, numpy\nanswer = random.random() + float(numpy.random.random())"
    first, again = (run(source, seed=7).outcome.frames["x"].answer for _ in range(2))
    assert first == again
    assert run(source, seed=8).outcome.frames["x"].answer != first


def test_a_copy_of_the_process_does_not_go_on(run):
    done = run("import os\nos.fork()\nanswer = 1", "print('once')")
    assert done.outcome.frames["x"].answer == encode(1)
    assert not done.outcome.forged
    assert texts(done) == ["once\n"]


def test_a_run_that_is_stopped_keeps_what_came_before(sandbox):
    one, two, three = (Collect(exercise=n, kind="number") for n in ("one", "two", "three"))
    cells = (
        Cell(source="answer = 1", exercises=("one",), collect=(one,)),
        Cell(source="print('so far')\nwhile True: pass", exercises=("two",), collect=(two,)),
        Cell(source="answer = 3", exercises=("three",), collect=(three,)),
    )
    with sandbox.run(Job(cells=cells, nonce="n", wall_s=0.8)) as run:
        outcome = run.outcome
    assert outcome.ended is Outcome.TIME_LIMIT_EXCEEDED
    assert outcome.at == "two"
    assert set(outcome.frames) == {"one"}
    assert "so far" in outcome.cells[-1].outputs[0]["text"]


def test_functions_are_called_in_a_fork_each(run):
    done = run("import numpy as np\ndef answer(n, v):\n    return n * np.array(v)", kind="function")
    assert done.outcome.frames["x"].function
    value = decode(done.call("x", encode((2, [1.0, 2.0]))).value)
    assert np.array_equal(value, [2.0, 4.0])
    assert done.call("x", encode((1, 2, 3))).error[0] == "TypeError"
    assert done.usage.cpu_s > 0


def test_a_function_may_call_itself_and_the_notebook_s_names(run):
    done = run("k = 2\ndef answer(n):\n    return k if n == 0 else answer(n - 1)", kind="function")
    assert done.call("x", encode((3,))).value == encode(2)


def test_the_starter_of_a_function_says_so_when_called(run):
    done = run("def answer(n):\n    raise NotImplementedError()", kind="function")
    assert done.call("x", encode((1,))).error == ("NotImplementedError", "")


def test_what_is_no_function_is_refused_as_one(run):
    assert run("answer = 3", kind="function").outcome.frames["x"].refused[0] == "type"


def test_two_functions_in_one_notebook_are_told_apart(sandbox):
    specs = [Collect(exercise=n, kind="function") for n in ("f", "g")]
    cells = [Cell(source=f"def answer(): return {i}", collect=(s,)) for i, s in enumerate(specs)]
    with sandbox.run(Job(cells=tuple(cells), nonce="n")) as run:
        assert run.call("g", encode(())).value == encode(1)
        assert run.call("f", encode(())).value == encode(0)
        assert run.call("nothing", encode(())).ended is Outcome.RUN_TIME_ERROR
    assert run.call("f", encode(())).ended is Outcome.RUN_TIME_ERROR


def test_large_arguments_and_answers_pass(run):
    done = run("def answer(v):\n    return v", kind="function")
    data = encode((list(range(100_000)),))
    assert len(done.call("x", data).value) > 500_000


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_transpiling_at_any_level_does_not_hang(run, level):
    source = f"""
from qiskit import QuantumCircuit, transpile
circuit = QuantumCircuit(4)
circuit.h(0)
for i in range(3):
    circuit.cx(0, i + 1)
line = [[0, 1], [1, 2], [2, 3]]
answer = transpile(circuit, basis_gates=["rz", "sx", "cx"], coupling_map=line,
                   optimization_level={level}, seed_transpiler=0)
"""
    outcome = run(source, kind="circuit", wall_s=15).outcome
    assert outcome.ended is None
    assert outcome.frames["x"].answer is not None


def test_aer_runs_inside(run):
    source = """
from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
circuit = QuantumCircuit(1, 1)
circuit.h(0)
circuit.measure(0, 0)
backend = AerSimulator(seed_simulator=1)
answer = sum(backend.run(transpile(circuit, backend), shots=100).result().get_counts().values())
"""
    assert run(source, wall_s=20).outcome.frames["x"].answer == encode(100)


def test_a_level_that_cannot_be_had_is_refused_with_a_cure(monkeypatch):
    from grader.sandbox import selftest
    from grader.sandbox.outcome import Isolation

    monkeypatch.setattr(selftest, "proved", lambda _: (Isolation(level=1), "install it"))
    with Sandbox(Policy(min_level=3)) as low, pytest.raises(SandboxUnavailable, match="install it"):
        low.run(Job(cells=(), nonce="n"))
    with Sandbox(Policy(min_level=3, allow_level=1)) as low:
        assert low.isolation.level == 1


def test_without_bubblewrap_the_cure_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        Sandbox(Policy(cache=tmp_path)) as missing,
        pytest.raises(SandboxUnavailable, match="apt-get install bubblewrap"),
    ):
        missing.run(Job(cells=(), nonce="n"))


def test_a_zygote_that_dies_is_replaced_and_the_run_repeated(sandbox, run):
    run("answer = 1")
    worker = sandbox._worker
    worker._process.kill()
    import os
    import signal

    os.kill(_init_of(worker), signal.SIGKILL)
    assert run("answer = 2").outcome.frames["x"].answer == encode(2)
    assert sandbox._worker is not worker


def _init_of(worker):
    text = Path(f"/proc/self/fdinfo/{worker._init}").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pid:"))


def test_an_old_zygote_is_replaced_without_a_pause():
    with Sandbox(Policy(recycle_jobs=1)) as sandbox:
        job = Job(cells=(Cell(source="answer = 1", collect=(Collect(exercise="x"),)),), nonce="n")
        with sandbox.run(job):
            first = sandbox._worker
        until = time.monotonic() + 60
        while sandbox._worker is first and time.monotonic() < until:
            with sandbox.run(job) as run:
                assert run.outcome.frames["x"].answer == encode(1)
            time.sleep(0.2)
        assert sandbox._worker is not first


def test_closing_from_another_thread_ends_a_run():
    sandbox = Sandbox()
    _ = sandbox.isolation
    with sandbox.run(Job(cells=(), nonce="n")):
        pass
    threading.Timer(0.3, sandbox.close).start()
    before = time.monotonic()
    with pytest.raises(SandboxError):
        sandbox.run(Job(cells=(Cell(source="while True: pass"),), nonce="n", wall_s=30))
    assert time.monotonic() - before < 10
    assert math.isfinite(before)
