"""Start bubblewrap as an unprivileged user from folders that this user could not reach.

Runs as a program of its own, with root: the interpreter and the environment may lie below a
private (0700) folder, so they are shown once more on a file system in memory, in a mount
namespace that nobody else sees; then root is given up for good and bubblewrap is executed.
"""

import json
import os
import sys
from collections.abc import Sequence

from grader.sandbox import kernel

__all__ = ["main", "place_for"]

_PLACES = ("/mnt", "/media", "/srv", "/opt", "/tmp")  # noqa: S108 - covered, not written to


def place_for(sources: Sequence[str]) -> str:
    """Return an existing folder that may be covered because no source lies below it."""
    for place in _PLACES:
        if os.path.isdir(place) and not any(
            os.path.commonpath((place, os.path.realpath(source))) == place for source in sources
        ):
            return place
    raise OSError(f"none of {', '.join(_PLACES)} can hold the staging folder")


def main(fd: int) -> None:
    """Read the plan from `fd`, stage, drop root, and become bubblewrap.

    The plan: ``{"sources": [...], "place": folder, "uid": int, "argv": [...]}``.
    """
    with open(fd, "rb") as file:
        plan = json.load(file)
    kernel.unshare(("mnt",))
    kernel.make_private()
    place = plan["place"]
    kernel.mount_tmpfs(place, "size=1m,mode=755", writable=True)
    for number, source in enumerate(plan["sources"]):
        target = f"{place}/{number}"
        if os.path.isdir(source):
            os.mkdir(target)
        else:
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
        kernel.bind(source, target)
    os.chdir("/")
    os.setgroups([])
    os.setresgid(plan["uid"], plan["uid"], plan["uid"])
    os.setresuid(plan["uid"], plan["uid"], plan["uid"])
    os.execv(plan["argv"][0], plan["argv"])  # noqa: S606 - no shell


if __name__ == "__main__":
    main(int(sys.argv[1]))
