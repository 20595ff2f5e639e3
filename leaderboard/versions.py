"""By which versions the results of a build came about, and a digest of the content they are of."""

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from leaderboard.build import Build

__all__ = ["about_versions"]


def about_versions(build: Build) -> dict[str, str]:
    """Return what all files of a build say of versions, for their table ``meta``.

    ``judges`` and ``formulas``: the day of the first standing verdict by each (JSON, by version);
    ``content``: SHA-256 of exercises and courses as far as a board depends on them.
    """
    formulas = {exercise.id: exercise.formula for exercise in build.inputs.exercises}
    first: dict[str, dict[str, int]] = {"judges": {}, "formulas": {}}
    for judge, exercise, moment in build.tally.rows(
        "SELECT judge_version, exercise, min(judged_at) FROM result GROUP BY 1, 2"
    ):
        for kind, version in (("judges", judge), ("formulas", formulas.get(exercise, "none"))):
            first[kind][version] = min(moment, first[kind].get(version, moment))
    first["formulas"].pop("none", None)
    zone = ZoneInfo(build.inputs.time_zone)
    days = {
        kind: {version: _day(moment, zone) for version, moment in sorted(found.items())}
        for kind, found in first.items()
    }
    content = [
        [asdict(exercise) for exercise in build.inputs.exercises],
        [asdict(course) for course in build.inputs.courses],
    ]
    text = json.dumps(content, sort_keys=True, default=str)
    return {
        **{kind: json.dumps(found) for kind, found in days.items()},
        "content": hashlib.sha256(text.encode()).hexdigest(),
    }


def _day(moment: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(moment, UTC).astimezone(zone):%Y-%m-%d}"
