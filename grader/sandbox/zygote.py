"""The warm process that submissions are forked from. Runs inside the sandbox.

It imports what courses use, then only receives descriptors, forks and closes. Its fork, the
warden, enters new namespaces and forks the child that runs the learner's code; the warden stays
outside of them to tell the truth about how the child ended.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

__all__ = ["main"]

_MODULES = (
    *("numpy", "scipy.linalg", "scipy.sparse", "scipy.stats", "scipy.optimize", "qiskit"),
    *("qiskit.quantum_info", "qiskit.circuit.library", "qiskit.qasm2", "qiskit.primitives"),
    *("qiskit.circuit.commutation_library", "qiskit.synthesis.linear.linear_circuits_utils"),
    *("qiskit.transpiler.passes.synthesis.hls_plugins", "qiskit.transpiler.preset_passmanagers"),
    *("qiskit.visualization", "IPython", "asyncio"),
)
_OPTIONAL = ("qiskit_aer", "matplotlib.pyplot", "pylatexenc.latexencode", "pylatexenc.latex2text")
_SPACES = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")
# What nearly every course notebook imports of ours.
_OURS = ("grader.client.check", "grader.client.device", "grader.devices.twins")
_FAILED = 99
_FDS_MAX = 64


def _warm() -> None:
    """Load what the first submission would otherwise wait for.

    Only imports and level 0 and 1: transpiling at level 2 or more, and running Aer, start
    threads, and a process with threads must not be forked.
    """
    for name in _MODULES:
        importlib.import_module(name)
    for name in (*_OPTIONAL, *_OURS):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    from qiskit.transpiler import generate_preset_pass_manager
    from qiskit.transpiler.preset_passmanagers.plugin import PassManagerStagePluginManager

    PassManagerStagePluginManager()
    backends: list[dict[str, Any]] = [{"basis_gates": ["rz", "sx", "cx"]}]
    aer = sys.modules.get("qiskit_aer")
    if aer is not None:
        backends.append({"backend": aer.AerSimulator()})
    for level in (0, 1):
        for backend in backends:
            generate_preset_pass_manager(level, **backend)
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        import io

        figure, axes = pyplot.subplots()
        axes.plot([0, 1])
        figure.savefig(io.BytesIO(), format="png")
        pyplot.close("all")


def main(arguments: Sequence[str]) -> None:
    """Warm up and serve. The arguments are the control socket's and the setup's descriptors."""
    control = socket.socket(fileno=int(arguments[0]))
    with open(int(arguments[1]), "rb") as file:
        setup, _, program = file.read().partition(b"\n")
    options = json.loads(setup)
    os.environ.pop("PWD", None)  # set by bubblewrap
    _warm()
    from grader.sandbox.shell import make_shell

    shell = make_shell(frozenset(options["magics"]), commands=options["shell"])
    import grader.sandbox.child
    import grader.sandbox.confine

    import grader.answer.flatten  # isort: skip  # loaded late by the encoder

    del grader
    gc.collect()
    gc.freeze()
    threads = len(os.listdir("/proc/self/task"))
    control.sendall(json.dumps({"ready": threads == 1, "threads": threads}).encode())
    if threads == 1:
        _serve(control, options, program, shell)


def _serve(
    control: socket.socket,
    options: Mapping[str, Any],
    program: bytes,
    shell: Any,  # noqa: ANN401 - imported late
) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # wardens reap themselves
    while True:
        message, fds, _, _ = socket.recv_fds(control, 16, _FDS_MAX)
        if not message:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            try:
                _guard(fds, options, program, shell)
            finally:
                os._exit(_FAILED)
        for fd in fds:
            os.close(fd)


def _guard(fds: Sequence[int], options: Mapping[str, Any], program: bytes, shell: Any) -> NoReturn:  # noqa: ANN401
    """Be the warden: fork the child into new namespaces and report how it ends."""
    from grader.sandbox import kernel

    status = socket.socket(fileno=fds[0])
    go_read, go_write = os.pipe()
    if options["namespaces"]:
        uid, gid = os.getuid(), os.getgid()
        kernel.unshare(_SPACES)
        kernel.write_id_maps(uid, gid)
    pid = os.fork()
    if pid == 0:
        status.close()
        os.close(go_write)
        try:
            _become_child(fds[1:], go_read, options, program, shell)
        except BaseException:  # noqa: BLE001 - the last chance to say what failed
            import traceback

            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(_FAILED)
    for fd in (*fds[1:], go_read):
        os.close(fd)
    pidfd = os.pidfd_open(pid)
    socket.send_fds(status, [b"p"], [pidfd])
    if status.recv(1):  # the supervisor has put the child where it is metered
        os.write(go_write, b"g")
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(go_write)
    _, code, usage = os.wait4(pid, 0)
    report = {"status": code, "cpu_s": usage.ru_utime + usage.ru_stime}
    status.sendall(json.dumps(report).encode())
    os._exit(0)


def _become_child(
    fds: Sequence[int],
    go: int,
    options: Mapping[str, Any],
    program: bytes,
    shell: Any,  # noqa: ANN401
) -> None:
    """Lock this process in, wait for the word, and run the notebook."""
    from grader.sandbox.child import Notebook
    from grader.sandbox.confine import confine

    with open(fds[0], "rb") as file:
        job = json.load(file)
    _place(fds[1:], go)
    confine(options, cpu_s=job["cpu_s"], memory_mib=job["memory_mib"], program=program)
    gate = len(fds)
    if not os.read(gate, 1):
        os._exit(_FAILED)
    os.close(gate)
    os.environ["HOME"] = options["home"]
    notebook = Notebook(job, shell)
    notebook.run()


def _place(fds: Sequence[int], go: int) -> None:
    """Put output, error, answer and request descriptors at 1, 2, 3, 4...; the gate after them."""
    import fcntl

    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 200) for fd in (*fds, go)]
    null = os.open("/dev/null", os.O_RDONLY)
    os.dup2(null, 0)
    for place, fd in enumerate(high, start=1):
        os.dup2(fd, place)
    os.closerange(len(high) + 1, 4096)


if __name__ == "__main__":
    main(sys.argv[1:])
