"""The client of the device service: what a broken connection does to a job."""

import pytest

from grader.devices.refusals import refuse
from grader.devices.remote import Service
from grader.errors import DeviceError


class Broken(Service):
    """Takes jobs; a number of times the connection breaks before the result is there."""

    def __init__(self, token: str, *, breaks: int, code: str = "service") -> None:
        super().__init__("http://127.0.0.1:1", token)
        self.keys: list[str] = []
        self._breaks = breaks
        self._code = code

    def _ask(self, method, path, body=None):
        if method == "PUT":
            self.keys.append(path.removeprefix("/jobs/"))
            return 202, b""
        if self._breaks:
            self._breaks -= 1
            raise refuse("service", detail="gone") if self._code == "service" else DeviceError(
                self._code, "no", "不可"
            )  # fmt: skip
        return 200, b"result"


def test_a_job_that_is_handed_in_again_after_a_broken_connection_is_the_same_job():
    service = Broken("a", breaks=1)
    with pytest.raises(DeviceError, match="not charged twice"):
        service.run(b"one")
    assert service.run(b"two") == b"result"
    assert service.run(b"one") == b"result"
    assert service.run(b"one") == b"result"
    first, other, again, later = service.keys
    assert first == again
    assert len({first, other, later}) == 3


def test_a_job_that_failed_is_a_new_one_the_next_time():
    service = Broken("b", breaks=1, code="backend")
    with pytest.raises(DeviceError):
        service.run(b"one")
    service.run(b"one")
    assert len(set(service.keys)) == 2


def test_another_token_has_jobs_of_its_own():
    service, other = Broken("c", breaks=1), Broken("d", breaks=0)
    with pytest.raises(DeviceError):
        service.run(b"one")
    other.run(b"one")
    assert service.keys != other.keys
