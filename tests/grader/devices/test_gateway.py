"""The gateway: refused before anything is charged, run once, and honest about failures."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from qiskit import QuantumCircuit, transpile

from grader.devices.gateway import TURN_S, Gateway, failure_of, run_unmetered
from grader.devices.machines import Machines, TwinMachine
from grader.devices.metering import Account, Charge
from grader.devices.order import Order, read_result
from grader.devices.twins import twin
from grader.errors import DeviceError
from grader.quotas import Quota, Quotas
from grader.results.device_jobs import DeviceJobs

LEARNER = Account(learner="l-000001", company="works")


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Place:
    """A gateway with its ledger; several share one file."""

    def __init__(self, path, machines=None, **quotas) -> None:
        self.clock = Clock()
        self.ledger = DeviceJobs(
            path / "results.db", quotas=Quotas(**quotas), zone=ZoneInfo("Asia/Tokyo")
        )
        self.gateway = Gateway(machines or Machines(), self.ledger, worker="here", clock=self.clock)

    def used(self) -> Charge:
        return sum((row.charge for row in self.ledger.usage()), Charge())


@pytest.fixture
def place(tmp_path):
    found = Place(tmp_path, company=Quota(shots=1000))
    yield found
    found.ledger.__exit__()


def bell(shots: int = 100, seed: int | None = 1, device: str = "kawasaki") -> bytes:
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure_all()
    made = transpile(circuit, target=twin("kawasaki").target, seed_transpiler=1)
    return Order(device=device, circuits=(made,), shots=shots, seed=seed).body()


def refused(place: Place, body: bytes) -> str:
    with pytest.raises(DeviceError) as caught:
        place.gateway.submit(LEARNER, "key", body)
    assert place.used() == Charge()
    assert place.gateway.job("key") is None
    assert not place.gateway.run_next()
    return caught.value.code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"nothing", "form"),
        (bell(device="torino"), "isa-gate"),
        (bell(device="osaka"), "unknown-device"),
        (bell(shots=100_001), "shots"),
        (bell(shots=0), "shots"),
        (bell(shots=1001), "quota"),
    ],
)
def test_a_refused_job_is_neither_charged_nor_run(place, body, code):
    assert refused(place, body) == code


def test_a_job_is_charged_run_and_settled(place):
    job = place.gateway.submit(LEARNER, "key", bell())
    assert job.state == "reserved"
    assert place.used() == job.charge
    assert place.gateway.run_next()
    done = place.gateway.job("key")
    assert (done.state, done.charge) == ("settled", job.charge)
    (bits,) = read_result(done.result)
    assert bits.shape == (100, 1)
    assert not place.gateway.run_next()


def test_the_same_key_gives_the_same_result_and_one_charge(place):
    place.gateway.submit(LEARNER, "key", bell())
    place.gateway.run_next()
    again = place.gateway.submit(LEARNER, "key", bell())
    assert again.result == place.gateway.job("key").result
    assert not place.gateway.run_next()
    assert place.used().circuits == 1


def test_a_job_whose_runner_vanished_is_run_again_under_the_same_charge(place):
    place.gateway.submit(LEARNER, "key", bell())
    place.ledger.take("vanished", place.clock.now, TURN_S)
    charged = place.used()
    assert not place.gateway.run_next()
    place.gateway.recover(lambda worker: worker == "vanished")
    assert place.gateway.run_next()
    assert place.gateway.job("key").state == "settled"
    assert place.used() == charged


def test_a_turn_that_ran_out_is_taken_over_without_a_restart(place):
    place.gateway.submit(LEARNER, "key", bell())
    place.ledger.take("vanished", place.clock.now, TURN_S)
    place.clock.now += timedelta(seconds=TURN_S)
    assert place.gateway.run_next()
    assert place.gateway.job("key").state == "settled"


class Real(TwinMachine):
    """A twin that may not be run again, as a real machine."""

    repeatable = False


class Broken(TwinMachine):
    """A twin whose machine fails."""

    def run(self, circuits, shots, seed):
        raise self.failure


class Only(Machines):
    """Machines of which one is replaced."""

    def __init__(self, machine) -> None:
        super().__init__()
        self.machine = machine

    def _make(self, name):
        return self.machine


def test_a_job_of_a_real_machine_that_may_have_run_is_lost_and_stays_charged(tmp_path):
    real = Place(tmp_path, Only(Real(twin("kawasaki"), repeatable=False)))
    real.gateway.submit(LEARNER, "key", bell())
    real.ledger.take("vanished", real.clock.now, TURN_S)
    charged = real.used()
    real.gateway.recover(lambda worker: True)
    assert real.gateway.run_next()
    job = real.gateway.job("key")
    assert (job.state, job.result, real.used()) == ("lost", None, charged)
    assert failure_of(job).code == "lost"
    real.ledger.__exit__()


@pytest.mark.parametrize("failure", [DeviceError("backend", "down", "停止"), ZeroDivisionError()])
def test_a_failing_machine_is_not_charged_and_does_not_stop_the_next_job(tmp_path, failure):
    machine = Broken(twin("kawasaki"))
    object.__setattr__(machine, "failure", failure)
    broken = Place(tmp_path, Only(machine))
    broken.gateway.submit(LEARNER, "key", bell())
    assert broken.gateway.run_next()
    job = broken.gateway.job("key")
    assert (job.state, broken.used()) == ("released", Charge())
    assert failure_of(job).code == "backend"
    broken.gateway.submit(LEARNER, "next", bell())
    assert broken.gateway.run_next()
    broken.ledger.__exit__()


def test_a_result_that_is_no_longer_kept_says_so(place):
    place.gateway.submit(LEARNER, "key", bell())
    place.gateway.run_next()
    place.ledger.forget(place.clock.now + timedelta(days=1))
    assert failure_of(place.gateway.job("key")).code == "expired"


def test_an_unmetered_job_has_the_same_checks_and_the_same_result(place):
    with pytest.raises(DeviceError):
        run_unmetered(Machines(), bell(device="torino"))
    place.gateway.submit(LEARNER, "key", bell(seed=5))
    place.gateway.run_next()
    assert run_unmetered(Machines(), bell(seed=5)) == place.gateway.job("key").result
