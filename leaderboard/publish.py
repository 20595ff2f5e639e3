"""Publish: results, identity, catalog and consortium -> one board file per viewer scope.

The files are written beside the published ones, checked, and put in place by renames. A failure
before that leaves every published file as it was; two publishers take turns.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.catalog import Catalog
from grader.consortium import load_consortium
from grader.errors import ConfigError, GraderError
from grader.state import State
from leaderboard.bands import n_band
from leaderboard.board import BoardInvalid, LeaderboardError, Own, scope_file
from leaderboard.content import Build, Scope, scopes_of, tables_of
from leaderboard.disclosure import Rules
from leaderboard.invariants import check_board
from leaderboard.people import people_tables
from leaderboard.progress import Week
from leaderboard.records import Inputs
from leaderboard.release import ReleaseStore, release_weeks
from leaderboard.schema import BOARD, PEOPLE, SCHEMA_VERSION
from leaderboard.sources import read_inputs, read_results
from leaderboard.tally import Tally
from leaderboard.writer import install, sync_folder, write_file

__all__ = ["Published", "after_grading", "publish"]

_FRESH_S = 2 * 86_400
"""A board that is older is marked as stale on every page."""
_PEOPLE = "people"
_TALLY = "tally.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publish did.

    Attributes:
        period: Last week whose company figures are released, ``""`` before the first.
        next_release_at: When the next company figures are due.
    """

    build_id: str
    scopes: tuple[str, ...]
    submissions: int
    learners: int
    period: str
    next_release_at: datetime


def publish(
    folder: Path, *, catalog: Catalog | None = None, now: datetime | None = None
) -> Published:
    """Make all board files anew from the stores.

    Args:
        folder: The state directory.
        catalog: Content; that of this checkout if left out.
        now: The time of publishing; weeks that ended before it are released.

    Raises:
        GraderError: If a store or the settings cannot be read.
        LeaderboardError: If a board would break a rule; nothing was published then.
    """
    state = State(folder)
    if not state.consortium.is_file():
        raise ConfigError(f"{folder} is no state directory; run `qskills init` first")
    moment = int((now or datetime.now(UTC)).timestamp())
    state.boards.mkdir(mode=0o700, exist_ok=True)
    with _turn(state.boards):
        return _publish(state, catalog or Catalog.default(), moment)


def after_grading(folder: Path, content: Path) -> None:
    """Publish when a batch was graded; grading itself never imports this package.

    Args:
        folder: The state directory.
        content: Root of the exercises and courses that were graded.

    Raises:
        GraderError: If nothing was published; the boards are as they were.
    """
    try:
        publish(folder, catalog=Catalog(content))
    except LeaderboardError as error:
        raise GraderError(str(error)) from error


def _publish(state: State, catalog: Catalog, now: int) -> Published:
    inputs = read_inputs(state, catalog)
    settings = load_consortium(state.consortium).disclosure
    rules = Rules(
        min_learners=settings.min_learners,
        min_companies=settings.min_companies,
        max_share=settings.max_share,
    )
    _refuse_older(state.boards, inputs)
    with Tally(state.path / _TALLY, inputs) as tally:
        read_results(state, catalog, tally)
        releases = ReleaseStore(state.path / "releases.db")
        cells = release_weeks(releases, inputs, tally, rules, now)
        return _write(state, Build(inputs=inputs, tally=tally, rules=rules, cells=cells), now)


def _write(state: State, build: Build, now: int) -> Published:
    inputs, rules, tally = build.inputs, build.rules, build.tally
    meta = _meta(build, now)
    scopes = scopes_of(inputs)
    written = []
    for scope in scopes:
        own = meta | _meta_of(build, scope)
        path = scope_file(state.boards, scope.name)
        written.append(write_file(path, BOARD, own, tables_of(build, scope), tally.path))
        check_board(written[-1], scope, rules.min_learners)
    people = people_tables(build, now)
    path = scope_file(state.boards, _PEOPLE)
    written.append(write_file(path, PEOPLE, meta | {"scope": _PEOPLE}, people, tally.path))
    keep = _no_one_left(state.boards, inputs)
    for new in written:
        install(new, keep_previous=keep)
    _remove_others(state.boards, {new.stem for new in written})
    sync_folder(state.boards)
    return Published(
        build_id=meta["build_id"],
        scopes=(*(scope.name for scope in scopes), _PEOPLE),
        submissions=_submissions(build),
        learners=len(inputs.people),
        period=meta["period"],
        next_release_at=datetime.fromtimestamp(int(meta["next_release_at"]), UTC),
    )


def _meta(build: Build, now: int) -> dict[str, str]:
    inputs, one = build.inputs, build.tally.value
    versions = [row[0] for row in build.tally.rows("SELECT DISTINCT judge_version FROM result")]
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
        "shared_account": demo,
        "company_standings": int(inputs.company_standings),
        "min_learners": build.rules.min_learners,
        "min_companies": build.rules.min_companies,
        "max_share": round(100 * build.rules.max_share),
        "min_changed": build.rules.min_changed,
        "judge_version": ", ".join(sorted(versions)),
        "isolation_level": _known(one("SELECT min(isolation_level) FROM result")),
        "period": max((cell.period for cell in build.cells), default=""),
        "released_at": max((cell.as_of for cell in build.cells), default=""),
        "next_release_at": Week.of(now, inputs.time_zone).ends_at,
    }
    return {key: str(value) for key, value in values.items()}


def _meta_of(build: Build, scope: Scope) -> dict[str, str]:
    exact = scope.kind == "admin"
    counts = {
        "learners": len(build.inputs.people),
        "companies": len({person.company for person in build.inputs.people}),
        "submissions": _submissions(build),
    }
    shown = {key: str(n) if exact else n_band(n) for key, n in counts.items()}
    if scope.kind != "public" and build.inputs.company_standings:
        shown["companies"] = str(counts["companies"])  # the standings list them anyway
    return {"scope": scope.name} | shown


def _submissions(build: Build) -> int:
    return int(build.tally.value("SELECT count(*) FROM result"))


def _known(value: object) -> object:
    return "" if value is None else value


def _refuse_older(boards: Path, inputs: Inputs) -> None:
    try:
        watermark = int(Own.open(scope_file(boards, _PEOPLE)).meta["watermark"])
    except (LeaderboardError, KeyError, ValueError):
        return
    if inputs.watermark < watermark:
        raise BoardInvalid(
            f"the results hold less ({inputs.watermark} rows) than the published board "
            f"({watermark}); restore the newer results.db, or delete {boards} to start again"
        )


def _no_one_left(boards: Path, inputs: Inputs) -> bool:
    """Say whether the boards before name nobody who is gone: only then may they be kept."""
    try:
        before = Own.open(scope_file(boards, _PEOPLE)).handles()
    except LeaderboardError:
        return False
    return before <= {person.handle for person in inputs.people}


def _remove_others(boards: Path, published: set[str]) -> None:
    for path in boards.iterdir():
        if path.suffix in {".db", ".prev", ".new", ".link"} and path.stem not in published:
            path.unlink()


@contextmanager
def _turn(boards: Path) -> Iterator[None]:
    handle = os.open(boards / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
