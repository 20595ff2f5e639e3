"""Copies of the shared states that a test may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.leaderboard.consortium_state import ConsortiumState
from tests.leaderboard.shared import (  # noqa: F401 - fixtures
    challenged,
    copy_of,
    made,
    made_once,
    published,
    used,
)


@pytest.fixture
def own(made: ConsortiumState, tmp_path: Path) -> Iterator[ConsortiumState]:  # noqa: F811
    """A copy of the unpublished state that a test may change."""
    yield copy_of(made, tmp_path)
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def own_published(published: ConsortiumState, tmp_path: Path) -> Iterator[ConsortiumState]:  # noqa: F811
    """A copy of the published state that a test may change."""
    yield copy_of(published, tmp_path)
    shutil.rmtree(tmp_path, ignore_errors=True)
