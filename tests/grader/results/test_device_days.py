"""Use of the devices by day, read without a right to write anything."""

import os
import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli.main import main
from grader.devices.metering import Charge
from grader.errors import ResultsError
from grader.quotas import Quotas
from grader.results.device_jobs import DeviceJobs
from grader.results.volumes import Volumes
from grader.state import State
from tests.grader.results.test_device_jobs import COST, NOW, TOKYO, ledger, reserve, run, take

NOBODY = 65_534


def test_the_days_add_up_to_the_accounts(tmp_path):
    with ledger(tmp_path) as jobs:
        for number in range(30):
            moment = NOW + timedelta(hours=7 * number)
            company = ("works", "brush", None)[number % 3]
            charge = Charge(circuits=number, shots=7 * number, quantum_ns=11 * number + 1)
            reserve(jobs, f"j{number}", company, f"l-{number % 4:06d}", charge, moment)
            turn = jobs.take("here", moment + timedelta(seconds=number), 60)
            if number % 5 == 0:
                jobs.release(turn, "down", moment)
            elif number % 5 == 1:
                jobs.lose(turn, "gone", moment)
            else:
                run(jobs, turn, Charge(circuits=1, shots=5, quantum_ns=3), moment)
        days = jobs.daily()
        by_day: Counter[tuple[object, ...]] = Counter()
        by_month: Counter[tuple[object, ...]] = Counter()
        for row in days:
            key = (row.month, row.company, row.learner, row.device)
            for unit in ("circuits", "shots", "quantum_ns"):
                by_day[(*key, unit)] += getattr(row.charge, unit)
            by_day[(*key, "jobs")] += row.jobs - row.released
        for month in jobs.usage():
            key = (month.month, month.company, month.learner, month.device)
            for unit in ("circuits", "shots", "quantum_ns"):
                by_month[(*key, unit)] += getattr(month.charge, unit)
            by_month[(*key, "jobs")] += month.jobs
        assert by_day == by_month
        assert sum(row.jobs for row in days) == 30
        assert sum(row.released for row in days) == sum(row.lost for row in days) == 6
        assert sorted(wait for row in days for wait in row.waits) == list(range(30))


def test_a_day_begins_at_midnight_of_the_consortiums_time_zone(tmp_path):
    before = datetime(2026, 11, 10, 14, 59, 59, tzinfo=UTC)  # 23:59:59 in Tokyo
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a", now=before)
        reserve(jobs, "b", now=before + timedelta(seconds=1))
        assert [(row.day, row.jobs) for row in jobs.daily()] == [
            ("2026-11-10", 1),
            ("2026-11-11", 1),
        ]


def test_a_released_job_is_counted_and_costs_nothing_and_a_lost_one_costs_all(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        jobs.release(take(jobs), "down", NOW)
        reserve(jobs, "b", learner="l-000002")
        jobs.lose(take(jobs), "gone", NOW)
        released, lost = jobs.daily()
    assert (released.jobs, released.released, released.lost) == (1, 1, 0)
    assert released.charge == Charge()
    assert (lost.jobs, lost.released, lost.lost, lost.charge) == (1, 0, 1, COST)


def test_a_waiting_job_counts_with_what_it_reserved_and_has_no_wait_yet(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        (row,) = jobs.daily()
        assert (row.jobs, row.charge, row.waits) == (1, COST, [])


def test_the_wait_ends_with_the_first_turn_whatever_becomes_of_it(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
        jobs.take("here", NOW + timedelta(seconds=40), 10)
        again = take(jobs, NOW + timedelta(seconds=400))
        assert again.run == 2
        run(jobs, again)
        (row,) = jobs.daily()
        assert row.waits == [40]


def test_a_reader_writes_nothing(tmp_path):
    with ledger(tmp_path) as jobs:
        reserve(jobs, "a")
    path = tmp_path / "results.db"
    with DeviceJobs(path, quotas=Quotas(), zone=TOKYO, readonly=True) as jobs:
        assert [row.charge for row in jobs.daily()] == [COST]
        with pytest.raises(ResultsError):
            reserve(jobs, "b")
    with Volumes(path, readonly=True) as volumes:
        assert volumes.history() == []
    for reader in (DeviceJobs, Volumes):
        options = {"quotas": Quotas(), "zone": TOKYO} if reader is DeviceJobs else {}
        with pytest.raises(ResultsError, match="not there yet"):
            reader(tmp_path / "other.db", readonly=True, **options)
    assert not (tmp_path / "other.db").exists()


@pytest.fixture
def closed_folder():
    """A state with a device job that another account may read and nobody may write."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    state = State(folder / "state")
    state.create('name = { en = "a", ja = "あ" }\nhost = { en = "a", ja = "あ" }\n')
    with ledger(state.path) as jobs:
        reserve(jobs, "a", now=datetime.now(UTC))
    state.path.joinpath("secret.key").chmod(0o400)
    for path in (folder, state.path):
        path.chmod(0o555)
    yield state
    for path in (folder, state.path):
        path.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(task) -> int:
    """Run a task in a process without root's rights, which permissions do not bind."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            code = task()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("usage", "--json"), '"jobs": 1'), (("volume", "--history"), "no quantum volume")],
)
def test_the_reports_need_no_right_to_write(closed_folder, arguments, said):
    call = ["--state", str(closed_folder.path), "device", *arguments]
    assert CliRunner().invoke(main, call).exit_code == 0  # imports what the child cannot read

    def task() -> int:
        result = CliRunner().invoke(main, call)
        return 0 if result.exit_code == 0 and said in result.output else 1

    assert as_nobody(task) == 0


def test_what_was_read_while_somebody_wrote_after_all_is_refused(closed_folder):
    path = closed_folder.results
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)

    def task() -> int:
        with DeviceJobs(path, quotas=Quotas(), zone=TOKYO, readonly=True) as jobs:
            assert jobs.daily()
            os.utime(path)  # as a writer's checkpoint would
            try:
                jobs.daily()
            except ResultsError as error:
                return 0 if "while it was read" in str(error) else 2
            return 3

    assert as_nobody(task) == 0
