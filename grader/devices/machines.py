"""What runs jobs: twins, the simulator without noise, and machines at IBM Quantum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from qiskit import QuantumCircuit

from grader.devices.estimate import quantum_ns
from grader.devices.isa import isa_fault
from grader.devices.metering import Charge
from grader.devices.order import MAX_CIRCUITS
from grader.devices.refusals import refuse
from grader.devices.simulate import MAX_WORK_S, active_qubits, compact, simulate, work
from grader.devices.twins import IDEAL, IDEAL_QUBITS, Twin, twin, twin_names
from grader.ibm_account import IbmAccount

__all__ = [
    "MAX_RESULT_MIB",
    "IdealMachine",
    "Machine",
    "Machines",
    "TwinMachine",
    "check_job",
]

IDEAL_SHOTS = 1_000_000
MAX_RESULT_MIB = 32

Bits = NDArray[np.uint8]


class Machine(Protocol):
    """One device."""

    @property
    def name(self) -> str:
        """What learners call it."""
        ...

    @property
    def device(self) -> Twin | None:
        """Its map, errors and durations; ``None`` for a simulator without noise."""
        ...

    @property
    def repeatable(self) -> bool:
        """Whether running a job again costs nobody anything."""
        ...

    def price(self, circuits: Sequence[QuantumCircuit], shots: int) -> Charge:
        """Return the most that a job can be charged.

        Raises:
            DeviceError: If the machine cannot run it; nothing was run.
        """
        ...

    def run(
        self, circuits: Sequence[QuantumCircuit], shots: int, seed: int | None
    ) -> tuple[list[Bits], Charge]:
        """Run a job that has a price, and return the bits of every shot and the real charge."""
        ...


@dataclass(frozen=True)
class TwinMachine:
    """A frozen twin, simulated with the noise of the qubits that a circuit uses."""

    device: Twin
    repeatable: bool = True

    @property
    def name(self) -> str:
        """Name of the twin."""
        return self.device.name

    def price(self, circuits: Sequence[QuantumCircuit], shots: int) -> Charge:
        """Return the charge: the quantum time is what the real machine would take.

        Raises:
            DeviceError: If a circuit is not ISA-legal, or the job is too large.
        """
        check_job(circuits, shots, name=self.name, max_shots=self.device.max_shots)
        for circuit in circuits:
            fault = isa_fault(circuit, self.device)
            if fault is not None:
                raise fault
        _check_work([compact(each, _used(each)) for each in circuits], shots, noisy=True)
        return Charge(
            circuits=len(circuits),
            shots=len(circuits) * shots,
            quantum_ns=sum(quantum_ns(circuit, shots, self.device) for circuit in circuits),
        )

    def run(
        self, circuits: Sequence[QuantumCircuit], shots: int, seed: int | None
    ) -> tuple[list[Bits], Charge]:
        """Run every circuit on the qubits that it uses."""
        bits = []
        for number, circuit in enumerate(circuits):
            qubits = _used(circuit)
            small = compact(circuit, qubits)
            own = None if seed is None else seed + number
            bits.append(simulate(small, shots=shots, seed=own, device=self.device, qubits=qubits))
        return bits, self.price(circuits, shots)


@dataclass(frozen=True)
class IdealMachine:
    """A simulator without noise, which has every gate of the wire and takes no quantum time."""

    name: str = IDEAL
    device: Twin | None = None
    repeatable: bool = True

    def price(self, circuits: Sequence[QuantumCircuit], shots: int) -> Charge:
        """Return the charge.

        Raises:
            DeviceError: If the job is too large.
        """
        check_job(circuits, shots, name=self.name, max_shots=IDEAL_SHOTS)
        for circuit in circuits:
            qubits = len(_used(circuit))
            if qubits > IDEAL_QUBITS:
                raise refuse("width", name=self.name, qubits=qubits, limit=IDEAL_QUBITS)
        _check_work([compact(each, _used(each)) for each in circuits], shots, noisy=False)
        return Charge(circuits=len(circuits), shots=len(circuits) * shots)

    def run(
        self, circuits: Sequence[QuantumCircuit], shots: int, seed: int | None
    ) -> tuple[list[Bits], Charge]:
        """Run every circuit."""
        bits = [
            simulate(
                compact(circuit, _used(circuit)),
                shots=shots,
                seed=None if seed is None else seed + number,
            )
            for number, circuit in enumerate(circuits)
        ]
        return bits, self.price(circuits, shots)


class Machines:
    """All devices of an installation, by name.

    Args:
        ibm: How IBM Quantum is reached, if it is.
        environment: Where its credentials are looked up.
    """

    def __init__(
        self, ibm: IbmAccount | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        self._ibm = ibm
        self._environment = environment or {}
        self._known: dict[str, Machine] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of all devices; credentials are not looked at."""
        machines = self._ibm.devices if self._ibm else ()
        return tuple(dict.fromkeys((IDEAL, *twin_names(), *machines)))

    def lanes(self) -> tuple[frozenset[str], ...]:
        """Return the devices that this process can run, by what can run at the same time.

        Simulators share a lane; each machine at IBM Quantum has one of its own, since a job may
        wait there for hours. One without credentials here is left to another process.
        """
        lanes = [frozenset({IDEAL, *twin_names()})]
        if self._ibm is not None and self._ibm.missing(self._environment) is None:
            lanes += [frozenset({name}) for name in self._ibm.devices]
        return tuple(lanes)

    def get(self, name: str) -> Machine:
        """Return a device.

        Raises:
            DeviceError: If there is none of this name (``unknown-device``), or IBM Quantum
                cannot be reached (``credentials``, ``backend``).
        """
        if name not in self.names():
            raise refuse("unknown-device", name=name[:40], known=", ".join(self.names()))
        if name not in self._known:
            self._known[name] = self._make(name)
        return self._known[name]

    def _make(self, name: str) -> Machine:
        if name == IDEAL:
            return IdealMachine()
        if name in twin_names():
            return TwinMachine(twin(name))
        from grader.devices.ibm import IbmMachine  # loads qiskit-ibm-runtime

        assert self._ibm is not None  # noqa: S101 - for the type checker: it has named the device
        return IbmMachine.connect(name, self._ibm, self._environment)


def check_job(circuits: Sequence[QuantumCircuit], shots: int, *, name: str, max_shots: int) -> None:
    """Refuse a job for what any machine would refuse.

    Raises:
        DeviceError: Number of circuits (``jobs``), shots (``shots``), bits (``no-bits``) or
            size of the result (``result-size``).
    """
    if not 1 <= len(circuits) <= MAX_CIRCUITS:
        raise refuse("jobs", limit=MAX_CIRCUITS, circuits=len(circuits))
    if type(shots) is not int or not 1 <= shots <= max_shots:
        raise refuse("shots", shots=shots, name=name, limit=max_shots)
    for number, circuit in enumerate(circuits):
        if circuit.num_clbits == 0:
            raise refuse("no-bits", number=number)
    size = sum((circuit.num_clbits + 7) // 8 for circuit in circuits) * shots
    if size > MAX_RESULT_MIB << 20:
        raise refuse("result-size", limit=MAX_RESULT_MIB)


def _used(circuit: QuantumCircuit) -> tuple[int, ...]:
    """Return the qubits to simulate: at least one, so that there is something to run."""
    return active_qubits(circuit) or (0,)


def _check_work(circuits: Sequence[QuantumCircuit], shots: int, *, noisy: bool) -> None:
    seconds = sum(work(circuit, shots, noisy=noisy)[1] for circuit in circuits)
    if seconds > MAX_WORK_S:
        widest = max(circuit.num_qubits for circuit in circuits)
        raise refuse("too-large", qubits=widest, shots=shots, limit=int(MAX_WORK_S))
