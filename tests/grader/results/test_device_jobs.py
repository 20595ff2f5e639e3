"""The accounts of the devices: what is charged, when, once, and whose turn is next."""

import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from grader.devices.metering import Account, Charge, Job, Turn
from grader.errors import DeviceError, ResultsError
from grader.quotas import Quota, Quotas
from grader.results.device_jobs import DeviceJobs, month_of
from grader.results.store import Store

NOW = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
COST = Charge(circuits=1, shots=100, quantum_ns=25_000_000)


def ledger(path: Path, **quotas) -> DeviceJobs:
    return DeviceJobs(path / "results.db", quotas=Quotas(**quotas), zone=TOKYO)


def reserve(
    jobs: DeviceJobs,
    key: str,
    company: str | None = "works",
    learner: str = "l-000001",
    charge: Charge = COST,
    now: datetime = NOW,
    body: bytes = b"job",
) -> Job:
    account = Account(learner=learner, company=company)
    return jobs.reserve(
        key=key, account=account, device="kawasaki", charge=charge, body=body, now=now
    )


def take(jobs: DeviceJobs, now: datetime = NOW) -> Turn:
    turn = jobs.take("here", now, 60)
    assert turn is not None
    return turn


def run(jobs: DeviceJobs, turn: Turn, actual: Charge = COST, now: datetime = NOW) -> None:
    jobs.ran(
        turn,
        actual,
        b"result",
    )
    jobs.settle(now)


def used(jobs: DeviceJobs, month: str | None = None) -> Charge:
    return sum((row.charge for row in jobs.usage(month)), Charge())


def refused(jobs: DeviceJobs, key: str, **options) -> str:
    with pytest.raises(DeviceError) as caught:
        reserve(jobs, key, **options)
    return caught.value.code


def test_a_job_is_charged_before_it_runs_and_settled_after(tmp_path):
    with ledger(tmp_path) as jobs:
        assert reserve(jobs, "a").state == "reserved"
        assert used(jobs) == COST
        turn = take(jobs)
        assert (turn.body, turn.run, jobs.job("a").state) == (b"job", 1, "running")
        jobs.ran(turn, COST, b"result")
        assert jobs.job("a").state == "ran"
        assert jobs.settle(NOW) == 1
        done = jobs.job("a")
        assert (done.state, done.result, done.charge) == ("settled", b"result", COST)
        assert used(jobs) == COST
        assert jobs.take("here", NOW, 60) is None


def test_what_a_job_did_not_use_is_given_back_and_more_than_reserved_is_never_charged(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        run(jobs, take(jobs), Charge(circuits=1, shots=100, quantum_ns=5))
        assert used(jobs) == Charge(circuits=1, shots=100, quantum_ns=5)
        reserve(jobs, "b")
        run(jobs, take(jobs), Charge(circuits=9, shots=900, quantum_ns=10**12))
        assert jobs.job("b").charge == COST


def test_a_failure_of_the_machine_costs_nothing(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        jobs.release(take(jobs), "down", NOW)
        job = jobs.job("a")
        assert (job.state, job.error, job.charge, used(jobs)) == (
            *("released", "down", Charge(), Charge()),
        )
        assert [row.jobs for row in jobs.usage()] == [0]


def test_a_lost_job_keeps_its_charge(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        jobs.lose(take(jobs), "gone", NOW)
        assert (jobs.job("a").state, used(jobs)) == ("lost", COST)


def test_the_same_key_is_one_job_and_one_charge(tmp_path):
    with ledger(tmp_path) as jobs:
        first = reserve(jobs, "a")
        assert reserve(jobs, "a", now=NOW + timedelta(days=40)).id == first.id
        run(jobs, take(jobs))
        assert reserve(jobs, "a").result == b"result"
        assert used(jobs) == COST
        assert refused(jobs, "a", body=b"another") == "conflict"
        assert refused(jobs, "a", learner="l-000002") == "conflict"


def test_a_known_job_is_given_even_when_the_quota_is_used_up(tmp_path):
    with ledger(tmp_path, company=Quota(circuits=1)) as jobs:
        reserve(jobs, "a")
        assert reserve(jobs, "a").key == "a"
        assert refused(jobs, "b") == "quota"


def test_quotas_of_company_and_learner_hold_and_a_refusal_leaves_nothing(tmp_path):
    quotas = {
        "company": Quota(shots=250),
        "learner": Quota(circuits=2),
        "companies": {"rich": Quota(shots=100_000)},
    }
    with ledger(tmp_path, **quotas) as jobs:
        reserve(jobs, "a")
        reserve(jobs, "b", learner="l-000002")
        assert refused(jobs, "c", learner="l-000003") == "quota"
        reserve(jobs, "d", company="rich", learner="l-000004")
        reserve(jobs, "e", company="rich", learner="l-000004")
        assert refused(jobs, "f", company="rich", learner="l-000004") == "quota"
        assert jobs.job("c") is jobs.job("f") is None
        assert used(jobs).circuits == 4


def test_what_is_given_back_can_be_used_again(tmp_path):
    with ledger(tmp_path, company=Quota(circuits=1)) as jobs:
        reserve(jobs, "a")
        assert refused(jobs, "b") == "quota"
        jobs.release(take(jobs), "down", NOW)
        assert reserve(jobs, "b").state == "reserved"


def test_graded_runs_go_to_the_system_account_which_has_no_quota(tmp_path):
    with ledger(tmp_path, company=Quota(circuits=0), learner=Quota(circuits=0)) as jobs:
        reserve(jobs, "a", company=None, learner="grader", charge=Charge(circuits=10**6))
        (row,) = jobs.usage()
        assert (row.company, row.charge.circuits) == (None, 10**6)
        assert refused(jobs, "b") == "quota"


def test_months_begin_at_midnight_of_the_consortiums_time_zone(tmp_path):
    before = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)  # 23:59:59 in Tokyo
    after = before + timedelta(seconds=1)
    assert (month_of(before, TOKYO), month_of(after, TOKYO)) == ("2026-11", "2026-12")
    assert month_of(after, ZoneInfo("UTC")) == "2026-11"
    with ledger(tmp_path, company=Quota(circuits=1)) as jobs:
        reserve(jobs, "a", now=before)
        assert refused(jobs, "b", now=before) == "quota"
        reserve(jobs, "b", now=after)
        # A job belongs to the month in which it was reserved, whenever it runs.
        run(jobs, take(jobs, after), now=after)
        assert [(row.month, row.charge) for row in jobs.usage()] == [
            ("2026-11", COST),
            ("2026-12", COST),
        ]
        assert [row.month for row in jobs.usage("2026-12")] == ["2026-12"]


def order(jobs: DeviceJobs) -> list[str]:
    found = []
    while (turn := jobs.take("here", NOW, 60)) is not None:
        found.append(turn.job.key)
        run(jobs, turn)
    return found


def test_the_company_with_the_least_used_share_goes_first(tmp_path):
    with ledger(tmp_path) as jobs:
        for key in ("a1", "a2", "a3"):
            reserve(jobs, key, company="anvil")
        reserve(jobs, "b1", company="brush", learner="l-000002")
        reserve(jobs, "b2", company="brush", learner="l-000002")
        reserve(jobs, "c1", company="cable", learner="l-000003")
        assert order(jobs) == ["a1", "b1", "c1", "a2", "b2", "a3"]
        # What a company used before counts: `anvil` used most of all.
        reserve(jobs, "a4", company="anvil")
        reserve(jobs, "c2", company="cable", learner="l-000003")
        assert order(jobs) == ["c2", "a4"]


def test_a_share_is_measured_by_the_companys_own_quota(tmp_path):
    companies = {"large": Quota(circuits=1000), "small": Quota(circuits=10)}
    with ledger(tmp_path, companies=companies) as jobs:
        for number in range(5):
            reserve(jobs, f"l{number}", company="large")
        run(jobs, take(jobs))
        run(jobs, take(jobs))
        reserve(jobs, "s0", company="small", learner="l-000002")
        reserve(jobs, "s1", company="small", learner="l-000002")
        # 2 of 1000 is less than 1 of 10, and more than 0 of 10.
        assert order(jobs) == ["s0", "l2", "l3", "l4", "s1"]


def test_within_a_company_the_learner_who_used_least_goes_first(tmp_path):
    with ledger(tmp_path) as jobs:
        for key in ("a1", "a2", "a3"):
            reserve(jobs, key, learner="l-000001")
        reserve(jobs, "b1", learner="l-000002")
        assert order(jobs) == ["a1", "b1", "a2", "a3"]


def test_only_jobs_of_the_devices_that_are_asked_for_get_a_turn(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        assert jobs.take("here", NOW, 60, {"torino"}) is None
        assert jobs.take("here", NOW, 60, {"torino", "kawasaki"}).job.key == "a"


def test_a_waiting_job_knows_how_many_are_before_it(tmp_path):
    with ledger(tmp_path) as jobs:
        assert [reserve(jobs, key).position for key in "abc"] == [0, 1, 2]
        run(jobs, take(jobs))
        assert jobs.job("c").position == 1


def test_a_turn_that_ran_out_goes_to_the_next_one_and_the_late_one_is_refused(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        late = take(jobs)
        again = take(jobs, NOW + timedelta(seconds=61))
        assert (again.run, again.job.key) == (2, "a")
        for refuse_late in (
            lambda: jobs.ran(late, COST, b"late"),
            lambda: jobs.release(late, "", NOW),
            lambda: jobs.lose(late, "", NOW),
            lambda: jobs.renew(late, NOW, 60),
        ):
            with pytest.raises(ResultsError, match="stale"):
                refuse_late()
        run(jobs, again)
        assert (jobs.job("a").result, used(jobs)) == (b"result", COST)


def test_a_renewed_turn_stays(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        turn = take(jobs)
        jobs.renew(turn, NOW + timedelta(seconds=50), 60)
        assert jobs.take("there", NOW + timedelta(seconds=100), 60) is None
        run(jobs, turn)


def test_results_are_forgotten_and_accounts_are_not(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        run(jobs, take(jobs))
        assert jobs.forget(NOW) == 0
        assert jobs.forget(NOW + timedelta(seconds=1)) == 1
        assert (jobs.job("a").result, used(jobs)) == (None, COST)


def test_erasing_a_learner_deletes_results_and_keeps_accounts(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        run(jobs, take(jobs))
        reserve(jobs, "b", learner="l-000002")
        run(jobs, take(jobs))
        with Store(tmp_path / "results.db") as store:
            store.ledger.erase("l-000001", actor="test", now=NOW)
        assert jobs.job("a").result is None
        assert jobs.job("b").result == b"result"
        assert used(jobs) == COST + COST


@pytest.mark.parametrize("table", ["device_jobs", "device_charges"])
def test_accounts_cannot_be_changed_even_behind_our_back(tmp_path, table):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
    connection = sqlite3.connect(tmp_path / "results.db")
    for statement in (f"UPDATE {table} SET id = 7", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


QUOTA = Quota(circuits=25, shots=2500)

PROCESS = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_device_jobs import COST, NOW, QUOTA, DeviceError, ledger, reserve
path, task, name, number = Path(sys.argv[2]), *sys.argv[3:]
with ledger(path, company=QUOTA) as jobs:
    if task == "reserve":
        for job in range(10):
            try:
                reserve(jobs, f"{name}-{number}-{job}", name, f"l-{int(number):06d}")
            except DeviceError as error:
                print(error.code)
    done = 0
    while task == "run" and (turn := jobs.take(name, NOW, 60)) is not None:
        if done == int(number):  # the machine ran, and nothing was recorded yet
            os.kill(os.getpid(), signal.SIGKILL)
        jobs.ran(turn, COST, name.encode())
        jobs.settle(NOW)
        done += 1
"""


def together(path: Path, *tasks: tuple[str, str, int]) -> list[tuple[int, list[str]]]:
    """Run processes at the same time and return how each ended and what it printed."""
    here = Path(__file__).parent
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, here, path, *map(str, task)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for task in tasks
    ]
    printed = [process.communicate(timeout=300)[0].split() for process in started]
    return [(process.returncode, out) for process, out in zip(started, printed, strict=True)]


@pytest.mark.slow
def test_many_processes_never_pass_a_quota_and_the_sums_are_exact(tmp_path):
    customers = (("anvil", 1), ("anvil", 2), ("anvil", 3), ("brush", 4))
    ends = together(tmp_path, *(("reserve", *customer) for customer in customers))
    assert [code for code, _ in ends] == [0] * 4
    # 30 asked for, 25 allowed; `brush` stays below.
    assert [word for _, said in ends[:3] for word in said] == ["quota"] * 5
    assert ends[3][1] == []
    with ledger(tmp_path, company=QUOTA) as jobs:
        sums = Counter()
        for row in jobs.usage():
            sums[row.company] += row.charge.circuits
            assert row.charge.shots == 100 * row.charge.circuits
            assert row.charge.quantum_ns == 25_000_000 * row.charge.circuits
        assert sums == {"anvil": 25, "brush": 10}


@pytest.mark.slow
def test_a_runner_killed_between_run_and_record_neither_loses_nor_doubles_a_charge(tmp_path):
    whole = Charge(circuits=20, shots=2000, quantum_ns=20 * 25_000_000)
    with ledger(tmp_path) as jobs:
        for number in range(20):
            company = "anvil" if number % 2 else "brush"
            reserve(jobs, f"j{number}", company, f"l-{number:06d}")
    assert together(tmp_path, ("run", "killed", 5)) == [(-signal.SIGKILL, [])]
    ends = together(tmp_path, ("run", "one", -1), ("run", "two", -1))
    assert [code for code, _ in ends] == [0, 0]
    with ledger(tmp_path) as jobs:
        # Its charge stands while nobody knows what became of the job.
        assert used(jobs) == whole
        assert jobs.take("here", NOW, 60) is None
        assert jobs.reclaim(lambda worker: worker == "killed") == 1
        turn = take(jobs)
        assert turn.run == 2
        run(jobs, turn)
        assert jobs.take("here", NOW, 60) is None
        assert used(jobs) == whole
        assert sum(row.jobs for row in jobs.usage()) == 20


def test_a_kill_between_run_and_account_loses_no_charge_and_settles_at_the_next_start(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        # `ran` is recorded, the process ends before it settles: the next one does.
        jobs.ran(take(jobs), Charge(circuits=1, shots=100, quantum_ns=7), b"result")
    with ledger(tmp_path) as jobs:
        assert used(jobs) == COST
        assert jobs.settle(NOW) == 1
        assert jobs.settle(NOW) == 0
        assert used(jobs).quantum_ns == 7
        assert jobs.job("a").state == "settled"
