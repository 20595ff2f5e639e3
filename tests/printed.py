"""What a command printed."""

import json
from subprocess import CompletedProcess
from typing import Any


def lines(done: CompletedProcess[str]) -> list[dict[str, Any]]:
    """Return the objects of a ``--json`` command, one a line."""
    return [json.loads(line) for line in done.stdout.splitlines()]
