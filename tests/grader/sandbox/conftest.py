"""One real sandbox for the tests of this folder."""

import secrets
from collections.abc import Callable, Iterator

import pytest

from grader.sandbox.launcher import Run, Sandbox
from grader.sandbox.outcome import Cell, Collect, Job


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.fixture
def run(sandbox: Sandbox) -> Iterator[Callable[..., Run]]:
    """Run sources as cells of the exercise `x`, collected after the last one."""
    runs = []

    def start(*sources: str, kind: str = "number", collect: bool = True, **limits: float) -> Run:
        spec = (Collect(exercise="x", kind=kind),) if collect else ()
        cells = [Cell(source=s, index=i, exercises=("x",)) for i, s in enumerate(sources)]
        cells.append(Cell(source="", index=len(cells), exercises=("x",), collect=spec))
        job = Job(cells=tuple(cells), nonce=secrets.token_hex(8), **limits)  # type: ignore[arg-type]
        runs.append(sandbox.run(job))
        return runs[-1]

    yield start
    for done in runs:
        done.close()
