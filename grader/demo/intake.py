"""Bring the planned demo into the stores: its people, and their notebooks as arrivals."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from grader.demo.notebooks import write
from grader.demo.plan import YOU, Population
from grader.identity import Identity
from grader.results.records import Arrival

__all__ = ["arrivals", "enrol"]

Released = Callable[[str, str, str], Mapping[str, Any]]


def enrol(identity: Identity, population: Population) -> str:
    """Put companies and people into the identity store; twice changes nothing.

    Returns:
        The learner id of the person at the screen.
    """
    identity.put_companies(population.companies)
    known = {person.learner_id for person in identity.people()}
    for person in population.people:
        if person.learner_id not in known:
            identity.put_person(person)
    return YOU


def arrivals(
    population: Population, released: Released, *, known: Collection[str] = ()
) -> Iterator[Arrival]:
    """Yield the planned notebooks as arrivals with their past times, marked as demo.

    Args:
        population: The plan.
        released: Returns the released notebook of a course, an assignment and a language.
        known: Arrival ids that were recorded before; they are passed over. The ids follow from
            the seed alone, so a demo that was made in another week is not made again.

    Yields:
        Arrivals in order of time.
    """
    notebooks: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for place, planned in enumerate(population.plan):
        arrival = f"demo-{place:04d}"
        if arrival in known:
            continue
        key = (planned.course, planned.assignment, planned.language)
        if key not in notebooks:
            notebooks[key] = released(*key)
        yield Arrival(
            learner=planned.learner,
            course=planned.course,
            assignment=planned.assignment,
            notebook=f"{planned.assignment}.ipynb",
            language=planned.language,
            arrival=arrival,
            data=write(planned, notebooks[key]),
            submitted_at=planned.at,
            demo=True,
        )
