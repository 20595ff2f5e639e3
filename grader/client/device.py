"""`device("kawasaki")`: a device twin for a course notebook.

A twin's map and errors are public data, so that the same call works on a learner's machine
and inside the sandbox. Nothing is run here.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.devices.twins import Twin

__all__ = ["device"]


def device(name: str) -> "Twin":
    """Return a device twin: ``.target`` for `transpile`, ``.edges``, ``.errors``.

    Example:
        ``transpile(circuit, target=device("kawasaki").target, seed_transpiler=0)``

    Raises:
        UsageError: If there is no device of this name, naming those that exist.
    """
    from grader.devices.twins import twin, twin_names
    from grader.errors import UsageError

    if not isinstance(name, str):
        raise UsageError(f'give a name in quotes, e.g. device("{twin_names()[0]}")')
    return twin(name.lower().strip())
