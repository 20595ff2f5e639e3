"""Device jobs of the demo's learners: real runs on the twins, at made-up times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from qiskit import QuantumCircuit, transpile

from grader.consortium import load_consortium
from grader.demo.plan import Population
from grader.devices.gateway import Gateway
from grader.devices.machines import Machines
from grader.devices.metering import Account
from grader.devices.order import Order
from grader.results.device_jobs import DeviceJobs
from grader.state import State

__all__ = ["PlannedJob", "planned_jobs", "run_jobs"]

_DEVICES = ("kawasaki", "torino", "marrakesh")
_SHOTS = (500, 1000, 2000)
_SHARE = 0.3
"""Of the learners, who try a device."""
_MOST = 3
_QUBITS = range(2, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJob:
    """A GHZ state of a few qubits that a learner measures on a twin."""

    key: str
    account: Account
    device: str
    qubits: int
    shots: int
    at: datetime


def planned_jobs(population: Population, seed: int = 1) -> list[PlannedJob]:
    """Plan who of those who handed something in tries a device in the days after; by time."""
    company = {person.learner_id: person.company_id for person in population.people}
    last = {one.learner: one.at for one in population.plan}
    end = max(last.values(), default=None)
    jobs = []
    for learner, at in sorted(last.items()):
        rng = Random(f"{seed}/jobs/{learner}")  # noqa: S311 - a simulation, no secret
        if rng.random() >= _SHARE:
            continue
        for number in range(rng.randint(1, _MOST)):
            moment = at + timedelta(days=number, minutes=rng.randint(5, 300))
            job = PlannedJob(
                key=f"demo/{learner}/{number}",
                account=Account(learner=learner, company=company[learner]),
                device=rng.choice(_DEVICES),
                qubits=rng.choice(_QUBITS),
                shots=rng.choice(_SHOTS),
                at=moment,
            )
            if end is not None and moment <= end:
                jobs.append(job)
    return sorted(jobs, key=lambda job: (job.at, job.key))


def run_jobs(state: State, jobs: list[PlannedJob]) -> Iterator[PlannedJob]:
    """Have the jobs metered and run, and yield each once it is over; those that are stay so.

    Args:
        state: An initialised state directory.
        jobs: In order of time.
    """
    consortium = load_consortium(state.consortium)
    machines = Machines()
    now = datetime.now(ZoneInfo(consortium.time_zone))

    @cache
    def ghz(device: str, qubits: int) -> QuantumCircuit:
        found = machines.get(device).device
        assert found is not None  # noqa: S101 - twins have one
        circuit = QuantumCircuit(qubits, qubits)
        circuit.h(0)
        for qubit in range(1, qubits):
            circuit.cx(qubit - 1, qubit)
        circuit.measure(range(qubits), range(qubits))
        return transpile(circuit, target=found.target, optimization_level=1, seed_transpiler=1)

    zone = ZoneInfo(consortium.time_zone)
    with DeviceJobs(state.results, quotas=consortium.quotas, zone=zone) as ledger:
        gateway = Gateway(machines, ledger, worker="demo", clock=lambda: now)
        for job in jobs:
            now = job.at
            circuits = (ghz(job.device, job.qubits),)
            order = Order(device=job.device, circuits=circuits, shots=job.shots, seed=1)
            if not gateway.submit(job.account, job.key, order.body()).over:
                gateway.run_next()
            yield job
