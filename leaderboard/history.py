"""Boards of before: kept for some days, to look at and to go back to.

A kept build is a folder of hard links in ``boards/history``. It is deleted as soon as it shows
somebody who is gone, or shows of somebody what they have taken back since: going back never undoes
a person's decision. After going back the boards are pinned: only ``qskills publish`` renews them.
"""

import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from leaderboard.board import Board, BoardMissing, LeaderboardError, Row, scope_file
from leaderboard.disclosure import Rules
from leaderboard.figures import UNNAMED
from leaderboard.own import Own
from leaderboard.records import Person
from leaderboard.writer import install, sync_folder

__all__ = ["KEPT_DAYS", "Kept", "forget", "go_back", "keep", "kept", "pinned", "unpin"]

KEPT_DAYS = 7
"""Days of which the last build is kept, beside the newest builds."""
_NEWEST = 3
_FOLDER, _PIN, _PEOPLE = "history", "pinned", "people"


@dataclass(frozen=True, slots=True)
class Kept:
    """A build that may be gone back to. Times are seconds since 1970 UTC."""

    build_id: str
    built_at: int
    as_of: int
    folder: Path


def kept(boards: Path) -> tuple[Kept, ...]:
    """Return the kept builds, the newest first; damaged ones are left out."""
    found = []
    for folder in (boards / _FOLDER).glob("[!.]*/"):
        try:
            meta = Own(scope_file(folder, _PEOPLE)).meta
            found.append(Kept(folder.name, int(meta["built_at"]), int(meta["as_of"]), folder))
        except (LeaderboardError, KeyError, ValueError):
            continue
    return tuple(sorted(found, key=lambda one: (-one.built_at, one.build_id)))


def keep(boards: Path, build_id: str, now: int) -> None:
    """Keep the published files, and let go of builds that are too old."""
    folder, new = boards / _FOLDER / build_id, boards / _FOLDER / f".{build_id}"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700, parents=True)
    for file in boards.glob("*.db"):
        # Going back never gives back a role that was taken from somebody.
        if file.stem != "access":
            os.link(file, new / file.name)
    new.replace(folder)
    sync_folder(folder.parent)
    _prune(boards, now)


def _prune(boards: Path, now: int) -> None:
    since = datetime.fromtimestamp(now, UTC) - timedelta(days=KEPT_DAYS)
    days: dict[str, Kept] = {}
    builds = kept(boards)
    for one in builds:
        built_at = datetime.fromtimestamp(one.built_at, UTC)
        if built_at >= since:
            days.setdefault(f"{built_at:%Y-%m-%d}", one)
    stay = {one.build_id for one in (*builds[:_NEWEST], *days.values())}
    for folder in (boards / _FOLDER).iterdir():
        if folder.name not in stay:
            shutil.rmtree(folder, ignore_errors=True)


def forget(boards: Path, people: Iterable[Person], rules: Rules, named: Collection[str]) -> None:
    """Delete every kept build that shows what may not be shown of somebody any more.

    Args:
        boards: The folder of the published files.
        people: Everybody as they decided by now.
        rules: Present rules; a build under laxer ones goes too.
        named: Companies that stand in the standings by name; a build that names others goes too.
    """
    now = {person.handle: person for person in people}
    for one in kept(boards):
        rows = Own(scope_file(one.folder, _PEOPLE)).people()
        if not all(_may_stand(row, now.get(row["handle"])) for row in rows) or not (
            _as_strict(one.folder, rules) and _listed(one.folder) <= set(named)
        ):
            shutil.rmtree(one.folder, ignore_errors=True)


def _as_strict(folder: Path, rules: Rules) -> bool:
    meta = Own(scope_file(folder, _PEOPLE)).meta
    return (
        int(meta["min_learners"]) >= rules.min_learners
        and int(meta["min_companies"]) >= rules.min_companies
        and int(meta["max_share"]) <= round(100 * rules.max_share)
        and int(meta["min_changed"]) >= rules.min_changed
    )


def _listed(folder: Path) -> set[str]:
    try:
        rows = Board(scope_file(folder, "member")).standings()
    except LeaderboardError:
        return set()
    return {row["company_id"] for row in rows if not row["company_id"].startswith(UNNAMED)}


def _may_stand(row: Row, person: Person | None) -> bool:
    return person is not None and (
        row["public"] <= person.public and row["show_company"] <= person.show_company
    )


def go_back(boards: Path, build_id: str, *, keep_previous: bool) -> Kept:
    """Put a kept build in place of the published one, and pin it.

    The caller holds the publishers' lock and has called `forget`.

    Args:
        boards: The folder of the published files.
        build_id: A kept build.
        keep_previous: Whether what is published now may stand in for it.

    Raises:
        BoardMissing: If there is no such build.
    """
    one = next((one for one in kept(boards) if one.build_id == build_id), None)
    if one is None:
        known = ", ".join(other.build_id for other in kept(boards)) or "none"
        raise BoardMissing(f"no build {build_id} is kept; these are: {known}")
    (boards / _PIN).write_text(build_id, encoding="utf-8")
    files = list(one.folder.glob("*.db"))
    for other in [*boards.glob("*.db"), *boards.glob("*.prev")]:
        # The build had no such scope, and the file is of another one.
        if other.stem not in {"access", *(file.stem for file in files)}:
            other.unlink()
    for file in files:
        new = (boards / file.name).with_suffix(".new")
        new.unlink(missing_ok=True)
        os.link(file, new)
        install(new, keep_previous=keep_previous)
    sync_folder(boards)
    return one


def pinned(boards: Path) -> str:
    """Return the build that was gone back to, ``""`` if none was."""
    try:
        return (boards / _PIN).read_text(encoding="utf-8")
    except OSError:
        return ""


def unpin(boards: Path) -> None:
    """Let publishing renew the boards again."""
    (boards / _PIN).unlink(missing_ok=True)
