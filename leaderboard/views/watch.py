"""An open page follows its files: a new build is shown by itself, without reloading the page.

Every two seconds each open page asks the file system for the state of the one or two files that
it shows, and nothing else; only when one of them was replaced does the page run again. That also
brings back a page whose board was missing or damaged.
"""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from leaderboard.cache import Stamp, stamp

__all__ = ["follow", "stamps"]

_EVERY_S = 2
_frozen: set[int] = set()


def stamps(paths: Sequence[Path]) -> tuple[Stamp, ...]:
    """Return the state of files; take it before reading them, lest a change be missed."""
    return tuple(stamp(path) for path in paths)


@st.fragment(run_every=_EVERY_S)
def follow(paths: Sequence[Path], seen: tuple[Stamp, ...], theme: str | None) -> None:
    """Run the whole page again as soon as one of these files is another than was seen.

    Charts have the theme's colours drawn into them, so a change of theme is followed as well.
    """
    _spare_the_collector()
    if stamps(paths) != seen or st.context.theme.type != theme:
        st.rerun()


def _spare_the_collector() -> None:
    # Streamlit collects garbage after every run, also after a look at one file; going through all
    # that the libraries have made would cost a hundred milliseconds each time. What is there once
    # they are imported stays for good, so the collector need not look at it again.
    modules = len(sys.modules)
    if modules not in _frozen:
        _frozen.add(modules)
        gc.collect()
        gc.freeze()
