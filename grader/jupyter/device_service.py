"""The device gateway as a service of its own on the loopback interface, beside JupyterLab.

``PUT /jobs/<key>`` hands a job in (bytes of `Order.body`), ``GET /jobs/<key>?wait=20`` gives its
result as soon as there is one (200) or where it stands (202), ``GET /devices`` and
``GET /devices/<name>`` what there is. Every request bears a token, by which the account that
pays is found; a job belongs to the learner who handed it in.
"""

import json
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

from grader.consortium import load_consortium
from grader.devices.gateway import Gateway, failure_of
from grader.devices.machines import Machines
from grader.devices.metering import Account
from grader.devices.order import CAPS
from grader.devices.refusals import refuse
from grader.errors import DeviceError
from grader.identity import Identity
from grader.results.device_jobs import DeviceJobs
from grader.scaleout.drain import gone, worker_name
from grader.state import State

__all__ = ["TOKENS", "DeviceServer", "Owners", "main", "open_gateway"]

log = logging.getLogger(__name__)

TOKENS = "QSKILLS_DEVICES_TOKENS"
"""Environment variable of the service: JSON, the learner id of each token."""
KEPT = timedelta(days=1)
"""How long results are kept for a client that asks again."""
_KEY = re.compile(r"/jobs/([0-9A-Za-z-]{8,64})")
_IDLE_S = 0.5
_LONGEST_WAIT_S = 30.0
_DISCARDED_MIB = 64


class Owners:
    """Who pays for the jobs that come with a token.

    Args:
        tokens: Learner id by token.
        identity: Path of identity.db.
    """

    def __init__(self, tokens: Mapping[str, str], identity: Path) -> None:
        self._tokens = tokens
        self._identity = identity

    def account(self, authorization: str) -> Account:
        """Return the account of a request.

        Raises:
            DeviceError: If the token is unknown or its person is no longer enrolled (``token``).
        """
        learner = self._tokens.get(authorization.removeprefix("Bearer ").strip())
        if learner is None:
            raise refuse("token")
        with Identity(self._identity, readonly=True) as identity:
            person = identity.find(learner_id=learner)
        if person is None:
            raise refuse("token")
        return Account(learner=learner, company=person.company_id)


class DeviceServer(ThreadingHTTPServer):
    """The service: threads take requests, one more for each lane of devices runs the jobs.

    Args:
        port: Of the loopback interface; 0: any.
        gateway: Takes and runs the jobs.
        owners: Says who pays.
    """

    daemon_threads = True

    def __init__(self, port: int, gateway: Gateway, owners: Owners) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.gateway = gateway
        self.owners = owners
        self.changed = threading.Condition()
        self._stop = threading.Event()
        self._runners = [
            threading.Thread(target=self._run_jobs, args=(lane,), daemon=True)
            for lane in gateway.machines.lanes()
        ]
        for runner in self._runners:
            runner.start()

    def notify(self) -> None:
        """Wake what waits for a job to arrive or to end."""
        with self.changed:
            self.changed.notify_all()

    def _run_jobs(self, lane: frozenset[str]) -> None:
        while not self._stop.is_set():
            try:
                ran = self.gateway.run_next(lane)
            except Exception:  # the next job must not wait for an operator
                log.exception("device jobs")
                ran = False
            with self.changed:
                if ran:
                    self.changed.notify_all()
                else:  # another process may have left a job: look again in a while
                    self.changed.wait(_IDLE_S)

    def server_close(self) -> None:
        """Stop taking jobs; one that runs is finished first."""
        self._stop.set()
        self.notify()
        super().server_close()
        for runner in self._runners:
            runner.join()


class _Handler(BaseHTTPRequestHandler):
    server: DeviceServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_PUT(self) -> None:
        self._answer(self._put)

    def _answer(self, handle: Any) -> None:  # noqa: ANN401 - a bound method
        try:
            handle()
        except DeviceError as error:
            reason = {"code": error.code, "en": error.en, "ja": error.ja}
            self._json(401 if error.code == "token" else 422, reason)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        except Exception as error:  # a request must get an answer; the log has the cause
            log.exception("%s %s", self.command, self.path)
            failure = refuse("service", detail=type(error).__name__)
            self._json(500, {"code": failure.code, "en": failure.en, "ja": failure.ja})

    def _account(self) -> Account:
        return self.server.owners.account(self.headers.get("Authorization", ""))

    def _get(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/health":
            self._json(200, {})
            return
        account = self._account()
        machines = self.server.gateway.machines
        if parts.path == "/devices":
            self._json(200, {"devices": machines.names()})
        elif parts.path.startswith("/devices/"):
            name = unquote(parts.path.removeprefix("/devices/"))
            device = machines.get(name).device
            self._json(200, {} if device is None else device.data)
        else:
            wait = parse_qs(parts.query).get("wait", ["0"])[0]
            seconds = min(_LONGEST_WAIT_S, float(wait) if wait.isdigit() else 0.0)
            self._job(account, seconds)

    def _put(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > CAPS.max_bytes:
            self._discard(int(length) if length.isdigit() else 0)
            raise refuse("form", detail=f"a job has at most {CAPS.max_bytes} bytes")
        body = self.rfile.read(int(length))
        account = self._account()
        job = self.server.gateway.submit(account, self._key(account), body)
        self.server.notify()
        self._json(202, {"state": job.state, "position": job.position})

    def _discard(self, length: int) -> None:
        """Read what is too large, so that its sender gets to see the answer; within bounds."""
        self.close_connection = True
        for _ in range(min(length, _DISCARDED_MIB << 20) >> 16):
            if not self.rfile.read(1 << 16):
                break

    def _key(self, account: Account) -> str:
        found = _KEY.fullmatch(urlsplit(self.path).path)
        if found is None:
            raise refuse("form", detail="the address is /jobs/ and a key")
        # Learners choose their keys: each has a space of his own.
        return f"{account.learner}/{found[1]}"

    def _job(self, account: Account, seconds: float) -> None:
        key = self._key(account)
        deadline = time.monotonic() + seconds
        while True:
            job = self.server.gateway.job(key)
            if job is None:
                raise refuse("form", detail="there is no such job")
            left = deadline - time.monotonic()
            if job.over or left <= 0:
                break
            with self.server.changed:
                self.server.changed.wait(min(_IDLE_S, left))
        if not job.over:
            self._json(202, {"state": job.state, "position": job.position})
        elif job.result is None:
            raise failure_of(job)
        else:
            self._send(200, "application/octet-stream", job.result)

    def _json(self, status: int, value: Mapping[str, Any]) -> None:
        data = json.dumps(value, ensure_ascii=False).encode()
        self._send(status, "application/json; charset=utf-8", data)

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the library's
        log.debug(format, *args)


def open_gateway(state: State, environment: Mapping[str, str]) -> tuple[Gateway, DeviceJobs]:
    """Return the gateway of an installation, with what ended processes left behind cleared up.

    Args:
        state: The state directory.
        environment: Where the credentials of IBM Quantum are looked up.

    Raises:
        ConfigError: If ``consortium.toml`` is missing or wrong.
    """
    consortium = load_consortium(state.consortium)
    ledger = DeviceJobs(
        state.results, quotas=consortium.quotas, zone=ZoneInfo(consortium.time_zone)
    )
    machines = Machines(consortium.ibm, environment)
    gateway = Gateway(machines, ledger, worker=worker_name(), clock=_now)
    gateway.recover(gone)
    ledger.forget(_now() - KEPT)
    return gateway, ledger


def main(state: Path, port: int, environment: Mapping[str, str]) -> None:
    """Serve until the process is ended."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    tokens: dict[str, str] = json.loads(environment[TOKENS])
    gateway, _ = open_gateway(State(state), environment)
    server = DeviceServer(port, gateway, Owners(tokens, State(state).identity))
    server.serve_forever()


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), os.environ)
