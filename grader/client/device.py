"""`device("kawasaki")`: a device for a course notebook, with Qiskit's own primitives.

A twin's map and errors are public data: `target` and the rest work everywhere. Jobs go to the
gateway of this JupyterLab, which meters them; on a learner's own machine they run there and
nothing is metered; inside the sandbox, where notebooks are graded, there are none.
"""

import os
import warnings
from collections.abc import Callable
from importlib.metadata import entry_points
from numbers import Integral
from typing import TYPE_CHECKING, Any

from grader.errors import DeviceError, UsageError

if TYPE_CHECKING:
    from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2
    from qiskit.transpiler import Target

    from grader.devices.remote import Service
    from grader.devices.twins import Twin

__all__ = ["ADDRESS", "TOKEN", "Device", "Unmetered", "device"]

ADDRESS = "QSKILLS_DEVICES"
"""Environment variable with the address of the gateway."""
TOKEN = "QSKILLS_DEVICES_TOKEN"  # noqa: S105 - a variable's name
"""Environment variable with the token of this JupyterLab server."""

_PRACTICE_ONLY = (
    "Jobs on devices run in practice only, not while a notebook is graded. An exercise that "
    "measures on a device hands your function a metered `run`; everything else of device() "
    "works here too.",
    "デバイスのジョブは練習中だけ実行でき、ノートブックの採点中には実行できません。デバイスで測定する"
    "演習では、計量された `run` が関数に渡されます。device() のほかの機能は採点中も使えます。",
)
_UNMETERED = (
    "No device service here: jobs run on this machine, and nothing is metered.\n"
    "デバイスサービスがないため、ジョブはこのマシンで実行され、使用量は計上されません。"
)


class Unmetered(UserWarning):
    """Jobs run on the learner's own machine."""


class Device:
    """A device: `target` for `transpile`, `sampler()` and `estimator()` for jobs.

    All public data of a twin is here as well: ``edges``, ``faulty``, ``errors``,
    ``readout_errors``, ``t1_us``, ``durations_ns`` and so on.

    Attributes:
        name: e.g. ``"kawasaki"``; ``"ideal"`` is the simulator without noise.
    """

    def __init__(self, name: str, twin: "Twin | None", run: Callable[[], Any]) -> None:
        self.name = name
        self._twin = twin
        self._run = run

    @property
    def target(self) -> "Target":
        """Qiskit's description for `transpile`, with the faulty edges left out."""
        if self._twin is not None:
            return self._twin.target
        from grader.client.ideal import ideal_target

        return ideal_target()

    def sampler(self, *, shots: int = 1024, seed: int | None = None) -> "BackendSamplerV2":
        """Return a ``SamplerV2`` whose jobs run on this device.

        Example:
            ``device("kawasaki").sampler().run([circuit], shots=1000).result()``

        Args:
            shots: Of circuits whose job states none.
            seed: Of the simulator behind a twin: the same seed gives the same counts.

        Raises:
            DeviceError: Inside the sandbox, or if the seed is impossible.
        """
        run = self._run()  # first: inside the sandbox there is no more than this refusal
        from grader.devices.primitives import Backend, Sampler

        backend = Backend(self.name, self.target, self._twin, run)
        options = {"default_shots": shots, "seed_simulator": _checked_seed(seed)}
        return Sampler(backend=backend, options=options)

    def estimator(
        self, *, precision: float = 0.015625, seed: int | None = None
    ) -> "BackendEstimatorV2":
        """Return an ``EstimatorV2`` whose jobs run on this device.

        Observables are measured in groups that commute qubit by qubit, with ``1 / precision**2``
        shots a group: these are what is metered.

        Args:
            precision: Of expectation values whose job states none.
            seed: Of the simulator behind a twin.

        Raises:
            DeviceError: Inside the sandbox, or if the seed is impossible.
        """
        run = self._run()  # first: inside the sandbox there is no more than this refusal
        from grader.devices.primitives import Backend, Estimator

        backend = Backend(self.name, self.target, self._twin, run)
        options = {"default_precision": precision, "seed_simulator": _checked_seed(seed)}
        return Estimator(backend=backend, options=options)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the twin's data
        """Return public data of the twin."""
        twin = None if name.startswith("_") else self.__dict__.get("_twin")
        if twin is None:
            raise AttributeError(f"a device has no {name!r}")
        return getattr(twin, name)

    def __dir__(self) -> list[str]:
        public = [name for name in dir(self._twin) if not name.startswith("_")]
        return sorted({*super().__dir__(), *(public if self._twin else ())})

    def __repr__(self) -> str:
        return "<Device ideal: a simulator without noise>" if not self._twin else repr(self._twin)


def device(name: str) -> Device:
    """Return a device: ``.target`` for `transpile`, ``.sampler()``, ``.estimator()``.

    Example:
        ``transpile(circuit, target=device("kawasaki").target, seed_transpiler=0)``

    Raises:
        UsageError: If there is no device of this name, naming those that exist.
        DeviceError: If the device service says why it cannot be used.
    """
    from grader.devices.twins import IDEAL, twin, twin_from, twin_names

    if not isinstance(name, str):
        raise UsageError(
            f'give a name in quotes, e.g. device("{twin_names()[0]}")\n'
            f'名前を引用符で囲んでください。例: device("{twin_names()[0]}")'
        )
    name = name.lower().strip()
    service = _service()
    if name == IDEAL:
        found = None
    elif name in twin_names():
        found = twin(name)
    elif service is None:
        known = ", ".join((IDEAL, *twin_names()))
        raise UsageError(
            f"no device {name[:40]!r}; there is: {known}\n"
            f"{name[:40]!r} というデバイスはありません。使えるのは {known} です。"
        )
    else:
        found = twin_from(service.describe(name))
    return Device(name, found, lambda: _runner(service))


def _checked_seed(seed: Any) -> int | None:  # noqa: ANN401 - anything may be given
    """Return the seed as a plain number.

    Raises:
        DeviceError: If it is none that a device takes.
    """
    from grader.devices.order import MAX_SEED
    from grader.devices.refusals import refuse

    if seed is None:
        return None
    whole = type(seed) is not bool and isinstance(seed, Integral)
    if not whole or not 0 <= seed <= MAX_SEED:
        raise refuse("seed", seed=seed, limit=MAX_SEED)
    return int(seed)


def _service() -> "Service | None":
    """Return the gateway of this JupyterLab, if there is one."""
    if os.environ.get("QSKILLS_SANDBOX") or not os.environ.get(ADDRESS):
        return None
    from grader.devices.remote import Service

    return Service(os.environ[ADDRESS], os.environ.get(TOKEN, ""))


def _runner(service: "Service | None") -> Callable[[bytes], bytes]:
    """Return what runs a job: the service, or this machine.

    Raises:
        DeviceError: Inside the sandbox.
        UsageError: If nothing here can simulate a device.
    """
    if os.environ.get("QSKILLS_SANDBOX"):
        raise DeviceError("practice-only", *_PRACTICE_ONLY)
    if service is not None:
        return service.run
    for point in entry_points(group="qskills.devices", name="local"):
        warnings.warn(_UNMETERED, Unmetered, stacklevel=3)
        found: Callable[[bytes], bytes] = point.load()
        return found
    raise UsageError("install the simulator: pip install 'quantum-skills[learner]'")
