"""Talk to the device service of this JupyterLab: one job at a time, each charged once."""

import hashlib
import json
import time
import urllib.error
import urllib.request
import uuid
from typing import Any
from urllib.parse import quote

from grader.devices.refusals import refuse
from grader.errors import DeviceError

__all__ = ["Service"]

_RETRY_S = 30.0
"""How long a service that does not answer is asked again: it may be starting anew."""
_WAIT_S = 20
_unfinished: dict[tuple[str, str], str] = {}
"""Keys of jobs whose result did not arrive, by token and digest of the job."""


class Service:
    """The gateway behind an address.

    Args:
        address: ``http://127.0.0.1:port``.
        token: Of this JupyterLab server; by it the gateway knows whose account pays.
    """

    def __init__(self, address: str, token: str) -> None:
        self._address = address.rstrip("/")
        self._token = token

    def describe(self, name: str) -> dict[str, Any]:
        """Return the description of a device in the twins' format.

        Raises:
            DeviceError: If there is no such device, or it cannot be used.
        """
        found: dict[str, Any] = json.loads(self._ask("GET", f"/devices/{quote(name, safe='')}")[1])
        return found

    def run(self, body: bytes) -> bytes:
        """Hand a job in and wait for the bytes of its result.

        Every request names the same key, so that one that is sent again charges nothing. A job
        that this process could not finish keeps its key for the next call with the same body.

        Raises:
            DeviceError: If the job is refused or fails, or the service does not answer.
        """
        job = (self._token, hashlib.sha256(body).hexdigest())
        key = _unfinished.pop(job, None) or uuid.uuid4().hex
        try:
            self._ask("PUT", f"/jobs/{key}", body)
            while True:
                status, data = self._ask("GET", f"/jobs/{key}?wait={_WAIT_S}")
                if status == 200:
                    return data
        except DeviceError as error:
            if error.code == "service":
                _unfinished[job] = key
            raise

    def _ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {self._token}"}
        request = urllib.request.Request(  # noqa: S310 - an address of ours
            self._address + path, data=body, headers=headers, method=method
        )
        deadline = time.monotonic() + _RETRY_S
        while True:
            try:
                # No proxy stands between a notebook and a service of the same machine.
                opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                with opener.open(request, timeout=_WAIT_S + 30) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as error:
                raise _refusal(error) from None
            except OSError as error:
                if time.monotonic() > deadline:
                    raise _silent(error) from error
                time.sleep(0.5)


def _refusal(error: urllib.error.HTTPError) -> DeviceError:
    with error:
        try:
            found = json.loads(error.read())
            return DeviceError(found["code"], found["en"], found["ja"])
        except (ValueError, KeyError, TypeError):
            return _silent(error)


def _silent(error: Exception) -> DeviceError:
    reason = getattr(error, "reason", error)
    return refuse("service", detail=str(reason)[:100])
