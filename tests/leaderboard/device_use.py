"""Device jobs for tests: a month and a half of them, written through the real ledger."""

import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.consortium import load_consortium
from grader.devices.metering import Account, Charge
from grader.devices.volume import Volume
from grader.results.device_jobs import DeviceJobs
from grader.results.volumes import Volumes
from grader.state import State
from leaderboard.publish import publish
from tests.leaderboard.consortium_state import NOW, YOU, ConsortiumState

__all__ = ["COMPANY", "QUOTAS", "add_job", "ledger", "make_used"]

COMPANY = "aoba-motors"
"""The company of `YOU`."""
QUOTAS = """
[quota]
circuits = 20000
shots = 20000000
quantum_seconds = 7200
[quota.learner]
shots = 2000000
quantum_seconds = 600
[quota.company.sora-electronics]
quantum_seconds = 360
"""
_DEVICES = ("kawasaki", "torino", "marrakesh", "ideal")
_LEARNERS = {
    # By company: learners by number, and how many jobs a day each of them runs about.
    COMPANY: (1, 2, 3, 4, 5),
    "hoshi-materials": (25, 26),
    "sora-electronics": (70, 71, 72, 73),
    "yama-telecom": (140,),
}


def make_used(made: ConsortiumState, folder: Path, *, days: int = 45) -> ConsortiumState:
    """Return a copy of a state with device jobs and estimates, published."""
    shutil.copytree(made.state.path, folder / "state")
    state = State(folder / "state")
    with state.consortium.open("a", encoding="utf-8") as file:
        file.write(QUOTAS)
    rng = random.Random(5)
    with ledger(state) as jobs:
        for moment, account, device in _plan(rng, days):
            shots = rng.choice((1000, 4000, 10_000))
            circuits = rng.choice((1, 1, 3, 8))
            charge = Charge(
                circuits=circuits, shots=circuits * shots, quantum_ns=circuits * shots * 252_300
            )
            add_job(jobs, account, device, charge, moment, rng.choice((1, 2, 3, 5, 8, 21, 90)),
                    end=rng.choices(("ran", "released", "lost"), (60, 2, 1))[0])  # fmt: skip
    with Volumes(state.results) as volumes:
        for name, date, power in (
            ("kawasaki-2.1.76", "2025-02-26", 5),
            ("torino-1.0.54", "2025-02-26", 6),
        ):
            volumes.record(
                Volume(device=name, date=date, seed=1, volume=1 << power, widths=()), 100, NOW
            )
    used = ConsortiumState(state=state, catalog=made.catalog)
    publish(state.path, catalog=used.catalog, now=used.now)
    return used


def ledger(state: State) -> DeviceJobs:
    """Open the accounts of a state."""
    settings = load_consortium(state.consortium)
    return DeviceJobs(state.results, quotas=settings.quotas, zone=ZoneInfo(settings.time_zone))


def add_job(
    jobs: DeviceJobs,
    account: Account,
    device: str,
    charge: Charge,
    at: datetime,
    wait: int = 1,
    *,
    end: str = "ran",
) -> None:
    """Run one job through the ledger.

    Args:
        jobs: The ledger; nothing else waits in it.
        account: Who pays.
        device: Name of the device.
        charge: What is reserved; a job that ran used it all.
        at: When it is handed in.
        wait: Seconds until it gets its turn.
        end: ``"waits"``, ``"ran"``, ``"released"`` or ``"lost"``.
    """
    key = f"{account.learner}-{device}-{at.timestamp()}-{charge}"
    jobs.reserve(key=key, account=account, device=device, charge=charge, body=b"job", now=at)
    if end == "waits":
        return
    start = at + timedelta(seconds=wait)
    turn = jobs.take("test", start, 60)
    assert turn is not None
    assert turn.job.key == key
    if end == "ran":
        jobs.ran(turn, charge, b"result")
        jobs.settle(start)
    else:
        {"released": jobs.release, "lost": jobs.lose}[end](turn, "gone", start)


def _plan(rng: random.Random, days: int) -> list[tuple[datetime, Account, str]]:
    plan = []
    people = [
        (Account(learner=f"l-{number:06d}", company=company), 0.5)
        for company, numbers in _LEARNERS.items()
        for number in numbers
    ]
    people += [
        (Account(learner=YOU, company=COMPANY), 1.5),
        (Account(learner="operator", company=None), 0.2),
    ]
    for day in range(days):
        start = NOW - timedelta(days=day + 1)
        for account, rate in people:
            if start.weekday() >= 5 or rng.random() > rate:
                continue
            for _ in range(rng.choice((1, 1, 2, 3))):
                moment = start + timedelta(seconds=rng.randrange(8 * 3600))
                device = rng.choices(_DEVICES, (6, 3, 2, 1))[0]
                plan.append((moment.replace(microsecond=0), account, device))
    return sorted(plan, key=lambda one: one[0])
