"""QCEC is told the right circuit: each gate of the table, and the threshold of the judge."""

import importlib.util
import math
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest
from qiskit import QuantumCircuit, transpile

from grader.answer.schema import GATES
from grader.judge.equivalence import qcec
from grader.judge.program import Op, Program, library_gate


@pytest.fixture(scope="module")
def worker():
    path = Path(qcec.__file__).with_name("qcec_worker.py")
    spec = importlib.util.spec_from_file_location("qcec_worker", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", GATES)
def test_each_gate_is_that_of_the_table(name, worker):
    row = GATES[name]
    rng = np.random.default_rng(4)
    width = max(row.num_qubits, 4) if row.any_width else row.num_qubits
    params = tuple(float(angle) for angle in rng.uniform(-3, 3, row.num_params))
    order = tuple(int(qubit) for qubit in rng.permutation(width))
    program = Program(width, (Op(name, params, order),))
    plain = QuantumCircuit(width)
    plain.append(library_gate(name, params, width), order)
    plain = transpile(plain, basis_gates=["u", "cx"], optimization_level=0)
    for turn, equal in ((0.0, True), (0.01, False)):
        other = plain.copy()
        other.rx(turn, 0)
        built = [worker.build(width, qcec._steps(part)) for part in (program, Program.of(other))]
        found = worker.compare(*built, math.sqrt(1 - (1 - 1e-7) ** 2))
        assert found.startswith("equivalent") == equal


@pytest.mark.parametrize(("factor", "equal"), [(1 / 3, True), (3, False)])
def test_threshold_is_the_tolerance_of_the_judge(factor, equal):
    one = QuantumCircuit(12)
    one.h(range(12))
    for qubit in range(11):
        one.cx(qubit, qubit + 1)
        one.t(qubit)
    two = one.copy()
    two.rx(2 * math.acos(1 - factor * 1e-7), 4)
    assert qcec.same_unitary(Program.of(two), Program.of(one), seconds=60) is equal


def test_worker_that_hangs_is_ended_in_time(monkeypatch, tmp_path):
    hanging, pid = tmp_path / "worker.py", tmp_path / "pid"
    hanging.write_text(
        textwrap.dedent(f"""
            import os, signal
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            open({str(pid)!r}, "w").write(str(os.getpid()))
            while True:
                pass
        """)
    )
    monkeypatch.setattr(qcec, "_WORKER", hanging)
    program = Program(2, (Op("h", (), (0,)),))
    assert qcec.same_unitary(program, program, seconds=3) is None
    assert not Path(f"/proc/{pid.read_text()}").exists()


def test_worker_dies_with_the_judge_that_started_it(tmp_path):
    """A judge that is killed for its time must not leave a checker behind that eats a core."""
    path = Path(qcec.__file__).with_name("qcec_worker.py")
    read, write = os.pipe()  # held open here: the end of its input must not be what ends it
    source = f"""
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-I", {str(path)!r}, "2048", "60"], stdin={read})
        print(child.pid, flush=True)
        time.sleep(60)
    """
    judge = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source)],
        stdout=subprocess.PIPE,
        text=True,
        pass_fds=[read],
    )
    child = Path(f"/proc/{int(judge.stdout.readline())}")
    try:
        limit = time.monotonic() + 60
        while "Max cpu time              60 " not in (child / "limits").read_text():
            assert time.monotonic() < limit
            time.sleep(0.05)
        judge.kill()
        judge.wait()
        while child.exists() and (child / "stat").read_text().split()[2] != "Z":
            assert time.monotonic() < limit
            time.sleep(0.05)
    finally:
        judge.kill()
        judge.stdout.close()
        os.close(read)
        os.close(write)
