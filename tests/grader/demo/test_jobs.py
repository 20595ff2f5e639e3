"""The demo's learners measure on the twins: planned by seed, metered, and run for real once."""

from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from grader.consortium import load_consortium
from grader.demo import TEMPLATE, planned_jobs, population, run_jobs
from grader.devices.order import read_result
from grader.install import initialise
from grader.results.device_jobs import DeviceJobs
from grader.state import State

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def people():
    return population(1, now=NOW)


def test_the_plan_follows_from_the_seed_and_names_learners_who_handed_something_in(people):
    jobs = planned_jobs(people)
    assert jobs == planned_jobs(population(1, now=NOW))
    assert jobs != planned_jobs(people, seed=2)
    assert len({job.key for job in jobs}) == len(jobs) > 50
    first = {one.learner: one.at for one in reversed(people.plan)}
    company = {person.learner_id: person.company_id for person in people.people}
    end = max(one.at for one in people.plan)
    for job in jobs:
        assert first[job.account.learner] < job.at <= end
        assert company[job.account.learner] == job.account.company
    assert [job.at for job in jobs] == sorted(job.at for job in jobs)


def test_jobs_are_run_and_charged_once(people, tmp_path):
    state = State(tmp_path / "state")
    initialise(state, settings=TEMPLATE.read_text(encoding="utf-8"))
    jobs = list(islice(planned_jobs(people), 4))
    for _ in range(2):
        assert list(run_jobs(state, jobs)) == jobs
    settings = load_consortium(state.consortium)
    zone = ZoneInfo(settings.time_zone)
    with DeviceJobs(state.results, quotas=settings.quotas, zone=zone) as ledger:
        for job in jobs:
            found = ledger.job(job.key)
            assert found is not None
            assert found.over
            (bits,) = read_result(found.result)
            assert bits.shape[0] == job.shots
            assert found.charge.shots == job.shots
        days = ledger.daily()
    assert sum(day.charge.shots for day in days) == sum(job.shots for job in jobs)
    assert {day.day for day in days} == {f"{job.at.astimezone(zone):%Y-%m-%d}" for job in jobs}
