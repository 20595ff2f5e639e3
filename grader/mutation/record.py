"""The committed list of campaigns: which content was checked, and why survivors are right."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from grader.exercise import Exercise
from grader.mutation.campaign import Mutant, content_of
from grader.verdict import Outcome

__all__ = ["entry_of", "is_current", "read_record", "write_record"]


def read_record(path: Path) -> dict[str, Any]:
    """Return the entries by exercise; empty if there is no file yet."""
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def is_current(record: Mapping[str, Any], exercise: Exercise) -> bool:
    """Whether an exercise was checked as it stands, and nothing was left to explain."""
    entry = record.get(exercise.id, {"content": "", "unexplained": 0})
    return entry["content"] == content_of(exercise) and not entry["unexplained"]


def entry_of(exercise: Exercise, mutants: Iterable[Mutant]) -> dict[str, Any]:
    """Return what is written of one exercise's campaign."""
    every = list(mutants)
    survivors = [mutant for mutant in every if mutant.outcome is Outcome.ACCEPTED]
    return {
        "content": content_of(exercise),
        "mutants": len(every),
        "verdicts": dict(sorted(Counter(str(mutant.outcome) for mutant in every).items())),
        "unexplained": sum(not mutant.ok for mutant in every),
        "survivors": [
            f"{one.submission}: {one.change}: {one.explained or 'UNEXPLAINED'}" for one in survivors
        ],
    }


def write_record(path: Path, entries: Mapping[str, Any]) -> None:
    """Put entries into the list, in place of those of the same exercises."""
    merged = {**read_record(path), **entries}
    text = json.dumps(dict(sorted(merged.items())), indent=1, ensure_ascii=False)
    fresh = path.with_suffix(".new")
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(path)
