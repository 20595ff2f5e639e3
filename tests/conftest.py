"""Fixtures that several folders share: the command line, warm graders, and a whole demo."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.classroom import classroom  # noqa: F401 - a fixture
from tests.once import once

# Machines are shared: what is slow is not wrong.
settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")

ROOT = Path(__file__).parents[1]

# Files whose tests share something slow: one worker process takes all tests of a group. Every file
# that drives a browser is such a group of its own: it shares a server and a browser.
TOGETHER = {"test_demo.py": "demo", "test_demo_results.py": "demo"}
BROWSER = "tests/browser/"


class Together(LoadScopeScheduling):
    """Hands out single tests, but those of a group as one piece of work.

    pytest-xdist's own `xdist_group` has no effect with this version of pytest: it renames tests,
    and the new names are not looked at.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        if BROWSER in path:
            return path
        return TOGETHER.get(path.rpartition("/")[2], nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def qskills():
    """Run the command as a user does; returns the finished process."""

    def run(*arguments: object, cwd: Path = ROOT, timeout: float = 300, **environment: str):
        command = [str(Path(sys.executable).parent / "qskills"), *map(str, arguments)]
        # Plain text: no colours, no wrapping at 80 columns.
        plain = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"}
        return subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **plain, **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def catalog():
    from grader.catalog import Catalog

    return Catalog(ROOT)


@pytest.fixture(scope="session")
def grader(catalog):
    """A warm pair of sandbox and judge."""
    from grader.pipeline import Grader

    with Grader(catalog, secrets.token_bytes(32)) as warm:
        yield warm


@pytest.fixture
def grade_script(grader):
    """Grade one answer script and return its verdict."""
    from grader.submission import Submission

    def grade(exercise: str, source: str):
        data = source.encode()
        graded = grader.grade(Submission(data=data, exercises=(exercise,), script=True))
        return graded.verdicts[0]

    return grade


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory) -> Path:
    """A folder that all worker processes of this run see."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"


@pytest.fixture(scope="session")
def demo_output(shared_folder, qskills) -> Path:
    """Run `qskills demo --no-serve` once; a folder with the state and what was printed."""

    def make(folder: Path) -> None:
        folder.mkdir()
        for run in ("first", "second"):
            done = qskills("--state", folder / "state", "demo", "--no-serve", timeout=2000)
            text = {"stdout": done.stdout, "stderr": done.stderr, "code": done.returncode}
            (folder / f"{run}.json").write_text(json.dumps(text))
            assert done.returncode == 0, done.stdout + done.stderr

    return once(shared_folder / "demo", make)


@pytest.fixture(scope="session")
def demo_state(demo_output):
    """The graded demo consortium; tests read it and never change it."""
    from grader.state import State

    return State(demo_output / "state")
