"""A lesson folder with practice packs, as a learner has it after fetching."""

import json
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.client import check as client
from grader.practice import pack_for

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("bell-pair", "toffoli-6cx", "exp-values", "basis-states-fn")


@pytest.fixture(scope="session")
def packs():
    catalog = Catalog(ROOT)
    exercises = [catalog.exercise(name) for name in NAMES]
    return {language: pack_for(exercises, language) for language in ("en", "ja")}


@pytest.fixture
def lesson(packs, tmp_path, monkeypatch):
    """Put the English pack into the current folder; start with fresh hints and draws."""
    path = tmp_path / "practice.json"
    path.write_text(json.dumps(packs["en"]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QSKILLS_SANDBOX", raising=False)
    monkeypatch.delenv("QSKILLS_LEARNER", raising=False)
    monkeypatch.setattr(client, "_hints_shown", {})
    monkeypatch.setattr(client, "_attempt_shown", {})
    return path
