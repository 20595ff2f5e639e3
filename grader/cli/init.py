"""`qskills init`: make the state directory of an installation."""

import click

from grader.cli.main import Context, pass_context
from grader.install import initialise

__all__ = ["init"]


@click.command(
    epilog="""\b
Examples:
  qskills --state /srv/qskills init     then edit consortium.toml there
  qskills init --demo                   the fictional consortium of the demo
"""
)
@click.option("--demo", is_flag=True, help="With fictional companies and learners.")
@pass_context
def init(context: Context, demo: bool) -> None:  # noqa: FBT001 - Click passes options by name
    """Make the state directory: settings, secret, stores. An existing one is left as it is."""
    fresh = not context.state.exists()
    if demo:
        from grader.demo.companies import TEMPLATE

        initialise(context.state, settings=TEMPLATE.read_text(encoding="utf-8"))
    else:
        initialise(context.state)
    if fresh:
        click.echo(f"made {context.state.path}; back up this folder, secret.key included")
        click.echo(f"next: edit {context.state.consortium}, then qskills course release")
    else:
        click.echo(f"{context.state.path} was initialised before; companies are up to date")
