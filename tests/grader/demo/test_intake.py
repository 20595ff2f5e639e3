"""The demo enters the stores once, with past times and marked as what it is."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader.demo import YOU, Population, arrivals, enrol, population
from grader.identity import Identity
from grader.results.store import Store

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo() -> Population:
    return population(1, now=NOW)


def released(course: str, assignment: str, language: str) -> Mapping[str, Any]:
    """The smallest notebook that can be handed in."""
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}


def test_people_enter_once_and_keep_their_handles(demo: Population, tmp_path: Path) -> None:
    with Identity(tmp_path / "identity.db") as identity:
        assert enrol(identity, demo) == YOU
        before = identity.people()
        later = population(1, now=NOW + timedelta(weeks=5))
        assert enrol(identity, later) == YOU
        assert identity.people() == before
        assert [p.handle for p in later.people] == [p.handle for p in before]
        assert {company.id for company in identity.companies()} == {p.company_id for p in before}


def test_arrivals_carry_past_times_and_the_demo_mark(demo: Population, tmp_path: Path) -> None:
    with Store(tmp_path / "results.db") as store:
        for arrival in arrivals(demo, released):
            attempt = store.queue.arrive(arrival)
            planned = demo.plan[attempt.id - 1]
            assert (attempt.learner, attempt.assignment) == (planned.learner, planned.assignment)
            assert (attempt.submitted_at, attempt.number) == (planned.at, planned.number)
            assert attempt.demo
            assert attempt.counted
        known = {attempt.arrival for attempt in store.attempts()}
    assert len(known) == len(demo.plan)
    assert list(arrivals(demo, released, known=known)) == []
    later = population(1, now=NOW + timedelta(weeks=5))
    assert list(arrivals(later, released, known=known)) == []
