"""Keep what was made from a board file, as long as that very file stands there.

The pages of many viewers read the same few rows and draw the same few charts. What is kept belongs
to one file, and with it to one scope; it goes as soon as anything is kept of the file's successor.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["BoardCache", "Stamp", "stamp"]

T = TypeVar("T")
Stamp = tuple[int, int, int] | None
"""What tells a file from the one that takes its place; ``None`` where there is none."""


def stamp(path: Path) -> Stamp:
    """Return the state of a file; take it before reading it, lest a change be missed."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


class BoardCache(Generic[T]):
    """Values by file, state of the file, and key; those used last, as far as there is room.

    Args:
        room: Sum of the weights of what is kept. A value of more than a tenth of it is not kept.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken = 0
        # Each with the state of its file, and its weight.
        self._values: OrderedDict[tuple[Path, Hashable], tuple[T, Stamp, int]] = OrderedDict()
        self._lock = Lock()

    def get(
        self,
        path: Path,
        state: Stamp,
        key: Hashable,
        make: Callable[[], T],
        weight: Callable[[T], int] = lambda _: 1,
    ) -> T:
        """Return the value kept, or make it; what `make` raises is raised, and nothing is kept.

        Args:
            path: The board file.
            state: Its stamp, taken before it was read.
            key: What of it; everything that the value depends on.
            make: Makes the value.
            weight: How much room a value takes.
        """
        if state is None:
            return make()
        place = (path, key)
        with self._lock:
            kept = self._values.get(place)
            if kept is not None and kept[1] == state:
                self._values.move_to_end(place)
                return kept[0]
        value = make()
        # What was read while the file was replaced may be of either.
        heavy = weight(value)
        if stamp(path) == state and heavy <= max(self._room // 10, 1):
            with self._lock:
                every = self._values.items()
                for old in [at for at, one in every if at[0] == path and one[1] != state]:
                    self._drop(old)
                self._drop(place)
                self._values[place] = (value, state, heavy)
                self._taken += heavy
                while self._taken > self._room:
                    self._drop(next(iter(self._values)))
        return value

    def _drop(self, place: tuple[Path, Hashable]) -> None:
        gone = self._values.pop(place, None)
        if gone is not None:
            self._taken -= gone[2]

    def __len__(self) -> int:
        return len(self._values)
