"""All that the stores hold of one person, for the person alone."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from grader.consortium import load_consortium
from grader.identity import Decision, Identity
from grader.inbox import read_decisions, read_views
from grader.results.device_jobs import DeviceJobs
from grader.results.store import Store
from grader.state import State

__all__ = ["own_copy"]

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def own_copy(state: State, learner: str) -> Mapping[str, Any]:
    """Return a person's data as JSON can hold it; nothing of anybody else is in it.

    Raises:
        UsageError: If nobody has this id.
        ResultsError: If a store cannot be read.
    """
    with Identity(state.identity, readonly=True) as identity:
        person = identity.known(learner)
        facts = identity.facts(learner)
        decisions = (*identity.decisions(learner), *_pending(state, identity, learner))
    return {
        "person": {
            "learner": person.learner_id,
            "company": person.company_id,
            "handle": person.handle,
            "role": person.role,
            "joined_at": person.joined_at.isoformat(),
            **facts,
        },
        "decisions": [
            {"purpose": d.purpose, "given": d.given, "text": d.text_version,
             "at": d.at.strftime(_MOMENT)}
            for d in decisions
        ],
        "views": [
            {"at": v.at.strftime(_MOMENT), "viewer": v.viewer, "page": v.page,
             "subject": v.subject}
            for v in read_views(state.inbox)
            if v.actor == learner
        ],
        **_results(state, learner),
        "device_use": _device_use(state, learner),
    }  # fmt: skip


def _results(state: State, learner: str) -> dict[str, Any]:
    with Store(state.results, readonly=True) as store:
        attempts = store.attempts(learner=learner)
        return {
            "submissions": [
                {
                    "course": one.course,
                    "assignment": one.assignment,
                    "number": one.number,
                    "counted": one.counted,
                    "submitted_at": one.submitted_at.isoformat(),
                    "name": one.notebook,
                    "notebook": store.blob(one.blob).decode(errors="replace")
                    if store.holds(one.blob)
                    else None,
                }
                for one in attempts
            ],
            "verdicts": [
                {
                    "exercise": v.exercise,
                    "outcome": str(v.outcome),
                    "thousandths_of_points": v.points,
                    "cost": v.cost,
                    "submitted_at": v.submitted_at.isoformat(),
                }
                for v in store.verdicts(include_superseded=True)
                if v.learner == learner
            ],
            "log": [
                {"at": e.at.strftime(_MOMENT), "actor": e.actor, "action": e.action,
                 "detail": e.detail}
                for e in store.ledger.entries()
                if e.subject == learner
            ],
        }  # fmt: skip


def _device_use(state: State, learner: str) -> list[dict[str, Any]]:
    settings = load_consortium(state.consortium)
    zone = ZoneInfo(settings.time_zone)
    with DeviceJobs(state.results, quotas=settings.quotas, zone=zone, readonly=True) as jobs:
        return [
            {"day": row.day, "device": row.device, "jobs": row.jobs, **asdict(row.charge)}
            for row in jobs.daily()
            if row.learner == learner
        ]


def _pending(state: State, identity: Identity, learner: str) -> list[Decision]:
    taken = identity.taken()
    return [
        d for d in read_decisions(state.inbox) if d.learner_id == learner and d.key not in taken
    ]
