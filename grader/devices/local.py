"""Jobs on a learner's own machine: the same checks and the same simulator, and no meter."""

from grader.devices.gateway import run_unmetered
from grader.devices.machines import Machines

__all__ = ["run"]


def run(body: bytes) -> bytes:
    """Run a job at once and return the result's bytes.

    Raises:
        DeviceError: If it is refused or fails.
    """
    return run_unmetered(Machines(), body)
