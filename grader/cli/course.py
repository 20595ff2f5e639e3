"""`qskills course`: build the nbgrader courses, release them, list them."""

import json
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from grader.cli.main import Context, pass_context, stderr
from grader.cli.progress import bar

__all__ = ["build_courses", "course"]


@click.group()
def course() -> None:
    """Build, release and list the courses."""


@course.command(name="list", epilog="Example: qskills course list --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a course.")
@pass_context
def list_courses(context: Context, as_json: bool) -> None:  # noqa: FBT001
    """Show courses, their lessons and exercises."""
    courses = context.catalog().courses()
    if as_json:
        for one in courses:
            lessons = [{"id": a.id, "exercises": list(a.exercises)} for a in one.assignments]
            title = {"en": one.title.en, "ja": one.title.ja}
            line = {"id": one.id, "title": title, "level": one.level, "assignments": lessons}
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    table = Table("course", "lesson", "exercises", title="Courses", title_justify="left")
    for one in courses:
        for lesson in one.assignments:
            table.add_row(f"{one.id}  {one.title.en}", lesson.title.en, ", ".join(lesson.exercises))
    Console(highlight=False).print(table)


@course.command(epilog="Example: qskills course build c1 taster")
@click.argument("courses", nargs=-1, metavar="[COURSE]...")
@click.option("--force", is_flag=True, help="Build everything anew, changed or not.")
@pass_context
def build(context: Context, courses: Sequence[str], force: bool) -> None:  # noqa: FBT001
    """Write source notebooks from the text, per language, with their practice packs.

    nbgrader's own source view shows them; `qskills course release` hands them to learners.
    """
    from grader.jupyter.build import write_sources
    from grader.jupyter.config import CourseFolder

    catalog = context.catalog()
    for course_id in courses or [one.id for one in catalog.courses()]:
        one = catalog.course(course_id)
        folder = CourseFolder.below(context.state.path, one.id)
        folder.write()
        changed = [
            name
            for lesson in one.assignments
            for name in write_sources(lesson, catalog, folder, force=force)
        ]
        click.echo(
            f"{one.id}: " + (f"to be released: {', '.join(changed)}" if changed else "up to date")
        )


@course.command(epilog="Example: qskills course release")
@click.argument("courses", nargs=-1, metavar="[COURSE]...")
@click.option("--force", is_flag=True, help="Build and release everything anew.")
@pass_context
def release(context: Context, courses: Sequence[str], force: bool) -> None:  # noqa: FBT001
    """Build what changed, then generate and release it with nbgrader."""
    for course_id, released in build_courses(context, courses, force=force).items():
        click.echo(
            f"{course_id}: " + (f"released {', '.join(released)}" if released else "up to date")
        )


def build_courses(
    context: Context, courses: Sequence[str] = (), *, force: bool = False
) -> dict[str, tuple[str, ...]]:
    """Build and release courses with a progress bar.

    Returns:
        By course id, the assignments that were released now.
    """
    from grader.consortium import load_consortium
    from grader.jupyter.build import build_course
    from grader.jupyter.config import CourseFolder
    from grader.jupyter.process import NbgraderProcess

    catalog = context.catalog()
    counts = load_consortium(context.state.consortium).counts
    wanted = courses or [one.id for one in catalog.courses()]
    released = {}
    with bar(stderr) as progress, NbgraderProcess() as nbgrader:
        task = progress.add_task("build and release courses", total=len(wanted))
        for course_id in wanted:
            one = catalog.course(course_id)
            folder = CourseFolder.below(context.state.path, one.id, counts=counts)
            built = build_course(one, catalog, folder, nbgrader=nbgrader, force=force)
            released[course_id] = built.released
            progress.advance(task)
    return released
