import threading
import time

import pytest

from grader.jupyter import announcer as announcing
from grader.jupyter.announcer import Announcer


def test_news_is_published_at_once_and_aside():
    published = threading.Event()
    with Announcer(published.set) as announcer:
        assert not published.is_set()
        announcer.tell()
        assert published.wait(10)


def test_what_comes_while_it_publishes_goes_out_together_and_nothing_is_left():
    known, seen = [], []
    begun, go_on = threading.Event(), threading.Event()

    def publish():
        seen.append(len(known))
        begun.set()
        assert go_on.wait(10)

    with Announcer(publish) as announcer:
        for number in range(5):
            known.append(number)
            announcer.tell()
            assert begun.wait(10)
        go_on.set()
    assert seen == [1, 5]


def test_nothing_new_is_not_published():
    with Announcer(pytest.fail):
        pass


def test_it_rests_between_two_and_does_not_hold_up_the_end(monkeypatch):
    monkeypatch.setattr(announcing, "_REST", 1e9)
    published = threading.Semaphore(0)

    def publish():
        time.sleep(0.001)
        published.release()

    with Announcer(publish) as announcer:
        announcer.tell()
        assert published.acquire(timeout=10)
        announcer.tell()
        assert not published.acquire(timeout=0.2)
    assert published.acquire(timeout=10)


def test_a_failure_is_raised_where_it_was_started():
    def fails():
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"), Announcer(fails) as announcer:
        announcer.tell()


def test_who_goes_on_telling_learns_of_a_failure_too():
    def fails():
        raise RuntimeError("no")

    def tells_on(announcer):
        while True:
            announcer.tell()
            time.sleep(0.01)

    with Announcer(lambda: None) as good:
        good.tell()
    with pytest.raises(RuntimeError, match="no"), Announcer(fails) as bad:
        tells_on(bad)
