"""One check by MQT QCEC, in a process of its own: circuits on stdin, the word on stdout.

Run as a file, isolated, so that nothing but QCEC is imported. The process dies with the judge
that started it, and bounds its own memory and CPU time.

Only the alternating decision-diagram checker runs. QCEC's default portfolio lets several
checkers race, and a race must not decide a grade. Equality is approximate: the projective
Hilbert-Schmidt distance ``sqrt(1 - |tr(V'U)/d|^2)`` against the threshold that stands for the
judge's own tolerance, so that rounded angles of a right circuit do not count as a difference.
"""

import ctypes
import json
import resource
import signal
import sys

from mqt.core.ir import QuantumComputation
from mqt.qcec.pyqcec import Configuration, EquivalenceCheckingManager

# Gates that QCEC knows by another name or as a controlled gate: (method, number of controls).
_CONTROLLED = {
    "ccx": ("mcx", 2),
    "c3x": ("mcx", 3),
    "c4x": ("mcx", 4),
    "mcx": ("mcx", -1),
    "ccz": ("mcz", 2),
    "c3sx": ("mcsx", 3),
    "cswap": ("mcswap", 1),
    "mcphase": ("mcp", -1),
}
_PR_SET_PDEATHSIG = 1


def main(memory_mib: int, cpu_s: int) -> None:
    """Read two circuits and a threshold, print QCEC's word."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory_mib << 20, memory_mib << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    request = json.load(sys.stdin)
    one, two = (build(request["num_qubits"], ops) for ops in request["circuits"])
    sys.stdout.write(compare(one, two, request["threshold"]) + "\n")


def build(num_qubits: int, ops: list[tuple[str, list[float], list[int]]]) -> QuantumComputation:
    """Return QCEC's own form of a circuit."""
    circuit = QuantumComputation(num_qubits)
    for name, params, qubits in ops:
        if name in _CONTROLLED:
            method, count = _CONTROLLED[name]
            controls = qubits[:count]
            getattr(circuit, method)(*params, set(controls), *qubits[len(controls) :])
        elif name == "cu":
            theta, phi, lam, gamma = params
            circuit.p(gamma, qubits[0])
            circuit.cu(theta, phi, lam, *qubits)
        elif name != "id":
            getattr(circuit, name)(*params, *qubits)
    return circuit


def compare(one: QuantumComputation, two: QuantumComputation, threshold: float) -> str:
    """Return the name of QCEC's result."""
    configuration = Configuration()
    configuration.execution.method = "alternating"
    configuration.execution.parallel = False
    configuration.functionality.check_approximate_equivalence = True
    configuration.functionality.approximate_checking_threshold = threshold
    manager = EquivalenceCheckingManager(one, two, configuration)
    manager.run()
    return str(manager.equivalence.name)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
