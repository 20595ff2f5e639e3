import os
import socket
from datetime import UTC, datetime

import pytest

from grader.errors import UsageError
from grader.jupyter.exchange import Arrived, Refused, arrivals, secret_of
from tests.classroom import write_content

LEARNER = "l-000007"
NAME = f"{LEARNER}+first-en+2026-11-02 08:15:30.123456 UTC+c2VjcmV0"
SECRET = "ab" * 64


@pytest.fixture
def course(tmp_path):
    return write_content(tmp_path / "content").course("tiny")


@pytest.fixture
def inbound(tmp_path):
    folder = tmp_path / "exchange" / "tiny" / "inbound"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def look(tmp_path, course):
    def listed(seen=()):
        return list(arrivals(tmp_path / "exchange", course, learners={LEARNER}, seen=seen))

    return listed


def submit(inbound, name=NAME, data=b"{}"):
    folder = inbound / name
    folder.mkdir()
    (folder / "first.ipynb").write_bytes(data)
    (folder / "timestamp.txt").write_text("2001-01-01 00:00:00 UTC")
    (folder / "submission_secret.txt").write_text(SECRET)
    return folder


def test_a_submission_is_listed_with_its_bytes_and_the_hosts_time(inbound, look):
    folder = submit(inbound, data=b"bytes")
    (found,) = look()
    assert isinstance(found, Arrived)
    assert (found.learner, found.course, found.assignment, found.language) == (
        *(LEARNER, "tiny", "first", "en"),
    )
    assert found.data == b"bytes"
    assert found.submitted_at == datetime.fromtimestamp(int(folder.stat().st_ctime), UTC)
    assert found.claimed_at == datetime(2026, 11, 2, 8, 15, 30, 123456, UTC)
    arrival = found.to_arrival(cap=3)
    assert (arrival.arrival, arrival.notebook, arrival.cap) == (NAME, "first.ipynb", 3)


def test_what_was_seen_is_not_listed_again(inbound, look):
    submit(inbound)
    assert look(seen={NAME}) == []


def test_a_course_without_exchange_has_no_arrivals(look):
    assert look() == []


def test_changing_the_notebook_later_makes_it_later(inbound, look):
    folder = submit(inbound)
    os.utime(folder / "first.ipynb", ns=(0, 0))  # a forged time; the change itself is recorded
    (found,) = look()
    assert found.submitted_at.year >= 2025


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("l-999999+first-en+2026-11-02 08:15:30.1 UTC+r", "not known"),
        (f"{LEARNER}+other-en+2026-11-02 08:15:30.1 UTC+r", "no assignment 'other'"),
        (f"{LEARNER}+first-fr+2026-11-02 08:15:30.1 UTC+r", "the name is not"),
        (f"{LEARNER}+first-en+yesterday", "the name is not"),
        ("..+first-en+2026-11-02 08:15:30.1 UTC+r", "the name is not"),
        (f"{LEARNER}+..-en+2026-11-02 08:15:30.1 UTC", "the name is not"),
        ("x" * 200, "the name is not"),
        (f"{LEARNER}'; DROP TABLE x;+first-en+2026-11-02 08:15:30.1 UTC", "the name is not"),
        ("a\x1b[31m\nb", "the name is not"),
    ],
)
def test_names_that_do_not_fit_are_refused_with_the_cause(inbound, look, name, cause):
    submit(inbound, name)
    submit(inbound)
    refused, accepted = sorted(look(), key=lambda one: isinstance(one, Arrived))
    assert isinstance(refused, Refused)
    assert cause in refused.cause
    assert refused.name.isprintable()
    assert isinstance(accepted, Arrived)
    assert refused not in look(seen={refused.name})


def test_links_devices_and_folders_are_refused_and_not_followed(inbound, look, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "first.ipynb").write_bytes(b"secret of somebody else")

    def named(n):
        return NAME.replace("c2VjcmV0", f"r{n}")

    (inbound / named(0)).symlink_to(outside)
    for n in range(1, 6):
        (inbound / named(n)).mkdir()
    (inbound / named(1) / "first.ipynb").symlink_to(outside / "first.ipynb")
    (inbound / named(2) / "first.ipynb").hardlink_to(outside / "first.ipynb")
    os.mkfifo(inbound / named(3) / "first.ipynb")
    (inbound / named(4) / "first.ipynb").mkdir()
    (inbound / named(6)).write_bytes(b"a file where a folder belongs")
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(inbound / named(5))
        try:
            listener.bind("first.ipynb")
        finally:
            os.chdir(tmp_path)
    found = look()
    assert len(found) == 7
    assert all(isinstance(one, Refused) for one in found), found
    assert "secret" not in str(found)


def test_a_submission_without_the_notebook_is_refused(inbound, look):
    folder = submit(inbound)
    (folder / "first.ipynb").rename(folder / "First.ipynb")
    (found,) = look()
    assert "holds no first.ipynb" in found.cause


def test_a_notebook_over_the_limit_is_refused_without_reading_it(inbound, look):
    folder = submit(inbound)
    with (folder / "first.ipynb").open("wb") as out:
        out.truncate(51 * 1024 * 1024)  # sparse: takes no room on the disk
    (found,) = look()
    assert "51 MiB, at most 50" in found.cause


def test_the_secret_is_read_and_only_a_sound_one(inbound, tmp_path):
    folder = submit(inbound)
    exchange = tmp_path / "exchange"
    assert secret_of(exchange, "tiny", NAME) == SECRET
    for text in ("short", "../" * 40, "z" * 128):
        (folder / "submission_secret.txt").write_text(text)
        assert secret_of(exchange, "tiny", NAME) == ""
    (folder / "submission_secret.txt").unlink()
    (folder / "submission_secret.txt").symlink_to("/etc/hostname")
    assert secret_of(exchange, "tiny", NAME) == ""
    assert secret_of(exchange, "tiny", "never-there") == ""
    with pytest.raises(UsageError):
        secret_of(exchange, "tiny", "../outside")
