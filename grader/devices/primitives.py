"""Qiskit's primitives over whatever runs jobs: circuits are checked, bound and sent as data."""

from collections.abc import Callable, Iterable
from typing import Any

from qiskit import QuantumCircuit
from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2
from qiskit.providers import BackendV2, Options
from qiskit.result import Result
from qiskit.transpiler import Target

from grader.devices.isa import isa_fault
from grader.devices.order import MAX_CIRCUITS, Order, read_result
from grader.devices.twins import Twin

__all__ = ["Backend", "Estimator", "Sampler"]


class Backend(BackendV2):  # type: ignore[misc]  # Qiskit has no types
    """What Qiskit's primitives run circuits on.

    Args:
        name: Name of the device.
        target: Its description.
        twin: Its map, by which circuits are checked before they are sent; ``None``: any gate.
        run: Takes the bytes of an order, returns those of the result.
    """

    def __init__(
        self, name: str, target: Target, twin: Twin | None, run: Callable[[bytes], bytes]
    ) -> None:
        super().__init__(name=name)
        self._target = target
        self._twin = twin
        self._run = run

    @property
    def target(self) -> Target:
        """Description for `transpile`."""
        return self._target

    @property
    def max_circuits(self) -> int:
        """Circuits that go into one job; primitives make several jobs of more."""
        return MAX_CIRCUITS

    @classmethod
    def _default_options(cls) -> Options:
        return Options()

    def check(self, circuit: QuantumCircuit) -> None:
        """Refuse a circuit that the device cannot run, before anything is sent.

        Raises:
            DeviceError: Naming the operation and the cure.
        """
        fault = None if self._twin is None else isa_fault(circuit, self._twin)
        if fault is not None:
            raise fault

    def run(
        self,
        run_input: QuantumCircuit | list[QuantumCircuit],
        *,
        shots: int = 1024,
        seed_simulator: int | None = None,
        **_: Any,  # noqa: ANN401 - `memory` and others of Qiskit's, which change nothing here
    ) -> "_Finished":
        """Run circuits without free parameters and wait for the result.

        Raises:
            DeviceError: If the job is refused or fails.
        """
        circuits = [run_input] if isinstance(run_input, QuantumCircuit) else list(run_input)
        for circuit in circuits:
            self.check(circuit)
        seed = None if seed_simulator is None else int(seed_simulator)
        order = Order(device=self.name, circuits=tuple(circuits), shots=int(shots), seed=seed)
        bits = read_result(self._run(order.body()))
        return _Finished(_result(self.name, circuits, int(shots), bits))


class Sampler(BackendSamplerV2):  # type: ignore[misc]
    """``SamplerV2`` that refuses an illegal circuit when it is handed in, not when it is read."""

    def run(self, pubs: Iterable[Any], *, shots: int | None = None) -> Any:  # noqa: ANN401
        """Run pubs ``(circuit, parameter values, shots)``.

        Raises:
            DeviceError: If a circuit is not legal on the device.
        """
        return super().run(_checked(self.backend, pubs), shots=shots)


class Estimator(BackendEstimatorV2):  # type: ignore[misc]
    """``EstimatorV2`` that refuses an illegal circuit when it is handed in."""

    def run(self, pubs: Iterable[Any], *, precision: float | None = None) -> Any:  # noqa: ANN401
        """Run pubs ``(circuit, observables, parameter values, precision)``.

        Raises:
            DeviceError: If a circuit is not legal on the device.
        """
        return super().run(_checked(self.backend, pubs), precision=precision)


class _Finished:
    """A job of a backend that has its result already."""

    def __init__(self, result: Result) -> None:
        self._result = result

    def result(self) -> Result:
        return self._result


def _checked(backend: Backend, pubs: Iterable[Any]) -> list[Any]:
    kept = list(pubs)
    for pub in kept:
        circuit = pub[0] if isinstance(pub, (tuple, list)) and pub else pub
        circuit = getattr(circuit, "circuit", circuit)
        if isinstance(circuit, QuantumCircuit):
            backend.check(circuit)
    return kept


def _result(name: str, circuits: list[QuantumCircuit], shots: int, bits: Iterable[Any]) -> Result:
    """Return the bits of every shot in the form that Qiskit's primitives read."""
    results = []
    for circuit, array in zip(circuits, bits, strict=True):
        memory = [f"0x{int.from_bytes(row.tobytes(), 'big'):x}" for row in array]
        counts: dict[str, int] = {}
        for shot in memory:
            counts[shot] = counts.get(shot, 0) + 1
        header = {
            "name": circuit.name,
            "creg_sizes": [[register.name, register.size] for register in circuit.cregs],
            "memory_slots": circuit.num_clbits,
        }
        data = {"memory": memory, "counts": counts}
        results.append({"shots": shots, "success": True, "data": data, "header": header})
    whole = {"backend_name": name, "backend_version": "1", "job_id": "", "success": True}
    return Result.from_dict({**whole, "results": results})
