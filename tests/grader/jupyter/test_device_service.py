"""The device service as notebooks meet it: a process of its own, its tokens, and its death."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from qiskit import QuantumCircuit, transpile

from grader.client.device import ADDRESS, TOKEN, device
from grader.consortium import load_consortium
from grader.devices.metering import Charge
from grader.devices.order import Order
from grader.devices.remote import Service
from grader.devices.twins import twin
from grader.errors import DeviceError
from grader.identity import Identity
from grader.jupyter.device_service import TOKENS
from grader.jupyter.serve import free_port
from grader.results.device_jobs import DeviceJobs
from grader.state import State

SETTINGS = """
name = { en = "C", ja = "C" }
host = { en = "H", ja = "H" }
[quota]
shots = 1000
[quota.learner]
circuits = 50
[ibm]
devices = ["ibm_kawasaki"]
token_variable = "NO_SUCH_TOKEN_HERE"
"""
COMPANY = """
[[company]]
id = "{0}"
name = {{ en = "{0}", ja = "{0}" }}
industry = "materials"
"""


@pytest.fixture
def state(tmp_path) -> State:
    made = State(tmp_path / "state")
    made.create(SETTINGS + COMPANY.format("anvil") + COMPANY.format("brush"))
    with Identity(made.identity) as identity:
        identity.put_companies(load_consortium(made.consortium).companies)
        for company in ("anvil", "brush"):
            identity.enrol(company, datetime.now(UTC))
    return made


@contextmanager
def service(state: State, port: int = 0):
    """Run the service for two learners, whose tokens are `one` and `two`."""
    port = port or free_port()
    tokens = {"one": "l-000001", "two": "l-000002", "nobody": "l-000009"}
    process = subprocess.Popen(
        [sys.executable, "-m", "grader.jupyter.device_service", state.path, str(port)],
        env={**os.environ, TOKENS: json.dumps(tokens)},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address, process
    finally:
        process.kill()
        process.wait()


def usage(state: State) -> dict[str, Charge]:
    consortium = load_consortium(state.consortium)
    with DeviceJobs(state.results, quotas=consortium.quotas, zone=ZoneInfo("UTC")) as jobs:
        found: dict[str, Charge] = {}
        for row in jobs.usage():
            found[row.company] = found.get(row.company, Charge()) + row.charge
    return found


def bell() -> QuantumCircuit:
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure_all()
    return transpile(circuit, target=twin("torino").target, seed_transpiler=1)


def order(shots: int = 100) -> bytes:
    return Order(device="torino", circuits=(bell(),), shots=shots, seed=1).body()


def code(call) -> str:
    with pytest.raises(DeviceError) as caught:
        call()
    return caught.value.code


@pytest.mark.slow
def test_a_notebooks_jobs_are_metered_and_its_errors_are_clear(state, monkeypatch):
    with service(state) as (address, _):
        monkeypatch.setenv(ADDRESS, address)
        monkeypatch.setenv(TOKEN, "one")
        torino = device("torino")
        result = torino.sampler(shots=300, seed=1).run([bell()]).result()[0]
        assert sum(result.data.meas.get_counts().values()) == 300
        assert usage(state)["anvil"].shots == 300
        # Over quota, unknown, without credentials, not legal: nothing is charged.
        assert code(lambda: torino.sampler(shots=701).run([bell()]).result()) == "quota"
        assert code(lambda: device("osaka")) == "unknown-device"
        assert code(lambda: device("ibm_kawasaki")) == "credentials"
        assert code(lambda: device("kawasaki").sampler().run([bell()])) == "isa-width"
        for token in ("", "three", "nobody"):
            assert code(lambda token=token: Service(address, token).run(order())) == "token"
        # What a patched client sends past its own checks is checked here again.
        illegal = Order(device="kawasaki", circuits=(bell(),), shots=1).body()
        assert code(lambda: Service(address, "one").run(illegal)) == "isa-width"
        assert code(lambda: Service(address, "one").run(b"\x80\x04N.")) == "form"
        assert code(lambda: Service(address, "one").run(b"x" * (5 << 20))) == "form"
        assert usage(state) == {"anvil": usage(state)["anvil"]}
        assert usage(state)["anvil"].shots == 300


@pytest.mark.slow
def test_many_jobs_at_a_time_add_up_exactly_and_stay_within_the_quotas(state):
    said: Counter[str] = Counter()

    def learner(token: str, address: str) -> None:
        for _ in range(4):
            try:
                Service(address, token).run(order(100))
                said[token, "ran"] += 1
            except DeviceError as error:
                said[token, error.code] += 1

    with service(state) as (address, _), service(state) as (other, _):
        threads = [
            threading.Thread(target=learner, args=(token, place))
            for place in (address, other)
            for token in ("one", "one", "two")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    # `one` asks for 16 x 100 shots of 1000, `two` for 8 x 100.
    assert said == {("one", "ran"): 10, ("one", "quota"): 6, ("two", "ran"): 8}
    assert {name: (charge.circuits, charge.shots) for name, charge in usage(state).items()} == {
        "anvil": (10, 1000),
        "brush": (8, 800),
    }


@pytest.mark.slow
def test_a_service_that_is_killed_runs_the_job_at_its_next_start_and_charges_once(state):
    port = free_port()
    body = Order(device="ideal", circuits=(slow(),), shots=400, seed=1).body()
    answers: list[bytes] = []
    with service(state, port) as (address, process):
        client = threading.Thread(target=lambda: answers.append(Service(address, "one").run(body)))
        client.start()
        while not running(state) and not answers:
            time.sleep(0.05)
        assert not answers
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert usage(state)["anvil"].shots == 400
    with service(state, port):
        client.join()
    assert len(answers) == 1
    assert usage(state)["anvil"] == Charge(circuits=1, shots=400)


def slow() -> QuantumCircuit:
    """A circuit that is run shot by shot for a few seconds.

    It is no Clifford circuit, and all its qubits are entangled with the measured one: the simulator
    has short ways for other ones.
    """
    circuit = QuantumCircuit(14, 1)
    for _ in range(12):
        circuit.ry(0.3, range(14))
        for qubit in range(13):
            circuit.cx(qubit, qubit + 1)
        circuit.reset(13)
    circuit.measure(13, 0)
    return circuit


def running(state: State) -> bool:
    with DeviceJobs(
        state.results, quotas=load_consortium(state.consortium).quotas, zone=ZoneInfo("UTC")
    ) as jobs:
        rows = jobs._database.rows("SELECT 1 FROM device_turns WHERE state = 'running'")
    return bool(rows)


@pytest.mark.slow
def test_a_learner_never_sees_another_ones_job(state):
    with service(state) as (address, _):

        def ask(method: str, token: str, body: bytes | None = None) -> int:
            request = urllib.request.Request(
                f"{address}/jobs/same-key-0001?wait=20",
                data=body,
                headers={"Authorization": f"Bearer {token}"},
                method=method,
            )
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return answer.status
            except urllib.error.HTTPError as error:
                with error:
                    return error.code

        assert ask("PUT", "one", order()) == 202
        assert ask("GET", "one") == 200
        assert ask("GET", "two") == 422
        assert ask("PUT", "two", order()) == 202  # the same key names a job of his own
        assert ask("GET", "two") == 200
        assert ask("GET", "") == 401
    assert usage(state)["anvil"] == usage(state)["brush"]


def test_serve_gives_a_learners_jupyterlab_its_token_and_no_credentials(state):
    from grader.cli.serve import _devices
    from grader.jupyter.config import learner_home

    home, (described,) = _devices(learner_home(state.path, "l-000001"), state, "l-000001")
    token = home.environment[TOKEN]
    assert json.loads(described.environment[TOKENS]) == {token: "l-000001"}
    assert home.environment[ADDRESS] in described.probe
    assert home.environment["NO_SUCH_TOKEN_HERE"] == ""
    assert token not in " ".join(described.command)
    assert Path(described.log).parent == home.folder
