"""Machines at IBM Quantum, through qiskit-ibm-runtime: the same jobs as on a twin.

With ``channel = "local"`` the machines are the fake ones of Runtime's local testing mode, and
everything else is the same.
"""

import logging
import math
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from qiskit import QuantumCircuit
from qiskit.exceptions import QiskitError
from qiskit_ibm_runtime import QiskitRuntimeService, SamplerV2
from qiskit_ibm_runtime.exceptions import IBMError

from grader.devices.estimate import quantum_ns
from grader.devices.freeze import snapshot
from grader.devices.isa import isa_fault
from grader.devices.machines import check_job
from grader.devices.metering import NANO, Charge
from grader.devices.refusals import refuse
from grader.devices.twins import Twin, twin_from
from grader.ibm_account import IbmAccount

__all__ = ["OVERHEAD_S", "IbmMachine"]

log = logging.getLogger(__name__)

OVERHEAD_S = 10
"""Quantum seconds reserved for each job beside its shots; what is not used is given back."""

Bits = NDArray[np.uint8]
_FAILURES = (IBMError, QiskitError, OSError, ValueError)


class IbmMachine:
    """One machine, with its map and errors of now.

    Args:
        name: As IBM Quantum calls it.
        backend: From the service.
        local: Whether it is a fake one of the local testing mode.
    """

    repeatable = False

    def __init__(self, name: str, backend: Any, *, local: bool) -> None:  # noqa: ANN401
        self.name = name
        self.device: Twin = twin_from(snapshot(name, backend))
        self._backend = backend
        self._local = local

    @classmethod
    def connect(cls, name: str, account: IbmAccount, environment: Mapping[str, str]) -> Self:
        """Find the machine.

        Raises:
            DeviceError: If credentials are missing (``credentials``), or IBM Quantum does not
                answer or has no such machine (``backend``).
        """
        options = _credentials(name, account, environment)
        try:
            with warnings.catch_warnings():
                # Of a fake machine that the local mode makes whichever is asked for.
                warnings.filterwarnings("ignore", message="Properties of fake_nighthawk")
                service = QiskitRuntimeService(channel=account.channel, **options)
                backend = service.backend(name)
        except _FAILURES as error:
            log.warning("IBM Quantum: %s", error)
            raise refuse("backend", detail=_plain(error)) from error
        return cls(name, backend, local=account.channel == "local")

    def price(self, circuits: Sequence[QuantumCircuit], shots: int) -> Charge:
        """Return the charge with the overhead of a job.

        Raises:
            DeviceError: If a circuit is not ISA-legal, or the job is too large.
        """
        check_job(circuits, shots, name=self.name, max_shots=self.device.max_shots)
        for circuit in circuits:
            fault = isa_fault(circuit, self.device)
            if fault is not None:
                raise fault
            if len(circuit.cregs) > 1:
                raise refuse("form", detail=f"{self.name} takes conditions on single bits only")
        estimate = sum(quantum_ns(circuit, shots, self.device) for circuit in circuits)
        return Charge(
            circuits=len(circuits),
            shots=len(circuits) * shots,
            quantum_ns=math.ceil(estimate / NANO) * NANO + OVERHEAD_S * NANO,
        )

    def run(
        self, circuits: Sequence[QuantumCircuit], shots: int, seed: int | None
    ) -> tuple[list[Bits], Charge]:
        """Run a job through Runtime's sampler.

        Raises:
            DeviceError: If it failed (``backend``).
        """
        price = self.price(circuits, shots)
        sampler = _sampler(self._backend)
        if not self._local:
            # The machine ends the job rather than pass what was reserved.
            sampler.options.max_execution_time = price.quantum_ns // NANO
        elif seed is not None:
            sampler.options.simulator.seed_simulator = seed
        try:
            job = sampler.run(list(circuits), shots=shots)
            result = job.result()
            bits = [np.asarray(pub.join_data().array, dtype=np.uint8) for pub in result]
            used = self._used_ns(job, circuits, shots)
        except _FAILURES as error:
            log.warning("%s: %s", self.name, error)
            raise refuse("backend", detail=_plain(error)) from error
        return bits, Charge(circuits=price.circuits, shots=price.shots, quantum_ns=used)

    def _used_ns(self, job: Any, circuits: Sequence[QuantumCircuit], shots: int) -> int:  # noqa: ANN401
        if self._local:  # nobody measures a fake machine's time
            return sum(quantum_ns(circuit, shots, self.device) for circuit in circuits)
        return math.ceil(float(job.usage()) * NANO)


def _sampler(backend: Any) -> Any:  # noqa: ANN401 - Runtime has no types
    with warnings.catch_warnings():
        # Its successor, in `executor_sampler`, is younger than the oldest release that we support.
        warnings.filterwarnings("ignore", "The SamplerV2 class is deprecated", DeprecationWarning)
        return SamplerV2(mode=backend)


def _credentials(name: str, account: IbmAccount, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the service's arguments.

    Raises:
        DeviceError: If they are not there (``credentials``), naming what is missing.
    """
    missing = account.missing(environment)
    if missing is not None:
        raise refuse("credentials", name=name, missing=missing)
    if account.channel == "local":
        return {}
    if account.credentials_file is not None:
        return {"filename": account.credentials_file}
    found = {
        "token": environment.get(account.token_variable, ""),
        "instance": environment.get(account.instance_variable, ""),
    }
    return {key: value for key, value in found.items() if value}


def _plain(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
