"""The command `qskills`: one file a command group, errors mapped to exit codes here only."""

from grader.cli.main import main

__all__ = ["main"]
