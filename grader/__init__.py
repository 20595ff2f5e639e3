"""Grade Qiskit notebooks: a sandbox runs them, a trusted judge decides.

The flow, one module a stage:

    notebook -> sandbox (yields only data) -> answer (``qans/1``) -> judge -> verdict -> results

A course notebook uses three names of this package, loaded on first use so that
importing a leaf module stays cheap::

    from grader import check, device, hint, questions
"""

from typing import Any

__version__ = "0.1.0"

_NOTEBOOK_NAMES = {
    "check": "grader.client.check",
    "hint": "grader.client.check",
    "questions": "grader.client.check",
    "device": "grader.client.device",
}

__all__ = ["__version__", "check", "device", "hint", "questions"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the names have different types
    """Load a notebook helper when a notebook first asks for it."""
    if name not in _NOTEBOOK_NAMES:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_NOTEBOOK_NAMES[name]), name)
