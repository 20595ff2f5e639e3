"""A chooser whose value lives in the address by its code, so that every choice is a deep link."""

from collections.abc import Mapping

import streamlit as st

from leaderboard import markup
from leaderboard.views.frame import Page

__all__ = ["choose"]

_SEGMENTS = 6
"""More choices than these stand in a list that can be searched."""
_PERSONAL = ("ex", "company")
"""Choices that say whose figures are looked at."""
_WIDTH = 420
"""Pixels of a list, less on a phone."""


def choose(
    page: Page,
    name: str,
    options: Mapping[str, str],
    label: str,
    default: str = "",
    *,
    row: bool = False,
) -> str:
    """Return the code that was chosen; every filter of every page comes from here.

    The address names it (``?name=code``) unless it is the default, an address that changes counts
    again, and the choice outlives a visit to another page. A code that does not exist gives a
    notice with those that do.

    Args:
        page: The page at work.
        name: Parameter of the address.
        options: What to show, by code, in order.
        label: What is chosen.
        default: Code to begin with; the first if left out.
        row: Whether a few choices stand side by side instead of in a list.

    Returns:
        A code of `options`; ``""`` if there are none.
    """
    if not options:
        return ""
    key, kept, unknown = f"choose-{name}", f"qs_{name}", f"qs_{name}_unknown"
    state = st.session_state
    first = default if default in options else next(iter(options))
    named = st.query_params.get(name, "")
    if named and named != state.get(kept):
        # An address that somebody opened, or went back to, comes before what the page remembers.
        state[unknown] = "" if named in options else named
        state[key] = named if named in options else first
    elif state.get(key) not in options:
        remembered = state.get(kept)
        state[key] = remembered if remembered in options else first
    elif state[key] != state.get(kept):
        state[unknown] = ""  # somebody chose; the notice has done its work
    elif not named:
        state[key] = first  # somebody went back to where nothing was chosen
    if state.get(unknown):
        _notice(page, label, str(state[unknown]), options)
    if row and len(options) <= _SEGMENTS:
        chosen = st.segmented_control(
            label, list(options), format_func=options.__getitem__, key=key, required=True
        )
    else:
        chosen = st.selectbox(
            label, list(options), format_func=options.__getitem__, key=key, width=_WIDTH
        )
    code = str(chosen)
    if name in _PERSONAL:
        page.noted(code)
    state[kept] = code
    # The default is not written by itself: the way back would end at every page with a chooser.
    if st.query_params.get(name, first) != code:
        st.query_params[name] = code
    return code


def _notice(page: Page, label: str, code: str, options: Mapping[str, str]) -> None:
    words = page.texts("notice.unknown_choice", label=label, code=code, known=", ".join(options))
    page.html(markup.banner(words, page.texts.language, kind="warning"))
