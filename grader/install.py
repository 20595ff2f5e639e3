"""Make the state directory of an installation, or complete one."""

from grader.consortium import DEFAULT, load_consortium
from grader.identity import Identity
from grader.results.store import Store
from grader.state import State

__all__ = ["initialise", "person_at_screen"]


def initialise(state: State, *, demo: bool) -> None:
    """Make what is missing and bring the companies up to date with ``consortium.toml``.

    Raises:
        ConfigError: If ``consortium.toml`` is not valid.
    """
    if demo:
        from grader.demo import consortium_toml

        state.create(consortium_toml())
    else:
        state.create(DEFAULT)
    consortium = load_consortium(state.consortium)
    with Identity(state.identity) as identity, Store(state.results):
        identity.put_companies(consortium.companies)


def person_at_screen(state: State) -> str | None:
    """Return the learner id of the one who sits before a demo, or ``None`` outside of a demo."""
    mark = state.path / "demo-learner"
    return mark.read_text(encoding="ascii").strip() if mark.is_file() else None
