"""The gateway: takes jobs, charges them, runs them in fair order, hands the results out.

Runs beside the learners' kernels, never in one. What it is given is data in ``qans/1``; the
accounts are kept by a ledger that it is handed.
"""

import json
import logging
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from grader.devices.machines import Machines
from grader.devices.metering import Account, Job, Ledger, Turn
from grader.devices.order import read_order, write_result
from grader.devices.refusals import refuse
from grader.errors import DeviceError, ResultsError

__all__ = ["TURN_S", "Gateway", "failure_of", "run_unmetered"]

log = logging.getLogger(__name__)

TURN_S = 60.0
"""How long a turn lasts unless it is renewed, which happens at half of it."""


class Gateway:
    """Joins machines and ledger.

    Args:
        machines: All devices.
        ledger: The accounts.
        worker: Name of this process, by which others can tell whether it still runs.
        clock: Gives the present time, UTC.
    """

    def __init__(
        self, machines: Machines, ledger: Ledger, *, worker: str, clock: Callable[[], datetime]
    ) -> None:
        self.machines = machines
        self._ledger = ledger
        self._worker = worker
        self._clock = clock

    def submit(self, account: Account, key: str, body: bytes) -> Job:
        """Check a job, charge it and let it wait; the same key again is the same job.

        Args:
            account: Who pays.
            key: Chosen by the caller.
            body: From `Order.body`.

        Raises:
            DeviceError: If it is refused; nothing was charged then.
        """
        order = read_order(body)
        charge = self.machines.get(order.device).price(order.circuits, order.shots)
        return self._ledger.reserve(
            key=key,
            account=account,
            device=order.device,
            charge=charge,
            body=body,
            now=self._clock(),
        )

    def job(self, key: str) -> Job | None:
        """Return the job of this key."""
        return self._ledger.job(key)

    def recover(self, gone: Callable[[str], bool]) -> None:
        """Finish what processes that ended left behind: settle what ran, queue what did not."""
        self._ledger.settle(self._clock())
        self._ledger.reclaim(gone)

    def run_next(self, devices: Collection[str] | None = None) -> bool:
        """Run the job whose turn it is.

        Args:
            devices: A lane of `Machines.lanes`; left out, all devices.

        Returns:
            Whether there was one.
        """
        turn = self._ledger.take(self._worker, self._clock(), TURN_S, devices)
        if turn is None:
            return False
        try:
            self._run(turn)
        except DeviceError as error:
            self._ledger.release(turn, _error_text(error), self._clock())
        except ResultsError:  # the turn was lost: another process has the job
            log.exception("device job %d", turn.job.id)
        except Exception as error:  # a bug of ours must neither block the queue nor be charged
            log.exception("device job %d", turn.job.id)
            failure = refuse("backend", detail=type(error).__name__)
            self._ledger.release(turn, _error_text(failure), self._clock())
        return True

    def _run(self, turn: Turn) -> None:
        order = read_order(turn.body)
        machine = self.machines.get(order.device)
        if turn.run > 1 and not machine.repeatable:
            failure = refuse("lost", charge=str(turn.job.charge))
            self._ledger.lose(turn, _error_text(failure), self._clock())
            return
        with self._kept(turn):
            bits, actual = machine.run(order.circuits, order.shots, order.seed)
        self._ledger.ran(turn, actual, write_result(bits))
        self._ledger.settle(self._clock())

    @contextmanager
    def _kept(self, turn: Turn) -> Iterator[None]:
        """Renew a turn as long as the block runs: a real machine's queue may be long."""
        done = threading.Event()

        def renew() -> None:
            while not done.wait(TURN_S / 2):
                self._ledger.renew(turn, self._clock(), TURN_S)

        keeper = threading.Thread(target=renew, daemon=True)
        keeper.start()
        try:
            yield
        finally:
            done.set()
            keeper.join()


def run_unmetered(machines: Machines, body: bytes) -> bytes:
    """Run a job at once, for nobody's account, and return the result's bytes.

    Raises:
        DeviceError: If it is refused or fails.
    """
    order = read_order(body)
    machine = machines.get(order.device)
    machine.price(order.circuits, order.shots)
    bits, _ = machine.run(order.circuits, order.shots, order.seed)
    return write_result(bits)


def failure_of(job: Job) -> DeviceError:
    """Return why a job has no result."""
    if not job.error:
        return refuse("expired", charge=str(job.charge))
    code, english, japanese = json.loads(job.error)
    return DeviceError(code, english, japanese, exit_code=3)


def _error_text(error: DeviceError) -> str:
    return json.dumps([error.code, error.en, error.ja], ensure_ascii=False)
