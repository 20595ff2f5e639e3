"""Publish: results, identity, catalog and consortium -> one board file per viewer scope.

The files are written beside the published ones, checked, and put in place by renames. A failure
before that leaves every published file as it was; two publishers take turns.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from grader.catalog import Catalog
from grader.consortium import Consortium, load_consortium
from grader.errors import ConfigError, GraderError
from grader.results.store import Store
from grader.state import State
from leaderboard.about import about_build, submissions
from leaderboard.board import BoardInvalid, LeaderboardError, scope_file
from leaderboard.build import Build
from leaderboard.disclosure import Rules
from leaderboard.files import PEOPLE_SCOPE, board_files, complete_people, people_file
from leaderboard.grants import publish_access
from leaderboard.history import Kept, forget, go_back, keep, kept, pinned, unpin
from leaderboard.own import Own
from leaderboard.progress import Week
from leaderboard.records import Inputs
from leaderboard.release import ReleaseStore, release_weeks
from leaderboard.sources import read_inputs, read_people, read_results, sign_results
from leaderboard.tally import Tally, spoiled
from leaderboard.usage_source import read_usage
from leaderboard.writer import REFUSED, install, sync_folder

__all__ = ["Published", "after_grading", "back", "publish"]

_TALLY = "tally.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publish did.

    Attributes:
        period: Last week whose company figures are released, ``""`` before the first.
        next_release_at: When the next company figures are due.
        waiting_since: When an attempt was submitted that is not judged, and so holds weeks back
            that have ended; ``None`` if there is none.
    """

    build_id: str
    scopes: tuple[str, ...]
    submissions: int
    learners: int
    period: str
    next_release_at: datetime
    waiting_since: datetime | None


def publish(
    folder: Path,
    *,
    catalog: Catalog | None = None,
    now: datetime | None = None,
    full: bool = False,
) -> Published:
    """Make all board files anew from the stores.

    Args:
        folder: The state directory.
        catalog: Content; that of this checkout if left out.
        now: The time of publishing; weeks that ended before it are released.
        full: Make the tally anew as well, which is brought up to date else.

    Raises:
        GraderError: If a store or the settings cannot be read.
        LeaderboardError: If a board would break a rule; nothing was published then.
    """
    moment = int((now or datetime.now(UTC)).timestamp())
    with _turn(folder) as state:
        if full:
            Tally.forget(state.path / _TALLY)
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
        with _turn(folder) as state:
            now = int(datetime.now(UTC).timestamp())
            # Somebody who went back to an earlier build decides when to go on, but not for others:
            # roles and decisions hold, and a build goes that shows what was taken back.
            if pinned(state.boards):
                publish_access(state, now)
                _forget(state)
            if not _is_kept(state.boards, pinned(state.boards)):
                _publish(state, Catalog(content), now)
    except LeaderboardError as error:
        raise GraderError(str(error)) from error


def back(folder: Path, build_id: str) -> Kept:
    """Go back to a kept build; until the next `publish` the boards stay there.

    Raises:
        GraderError: If the people cannot be read: it may show none who left since.
        LeaderboardError: If there is no such build.
    """
    with _turn(folder) as state:
        _forget(state)
        keep_previous = _is_kept(state.boards, _published(state.boards, "build_id"))
        return go_back(state.boards, build_id, keep_previous=keep_previous)


def _forget(state: State) -> None:
    """Delete the kept builds that show what may not be shown any more."""
    consortium = load_consortium(state.consortium)
    choices = ((company.id, company.standing) for company in consortium.companies)
    named = _named(choices, listed=consortium.disclosure.company_standings)
    forget(state.boards, read_people(state), _rules(consortium), named)


def _is_kept(boards: Path, build_id: str) -> bool:
    return build_id in {one.build_id for one in kept(boards)}


def _rules(consortium: Consortium) -> Rules:
    settings = consortium.disclosure
    return Rules(
        min_learners=settings.min_learners,
        min_companies=settings.min_companies,
        max_share=settings.max_share,
    )


def _named(choices: Iterable[tuple[str, str]], *, listed: bool) -> frozenset[str]:
    """Return the companies that stand in the standings by name, of those with their choices."""
    return frozenset(company for company, choice in choices if listed and choice == "named")


def _publish(state: State, catalog: Catalog, now: int) -> Published:
    try:
        return _publish_once(state, catalog, now)
    except REFUSED as error:
        if not spoiled(error):
            raise
        Tally.forget(state.path / _TALLY)  # derived; if it was not this file, it fails again
        return _publish_once(state, catalog, now)


def _publish_once(state: State, catalog: Catalog, now: int) -> Published:
    publish_access(state, now)  # first: what was taken from somebody is gone whatever comes next
    Store(state.results).close()  # brings the file of an earlier version up to date
    inputs = read_inputs(state, catalog)
    consortium = load_consortium(state.consortium)
    usage = read_usage(state, consortium, now)
    rules = _rules(consortium)
    _refuse_older(state.boards, inputs)
    with Tally(state.path / _TALLY, inputs) as tally, ThreadPoolExecutor(2) as aside:
        read_results(state, catalog, tally)
        releases = ReleaseStore(state.path / "releases.db")
        _refuse_forgotten(state.boards, releases)
        build = Build(inputs=inputs, tally=tally, rules=rules, cells=(), usage=usage)
        # SQLite ranks and fills the largest file by itself, while this thread looks at the weeks.
        ranked = aside.submit(tally.rank)
        people = aside.submit(people_file, state.boards, build, ranked, now)
        cells = release_weeks(releases, inputs, tally, rules, now)
        build = replace(build, cells=cells)
        chain = sign_results(state, now)
        meta = about_build(build, now)
        ranked.result()
        written = board_files(state.boards, build, meta, chain, aside)
        complete_people(people.result(), meta, chain)
        return _install(state, build, meta, [*written, people.result()], now)


def _install(
    state: State, build: Build, meta: Mapping[str, str], written: Sequence[Path], now: int
) -> Published:
    inputs = build.inputs
    choices = ((company.id, company.standing) for company in inputs.companies)
    named = _named(choices, listed=inputs.company_standings)
    forget(state.boards, inputs.people, build.rules, named)
    before = _is_kept(state.boards, _published(state.boards, "build_id"))
    for new in written:
        install(new, keep_previous=before)
    _remove_others(state.boards, {"access", *(new.stem for new in written)})
    sync_folder(state.boards)
    unpin(state.boards)
    keep(state.boards, meta["build_id"], now)
    return Published(
        build_id=meta["build_id"],
        scopes=tuple(new.stem for new in written),
        submissions=submissions(build),
        learners=len(inputs.people),
        period=meta["period"],
        next_release_at=datetime.fromtimestamp(int(meta["next_release_at"]), UTC),
        waiting_since=_waiting_since(inputs, now),
    )


def _waiting_since(inputs: Inputs, now: int) -> datetime | None:
    since = inputs.pending_since
    if since is None or Week.of(since, inputs.time_zone).ends_at > now:
        return None
    return datetime.fromtimestamp(since, UTC)


def _published(boards: Path, key: str) -> str:
    try:
        return Own.open(scope_file(boards, PEOPLE_SCOPE)).meta.get(key, "")
    except LeaderboardError:
        return ""


def _refuse_older(boards: Path, inputs: Inputs) -> None:
    watermark = int(_published(boards, "watermark") or 0)
    if inputs.watermark < watermark:
        raise BoardInvalid(
            f"the results hold less ({inputs.watermark} rows) than the published board "
            f"({watermark}); restore the newer results.db, or delete {boards} to start again"
        )


def _refuse_forgotten(boards: Path, releases: ReleaseStore) -> None:
    # A week that was shown already must not be shown again with other values: the difference of
    # the two is what a single person did since.
    shown, kept_until = int(_published(boards, "released_at") or 0), releases.released_until() or 0
    if kept_until < shown:
        raise BoardInvalid(
            f"{releases.path} does not hold the last week that the published boards show; restore "
            f"the newer one, or delete {boards} to release all weeks anew"
        )


def _remove_others(boards: Path, published: set[str]) -> None:
    for path in boards.iterdir():
        if path.suffix in {".db", ".prev", ".new", ".link"} and path.stem not in published:
            path.unlink()


@contextmanager
def _turn(folder: Path) -> Iterator[State]:
    """Wait until no other publisher works on the boards, and leave no half file behind."""
    state = State(folder)
    if not state.consortium.is_file():
        raise ConfigError(f"{folder} is no state directory; run `qskills init` first")
    boards = state.boards
    boards.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(boards / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield state
        except REFUSED as error:
            raise LeaderboardError(
                f"publishing stopped: {error}; every page shows what it did, or the new board; "
                f"check space and owner of {folder}, then run `qskills publish` again"
            ) from error
        finally:
            with suppress(OSError):
                for half in boards.glob("*.new"):
                    half.unlink(missing_ok=True)
    finally:
        os.close(handle)
