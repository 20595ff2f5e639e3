"""Make the state directory of an installation, or complete one."""

from grader.consortium import DEFAULT, load_consortium
from grader.identity import Identity
from grader.results.store import Store
from grader.state import State

__all__ = ["initialise", "person_at_screen", "seat"]

_SEAT = "demo-learner"


def initialise(state: State, *, settings: str = DEFAULT) -> None:
    """Make what is missing and bring the companies up to date with ``consortium.toml``.

    Args:
        state: The state directory.
        settings: Text of ``consortium.toml``, used only where there is none yet.

    Raises:
        ConfigError: If ``consortium.toml`` is not valid.
    """
    state.create(settings)
    consortium = load_consortium(state.consortium)
    with Identity(state.identity) as identity, Store(state.results):
        identity.put_companies(consortium.companies)


def seat(state: State, learner: str) -> None:
    """Note who sits before the screen of a demo."""
    (state.path / _SEAT).write_text(f"{learner}\n", encoding="ascii")


def person_at_screen(state: State) -> str | None:
    """Return the learner id of the one who sits before a demo, or ``None`` outside of a demo."""
    mark = state.path / _SEAT
    return mark.read_text(encoding="ascii").strip() if mark.is_file() else None
