"""One published consortium for all tests that only read it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderboard.publish import publish
from tests.leaderboard.consortium_state import ConsortiumState, make_state


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> ConsortiumState:
    """A state with results and nothing published yet; do not write to it."""
    return make_state(tmp_path_factory.mktemp("consortium"))


@pytest.fixture(scope="session")
def published(made: ConsortiumState, tmp_path_factory: pytest.TempPathFactory) -> ConsortiumState:
    """The same state, published; do not write to it."""
    copy = _copy(made, tmp_path_factory.mktemp("published"))
    publish(copy.state.path, catalog=copy.catalog, now=copy.now)
    return copy


@pytest.fixture
def own(made: ConsortiumState, tmp_path: Path) -> Iterator[ConsortiumState]:
    """A copy of the unpublished state that a test may change."""
    yield _copy(made, tmp_path)
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def own_published(published: ConsortiumState, tmp_path: Path) -> Iterator[ConsortiumState]:
    """A copy of the published state that a test may change."""
    yield _copy(published, tmp_path)
    shutil.rmtree(tmp_path, ignore_errors=True)


def _copy(state: ConsortiumState, folder: Path) -> ConsortiumState:
    shutil.copytree(state.state.path, folder / "state")
    return ConsortiumState(state=type(state.state)(folder / "state"), catalog=state.catalog)
