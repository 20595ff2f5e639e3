import json
import os
import time
from pathlib import Path

import pytest

from grader.sandbox import selftest
from grader.sandbox.policy import Policy

pytestmark = pytest.mark.sandbox


def test_this_host_has_what_is_needed():
    missing = [f"{name}: {cure}" for name, ok, cure in selftest.requirements() if not ok]
    assert not missing, missing


def test_level_three_is_proved_here(sandbox):
    isolation, report = selftest.prove(sandbox)
    faults = [probe for probe in report if probe.fault and probe.level <= 3]
    assert not faults, faults
    assert isolation.level >= 3
    assert len(isolation.selftest) == 64
    assert {probe.level for probe in report} == {0, 1, 2, 3, 4}


def test_a_probe_that_goes_through_lowers_the_level(sandbox, monkeypatch):
    facts = selftest._facts(Policy(), Path("/nowhere"))
    monkeypatch.setattr(selftest, "_facts", lambda *_: {**facts, "canaries": ["/usr/bin/env"]})
    isolation, report = selftest.prove(sandbox)
    assert isolation.level == 1
    assert [probe.name for probe in report if probe.level == 2 and probe.fault] == [
        "read /usr/bin/env"
    ]


def test_a_proof_is_kept_and_forgotten(sandbox, tmp_path, monkeypatch):
    policy = Policy(cache=tmp_path / "cache")
    monkeypatch.setattr(sandbox, "policy", policy)
    first, _ = selftest.proved(sandbox)
    monkeypatch.setattr(selftest, "prove", lambda _: pytest.fail("proved again"))
    assert selftest.proved(sandbox)[0] == first
    selftest.forget(policy)
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize("change", [{"at": 0}, {"at": 1e12}, {"level": None}])
def test_a_proof_that_is_old_or_broken_is_not_used(tmp_path, change):
    path = tmp_path / "isolation-x.json"
    good = {"level": 3, "features": {}, "selftest": "", "cure": "", "at": time.time()}
    path.write_text(json.dumps(good))
    assert selftest._read(path) is not None
    path.write_text(json.dumps({**good, **change}) if change != {"level": None} else "{")
    assert selftest._read(path) is None


def test_a_proof_of_somebody_else_is_not_used(tmp_path, monkeypatch):
    path = tmp_path / "isolation-x.json"
    path.write_text(
        json.dumps({"level": 4, "features": {}, "selftest": "", "cure": "", "at": time.time()})
    )
    assert selftest._read(path) is not None
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    assert selftest._read(path) is None
