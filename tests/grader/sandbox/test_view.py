import sys
from pathlib import Path

import pytest

import grader
from grader.errors import SandboxUnavailable
from grader.sandbox.policy import Policy
from grader.sandbox.view import View, make_view

FORBIDDEN = (
    *("judge", "results", "exercise", "catalog", "planning", "faults", "pipeline", "practice"),
    *("identity", "cli/"),
)


def own_names(view: View) -> list[str]:
    """Return the files of this project that are visible inside, below the package."""
    return [path.removeprefix("/q/grader/") for path, _ in view.files]


def test_of_our_own_code_only_the_list_is_visible():
    names = own_names(make_view(Policy()))
    assert {"__init__.py", "answer/encode.py", "client/check.py", "sandbox/zygote.py"} <= set(names)
    assert not [name for name in names if name.startswith(FORBIDDEN)]
    assert not [name for name in names if "launcher" in name or "decode" in name]


def test_every_file_that_is_visible_imports_only_visible_ones():
    view = make_view(Policy())
    visible = {name.removesuffix(".py").removesuffix("/__init__") for name in own_names(view)}
    for path, content in view.files:
        for line in content.decode().splitlines():
            if line.startswith(("from grader.", "import grader.")) and path.endswith(".py"):
                module = line.split()[1].removeprefix("grader.").replace(".", "/")
                assert module in visible, f"{path}: {line}"


def test_a_hidden_folder_below_a_bound_one_is_covered(tmp_path):
    secret = Path(sys.prefix) / "lib"
    covers = make_view(Policy(hidden=(secret,))).covers
    assert any(path.endswith("/lib") and folder for path, folder in covers)


def test_what_is_installed_of_this_project_is_covered(tmp_path, monkeypatch):
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = tmp_path / "lib" / version / "site-packages"
    for name in ("grader", "leaderboard", "quantum_skills-0.1.0.dist-info", "numpy"):
        (packages / name).mkdir(parents=True)
    (packages / "_editable_impl_quantum_skills.pth").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "path", [])
    inside = f"/v/lib/{version}/site-packages"
    assert {
        (f"{inside}/grader", True),
        (f"{inside}/leaderboard", True),
        (f"{inside}/quantum_skills-0.1.0.dist-info", True),
        (f"{inside}/_editable_impl_quantum_skills.pth", False),
    } <= set(make_view(Policy()).covers)
    assert not [path for path, _ in make_view(Policy()).covers if "numpy" in path]


def test_an_interpreter_below_tmp_is_refused_with_a_cure(monkeypatch):
    monkeypatch.setattr(sys, "base_prefix", "/tmp")
    with pytest.raises(SandboxUnavailable, match="install Python elsewhere"):
        make_view(Policy())


def test_the_checkout_itself_is_never_bound():
    checkout = Path(grader.__file__).resolve().parent.parent
    for source, inside in make_view(Policy()).binds:
        if checkout.is_relative_to(source):
            covered = f"{inside}/{checkout.relative_to(source)}"
            assert (covered, True) in make_view(Policy()).covers
