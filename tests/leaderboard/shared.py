"""States of the made-up consortium, each made once for all worker processes of a test run.

A worker reads its own copy of them: SQLite keeps files beside a database that is open, and a copy
taken meanwhile would be torn.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.catalog import Catalog
from grader.state import State
from leaderboard.publish import publish
from tests.leaderboard.challenged import make_challenged
from tests.leaderboard.consortium_state import ConsortiumState, make_state
from tests.leaderboard.device_use import make_used
from tests.once import once

__all__ = ["challenged", "copy_of", "made", "made_once", "published", "used"]


@pytest.fixture(scope="session")
def made_once(
    shared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Callable[[Path], object]], ConsortiumState]:
    """Make a state below a folder, once for all workers, and return a copy for this one."""

    def get(name: str, make: Callable[[Path], object]) -> ConsortiumState:
        folder = once(shared_folder / name, make)
        own = tmp_path_factory.mktemp(name) / name
        shutil.copytree(folder, own)
        return _state(own)

    return get


@pytest.fixture(scope="session")
def made(made_once) -> ConsortiumState:
    """A state with results and nothing published yet; do not write to it."""
    return made_once("made", make_state)


@pytest.fixture(scope="session")
def published(made, made_once) -> ConsortiumState:
    """The same state, published; do not write to it."""

    def make(folder: Path) -> None:
        shutil.copytree(made.catalog.root, folder / "content")
        own = copy_of(made, folder)
        publish(own.state.path, catalog=own.catalog, now=own.now)

    return made_once("published", make)


@pytest.fixture(scope="session")
def challenged(made, made_once) -> ConsortiumState:
    """With open challenges, their records and a rejudge, published; do not write to it."""
    return made_once("challenged", lambda folder: make_challenged(made, folder))


@pytest.fixture(scope="session")
def used(made, made_once) -> ConsortiumState:
    """With device jobs, quotas and estimates, published; do not write to it."""

    def make(folder: Path) -> None:
        shutil.copytree(made.catalog.root, folder / "content")
        make_used(made, folder)

    return made_once("used", make)


def copy_of(state: ConsortiumState, folder: Path) -> ConsortiumState:
    """Copy a state below a folder, which may be new; its content stays where it is."""
    shutil.copytree(state.state.path, folder / "state")
    return ConsortiumState(state=State(folder / "state"), catalog=state.catalog)


def _state(folder: Path) -> ConsortiumState:
    return ConsortiumState(state=State(folder / "state"), catalog=Catalog(folder / "content"))
