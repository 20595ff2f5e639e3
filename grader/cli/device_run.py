"""Take a circuit out of a script by way of the sandbox, and run it as a metered job."""

import os
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qiskit import QuantumCircuit
from qiskit import transpile as compiled
from qiskit.primitives import BitArray

from grader.answer.decode import decode
from grader.cli.report import clean
from grader.devices.estimate import duration_ns, esp
from grader.devices.gateway import failure_of, run_unmetered
from grader.devices.machines import Machines
from grader.devices.metering import Account, Charge
from grader.devices.order import CAPS, Order, read_order, read_result
from grader.errors import AnswerError, UsageError
from grader.identity import Identity
from grader.sandbox.launcher import Sandbox
from grader.sandbox.outcome import Cell, Collect, Job, RunOutcome
from grader.sandbox.policy import Policy
from grader.state import State

__all__ = ["OPERATOR", "circuit_of", "run_circuit"]

OPERATOR = "operator"
"""Under whose name the system account pays for what an operator runs."""
_NAME = "device-run"
_PAUSE_S = 0.2


def circuit_of(script: Path, variable: str, level: int | None = None) -> QuantumCircuit:
    """Run a script in the sandbox and return the circuit that it leaves in a variable.

    Raises:
        UsageError: If the script fails, or what it leaves is no circuit.
        SandboxUnavailable: If the isolation that is asked for cannot be had.
    """
    try:
        source = script.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{script}: not UTF-8 text: {error}") from None
    collect = Collect(
        exercise=_NAME,
        variable=variable,
        max_bytes=CAPS.max_bytes,
        operations=CAPS.operations,
        max_qubits=CAPS.max_qubits,
    )
    cell = Cell(source=source, exercises=(_NAME,), collect=(collect,))
    policy = Policy() if level is None else Policy(min_level=level)
    with Sandbox(policy) as sandbox:
        sandbox.isolation  # noqa: B018 - proves the isolation, or says what is missing
        with sandbox.run(Job(cells=(cell,), nonce=secrets.token_hex(16))) as run:
            outcome = run.outcome
    answer = _answer(script, variable, outcome)
    try:
        found = decode(answer, caps=CAPS)
    except AnswerError as error:
        raise UsageError(f"{script}: {error}") from error
    if not isinstance(found, QuantumCircuit):
        raise UsageError(f"{script}: `{variable}` is no circuit")
    return found


def _answer(script: Path, variable: str, outcome: RunOutcome) -> bytes:
    for cell in outcome.cells:
        if cell.error is not None:
            raise UsageError(clean(f"{script}: {cell.error[0]}: {cell.error[1]}"))
    frame = outcome.frames.get(_NAME)
    if frame is not None and frame.refused is not None:
        raise UsageError(clean(f"{script}: `{variable}`: {' '.join(frame.refused)}"))
    if frame is None or frame.answer is None:
        ended = "" if outcome.ended is None else f" ({outcome.ended})"
        raise UsageError(f"{script}: leaves no circuit in `{variable}`{ended}")
    return frame.answer


def run_circuit(
    state: State,
    circuit: QuantumCircuit,
    *,
    device: str,
    shots: int,
    seed: int | None = None,
    transpile: bool = False,
    learner: str | None = None,
) -> dict[str, Any]:
    """Run a circuit and return what ``--json`` prints.

    Args:
        state: Where jobs are metered, if it was initialised.
        circuit: With measurements.
        device: Name of the device.
        shots: How many.
        seed: Of the simulator.
        transpile: Whether to compile the circuit for the device first.
        learner: Whose account pays; left out, the system's.

    Raises:
        DeviceError: If the job is refused or fails.
        UsageError: If the learner is unknown.
    """
    gateway = None
    if state.exists():
        from grader.jupyter.device_service import open_gateway

        gateway, _ = open_gateway(state, os.environ)
    machines = Machines() if gateway is None else gateway.machines
    found = machines.get(device).device
    if transpile and found is not None:
        circuit = compiled(circuit, target=found.target, optimization_level=3, seed_transpiler=0)
    body = Order(device=device, circuits=(circuit,), shots=shots, seed=seed).body()
    if gateway is None:
        if learner is not None:
            raise UsageError("--learner needs a state directory; run `qskills init` first")
        account, charge, key = None, Charge(), None
        result = run_unmetered(machines, body)
    else:
        account, key = _account(state, learner), f"{OPERATOR}/{secrets.token_hex(16)}"
        job = gateway.submit(account, key, body)
        lane = next((lane for lane in machines.lanes() if device in lane), None)
        while not job.over:
            if not gateway.run_next(lane):
                time.sleep(_PAUSE_S)  # another process runs it
            job = gateway.job(key) or job
        if job.result is None:
            raise failure_of(job)
        charge, result = job.charge, job.result
    (bits,) = read_result(result)
    # As the device saw it: the circuit that travelled, not the object here.
    (seen,) = read_order(body).circuits
    return {
        "device": device,
        "version": None if found is None else found.version,
        "shots": shots,
        "counts": dict(sorted(BitArray(bits, seen.num_clbits).get_counts().items())),
        "esp": None if found is None else esp(seen, found),
        "duration_ns": None if found is None else duration_ns(seen, found),
        "charge": {
            "circuits": charge.circuits,
            "shots": charge.shots,
            "quantum_ns": charge.quantum_ns,
        },
        "account": None if account is None else {
            "learner": account.learner, "company": account.company,
        },
        "job": key,
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


def _account(state: State, learner: str | None) -> Account:
    if learner is None:
        return Account(learner=OPERATOR, company=None)
    with Identity(state.identity, readonly=True) as identity:
        return Account(learner=learner, company=identity.known(learner).company_id)
