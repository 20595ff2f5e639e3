"""Commands about one person's data: erase it, give them a copy, delete what is too old."""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from grader.cli.main import Context, pass_context
from grader.errors import UsageError
from grader.identity import Identity
from grader.results.rows import moment
from grader.state import State

__all__ = ["erase", "export", "retain"]

_ACTOR = "operator"
_DAYS_A_MONTH = 30.44


@click.command(
    epilog="""\b
Example: qskills people erase l-000123

\b
Yours to delete by hand, since no command knows where they are:
  backups of the state directory (or erase again after restoring one)
  the roster file, and copies that `people export` printed
  the account at the sign-in provider and at JupyterHub
  notebooks that the person downloaded or mailed
"""
)
@click.argument("learner")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_context
@click.pass_context
def erase(ctx: click.Context, context: Context, learner: str, yes: bool) -> None:  # noqa: FBT001
    """Delete a person for good, then publish; may be run again if it was interrupted.

    Gone are identity, decisions, tokens, notebooks, answers, device results and nbgrader's copies.
    Verdicts stay under the number, which leads to nobody and is never given again.

    End the person's JupyterLab first: it would save its open notebooks again.
    """
    from grader.results.store import Store

    context.state.secret()
    with Identity(context.state.identity) as identity:
        if identity.find(learner_id=learner) is None and not identity.was_erased(learner):
            raise UsageError(f"learner {learner!r} is not known; see `qskills people list`")
        if not yes:
            click.confirm(f"delete all data of {learner} for good?", abort=True)
        # The bytes first: after a crash the person is still known, and the command finds them.
        with Store(context.state.results) as store:
            pieces = store.ledger.erase(learner, actor=_ACTOR, now=datetime.now(UTC))
        folders = _erase_folders(context.state, learner)
        identity.erase(learner)
    click.echo(f"erased {learner}: {pieces} stored pieces, {folders} files and folders of nbgrader")
    click.echo(
        "left for you: backups, roster files, printed copies, the account at the sign-in provider; "
        "see `qskills people erase --help`",
        err=True,
    )
    publish = ctx.find_root().command.get_command(ctx, "publish")  # type: ignore[attr-defined]
    if publish is not None:
        ctx.invoke(publish)


def _erase_folders(state: State, learner: str) -> int:
    """Delete what nbgrader and JupyterLab keep of a learner; return how many entries."""
    for gradebook in state.courses.glob("*/gradebook.db"):
        _erase_grades(gradebook, learner)
    own = [path for root in (state.courses, state.exchange, state.jupyter)
           for path in _named(root, learner)]  # fmt: skip
    # Feedback first: the secrets of which it is named lie in the folders.
    found = [*_feedback(state.exchange, own), *own]
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return len(found)


def _feedback(exchange: Path, folders: Iterable[Path]) -> list[Path]:
    """Return the released feedback of submissions; nbgrader names it by a hash of their secrets."""
    from nbgrader.utils import notebook_hash

    names = set()
    for folder in folders:
        for secret in folder.rglob("submission_secret.txt"):
            if secret.is_symlink() or not secret.is_file():
                continue  # learners make these folders
            key = secret.read_text(encoding="ascii", errors="replace")
            for notebook in secret.parent.glob("*.ipynb") if key else ():
                names.add(f"{notebook_hash(secret=key, notebook_id=notebook.stem)}.html")
    return sorted(path for path in exchange.glob("*/feedback/*.html") if path.name in names)


def _named(root: Path, learner: str) -> Iterator[Path]:
    """Yield the topmost entries of a learner; inbound copies are called ``<learner>+...``."""
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        if path.name == learner or path.name.startswith(f"{learner}+"):
            yield path
        elif path.is_dir() and not path.is_symlink():
            yield from _named(path, learner)


def _erase_grades(gradebook: Path, learner: str) -> None:
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(f"sqlite:///{gradebook}") as book:
        with suppress(MissingEntry):
            book.remove_student(learner)
        # Also after an interrupted run: what was deleted still lies in pages that are free.
        with book.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")


@click.command(epilog="Example: qskills people export l-000123 > copy.json")
@click.argument("learner")
@pass_context
def export(context: Context, learner: str) -> None:
    """Print all that the stores hold of a person as one JSON object, for the person alone.

    Notebooks are in it as long as they are kept. Not in it are grades by hand and feedback, which
    nbgrader has, and the home folder, which is the person's own.
    """
    from grader.cli.own_copy import own_copy

    context.state.secret()
    click.echo(json.dumps(own_copy(context.state, learner), ensure_ascii=False, indent=2))


@click.command(epilog="Example: qskills people retain      once a month, by a timer")
@pass_context
def retain(context: Context) -> None:
    """Delete notebooks and answers older than `[retention] months` of consortium.toml.

    That is what results.db holds. Copies in the folders of nbgrader, its exchange and the home
    folders of JupyterLab stay: teachers clear them at the end of a course.
    """
    from grader.consortium import load_consortium
    from grader.results.store import Store

    months = load_consortium(context.state.consortium).retention_months
    now = datetime.now(UTC)
    since = moment(int((now - timedelta(days=months * _DAYS_A_MONTH)).timestamp()))
    with Store(context.state.results) as store:
        deleted = store.retain(since, actor=_ACTOR, now=now)
    click.echo(f"deleted {deleted} notebooks and answers from before {since:%Y-%m-%d}")
