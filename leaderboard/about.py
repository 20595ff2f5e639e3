"""What a board file says of itself: its table ``meta``."""

import secrets
from datetime import UTC, datetime

from leaderboard.bands import n_band
from leaderboard.build import Build, Scope
from leaderboard.figures import pooled_size
from leaderboard.progress import Week
from leaderboard.schema import SCHEMA_VERSION
from leaderboard.versions import about_versions

__all__ = ["about_build", "about_scope", "submissions"]

_HUNDRED = 100
_FRESH_S = 2 * 86_400
"""A board that is older is marked as stale on every page."""


def about_build(build: Build, now: int) -> dict[str, str]:
    """Return what all files of a build say."""
    inputs, one = build.inputs, build.tally.value
    versions = [row[0] for row in build.tally.rows("SELECT DISTINCT judge_version FROM result")]
    # A file that is no notebook is refused before anything of it runs, and has no level.
    level = one(
        "SELECT min(isolation_level) FROM result WHERE reason NOT IN"
        " (SELECT id FROM reason WHERE key = 'notebook')"
    )
    demo = one("SELECT max(demo) FROM result") or 0
    values = {
        "schema_version": SCHEMA_VERSION,
        "build_id": f"{datetime.fromtimestamp(now, UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}",
        "built_at": now,
        "as_of": one("SELECT max(judged_at) FROM result") or now,
        "stale_after": now + _FRESH_S,
        "watermark": inputs.watermark,
        "consortium_en": inputs.consortium.en,
        "consortium_ja": inputs.consortium.ja,
        "host_en": inputs.host.en,
        "host_ja": inputs.host.ja,
        "time_zone": inputs.time_zone,
        "demo": demo,
        # A demo runs learners' servers under the judge's account.
        "shared_account": demo,
        "company_standings": int(inputs.company_standings),
        "min_learners": build.rules.min_learners,
        "min_companies": build.rules.min_companies,
        "max_share": round(100 * build.rules.max_share),
        "min_changed": build.rules.min_changed,
        "judge_version": ", ".join(sorted(versions)),
        "isolation_level": "" if level is None else level,
        "period": max((cell.period for cell in build.cells), default=""),
        "released_at": max((cell.as_of for cell in build.cells), default=""),
        "next_release_at": Week.of(now, inputs.time_zone).ends_at,
        "contact": inputs.contact,
        "retention_months": inputs.retention_months,
        **about_versions(build),
    }
    return {key: str(value) for key, value in values.items()}


def about_scope(build: Build, scope: Scope) -> dict[str, str]:
    """Return what a scope's file says beside that: its name, and counts as it may know them.

    Only the administrator's says how many rows the results have: two builds would tell how many
    came between them. Others learn of the learners what the last release says.
    """
    exact = scope.kind == "admin"
    # Members, not companies with learners: that would tell which one has none.
    companies = len(build.inputs.companies)
    listed = exact or (scope.kind != "public" and build.inputs.company_standings)
    shown = {
        "scope": scope.name,
        "learners": pooled_size(build.cells, build.rules),
        "companies": str(companies) if listed else n_band(companies),
        "submissions": f"{_HUNDRED}+" if _many(build) else "0+",
        "watermark": "",
    }
    if exact:
        shown |= {"learners": str(len(build.inputs.people)), "submissions": str(submissions(build))}
        shown["watermark"] = str(build.inputs.watermark)
    return shown


def _many(build: Build) -> bool:
    """Say whether the last release had a hundred results: fewer are no news, and may be one's."""
    released = max((cell.as_of for cell in build.cells), default=0)
    sql = "SELECT count(*) FROM (SELECT 1 FROM result WHERE submitted_at < ? LIMIT ?)"
    return int(build.tally.value(sql, (released, _HUNDRED))) == _HUNDRED


def submissions(build: Build) -> int:
    """Return how many results stand."""
    return int(build.tally.value("SELECT count(*) FROM result"))
