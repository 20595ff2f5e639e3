"""What a sandbox sees of the host's file system: decided here, and nowhere else.

Of the interpreter and its packages all is read-only; of this project only an allow-list of files
is copied in; what is installed of it, or lies below a bound folder, is covered.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import grader
from grader.errors import SandboxUnavailable
from grader.sandbox.policy import Policy

__all__ = ["ENVIRONMENT", "HOME", "OWN", "View", "make_view"]

HOME = "/tmp"  # noqa: S108 - inside, where it is a file system of its own
_OURS, _VENV = "/q", "/v"
OWN = (
    *("__init__.py", "errors.py", "limits.py", "verdict.py", "draw.py", "client"),
    *("answer/__init__.py", "answer/schema.py", "answer/encode.py", "answer/flatten.py"),
    *("answer/opaque.py", "answer/service.py"),
    # Public data of the twins and what reads it: notebooks use `device("kawasaki").target`.
    *("devices/__init__.py", "devices/twins.py", "devices/data"),
    *(
        f"sandbox/{name}.py"
        for name in (
            *(
                "__init__",
                "arguments",
                "asking",
                "child",
                "collect",
                "confine",
                "display",
                "figures",
            ),
            *("kernel", "packets", "serve", "shell", "zygote"),
        )
    ),
)
"""Our own files that exist inside, below the package; a folder stands for all below it."""

_INSTALLED = (
    *("grader", "leaderboard", "quantum_skills*", "*_quantum_skills.pth"),
    *("__editable__*quantum*skills*",),
)
_SYSTEM = ("lib", "lib32", "lib64", "libx32", "bin", "sbin")

ENVIRONMENT: Mapping[str, str] = {
    "QSKILLS_SANDBOX": "1",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": HOME,
    "USER": "learner",
    "TMPDIR": HOME,
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": f"{HOME}/.mpl",
    "IPYTHONDIR": f"{HOME}/.ipy",
    "JUPYTER_PLATFORM_DIRS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": _OURS,
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "QISKIT_PARALLEL": "FALSE",
    # Rayon's threads do not survive a fork: Qiskit must take its serial paths.
    "QISKIT_IN_PARALLEL": "TRUE",
    "MIMALLOC_ARENA_RESERVE": "65536",
    "MALLOC_ARENA_MAX": "2",
}
"""All that is set inside; nothing of the host's environment goes in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Mounts of a sandbox, in the order in which they are made.

    Attributes:
        binds: ``(host path, path inside)``, read-only.
        links: ``(target, path inside)``.
        covers: Paths inside that are covered by something empty; ``True`` for a folder.
        files: ``(path inside, content)``: the copies of our own files.
        python: Path of the interpreter inside.
        read: Paths that Landlock lets a submission read.
        python_path: Folders of packages beside the interpreter's own.
    """

    binds: tuple[tuple[Path, str], ...]
    links: tuple[tuple[str, str], ...]
    covers: tuple[tuple[str, bool], ...]
    files: tuple[tuple[str, bytes], ...]
    python: str
    read: tuple[str, ...]
    python_path: tuple[str, ...]


def make_view(policy: Policy) -> View:
    """Return the view for the interpreter that runs this.

    Raises:
        SandboxUnavailable: If the interpreter lies where submissions write.
    """
    binds: list[tuple[Path, str]] = [(Path("/usr"), "/usr")]
    links: list[tuple[str, str]] = []
    for name in _SYSTEM:
        path = Path("/") / name
        if path.is_symlink():
            links.append((os.readlink(path), f"/{name}"))
        elif path.is_dir():
            binds.append((path, f"/{name}"))
    if Path("/etc/ld.so.cache").exists():
        binds.append((Path("/etc/ld.so.cache"), "/etc/ld.so.cache"))
    python, interpreter = _interpreter()
    binds += interpreter
    extra = tuple(_foreign_packages([inside for _, inside in interpreter]))
    binds += [(Path(path), path) for path in extra]
    hidden = [inside for _, inside in binds if Path(inside).is_relative_to(HOME)]
    if hidden:
        raise SandboxUnavailable(
            f"the interpreter or its packages lie below {HOME} ({', '.join(hidden)}), which each "
            "submission gets anew; install Python elsewhere (a virtual environment may stay)"
        )
    return View(
        binds=tuple(binds),
        links=tuple(links),
        covers=tuple(_covers(binds, policy)),
        files=tuple(_own_files()),
        python=python,
        read=(*(inside for _, inside in binds), *(inside for _, inside in links), _OURS),
        python_path=(_OURS, *extra),
    )


def _interpreter() -> tuple[str, list[tuple[Path, str]]]:
    """Return the interpreter's path inside and the binds that it needs."""
    base = Path(sys.base_prefix)
    binds = [
        (path.resolve(), str(path))
        for path in dict.fromkeys((base.resolve(), base))
        if not path.is_relative_to("/usr")
    ]
    if sys.prefix == sys.base_prefix:
        return str(Path(sys.executable).resolve()), binds
    binds.append((Path(sys.prefix).resolve(), _VENV))
    return f"{_VENV}/bin/{Path(sys.executable).name}", binds


def _foreign_packages(inside: list[str]) -> Iterator[str]:
    """Yield folders of packages that are neither the interpreter's nor the environment's."""
    own = (sys.prefix, sys.base_prefix, "/usr", *inside)
    for entry in sys.path:
        path = Path(entry)
        if path.name not in {"site-packages", "dist-packages"} or not path.is_dir():
            continue
        if not any(path.is_relative_to(prefix) for prefix in own):
            yield str(path)


def _own_files() -> Iterator[tuple[str, bytes]]:
    package = Path(grader.__file__).parent
    for name in OWN:
        path = package / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and "__pycache__" not in file.parts:
                yield f"{_OURS}/grader/{file.relative_to(package)}", file.read_bytes()


def _covers(binds: list[tuple[Path, str]], policy: Policy) -> Iterator[tuple[str, bool]]:
    """Yield what must not be seen although it lies below a bound folder."""
    checkout = Path(grader.__file__).resolve().parent.parent
    secret = [path.resolve() for path in policy.hidden]
    if checkout.name not in {"site-packages", "dist-packages"}:
        secret.append(checkout)
    for source, inside in binds:
        for path in secret:
            if path.is_relative_to(source) and path != source and path.exists():
                yield f"{inside}/{path.relative_to(source)}", path.is_dir()
        if source.is_dir():
            yield from _installed(source, inside)


def _installed(source: Path, inside: str) -> Iterator[tuple[str, bool]]:
    """Yield what an installation, editable or not, has put beside other packages."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folders = [source / "lib" / version / "site-packages", source]
    folders += source.glob("lib/python3*/dist-packages") if str(source) == "/usr" else []
    folders += source.glob("local/lib/python3*/*-packages") if str(source) == "/usr" else []
    found = {
        path
        for folder in folders
        if folder.name in {"site-packages", "dist-packages"}
        for pattern in _INSTALLED
        for path in folder.glob(pattern)
    }
    for path in sorted(found):
        yield f"{inside}/{path.relative_to(source)}", path.is_dir()
