"""One run of the script: who looks, as what, and in which language."""

import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from leaderboard.board import LeaderboardError
from leaderboard.charts.palette import use_palette
from leaderboard.inbox import Inbox
from leaderboard.markup import LANGUAGE_COOKIE
from leaderboard.messages import LANGUAGES
from leaderboard.present.texts import Texts
from leaderboard.scope import (
    PUBLIC,
    Settings,
    Viewer,
    company_name,
    course_name,
    read_settings,
    viewers,
)
from leaderboard.signin import OFF, SignedIn, sign_in

__all__ = ["Session", "begin", "viewer_name"]


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the script: who looks, in which language."""

    settings: Settings
    viewer: Viewer
    language: str
    signed: SignedIn = OFF
    choices: tuple[Viewer, ...] = (PUBLIC,)

    @property
    def inbox(self) -> Inbox:
        """Where decisions and views of persons are noted."""
        return Inbox(self.settings.state / "inbox.db")

    @property
    def texts(self) -> Texts:
        """Texts before a board is open."""
        return Texts(self.language)

    @property
    def query(self) -> str:
        """Parameters that links carry on."""
        # Of somebody with several roles, the one at work. What one may not be is not offered.
        viewer = f"&viewer={self.viewer.code}" if len(self.choices) > 1 else ""
        return f"lang={self.language}{viewer}"


def begin() -> Session:
    """Settle viewer and language from the address and the switches; keep the address in step."""
    from streamlit import config  # the option is set once the server runs

    settings = read_settings(sys.argv[1:], config.get_option("server.address"))
    use_palette(st.context.theme.type)
    state: Any = st.session_state
    signed = _signed_in(settings)
    choices = viewers(settings, signed)
    offered = {viewer.code: viewer for viewer in choices}
    state.setdefault("qs_unknown_viewer", "")
    if "language" not in state:
        kept = st.context.cookies.get(LANGUAGE_COOKIE)
        wanted = st.query_params.get("lang") or kept or (st.context.locale or "en")[:2]
        state["language"] = wanted if wanted in LANGUAGES else "en"
    if "viewer" not in state:
        wanted = st.query_params.get("viewer", "") if len(choices) > 1 else ""
        state["qs_unknown_viewer"] = wanted if wanted and wanted not in offered else ""
        unknown = settings.demo and state["qs_unknown_viewer"]
        fallback = PUBLIC.code if unknown else next(iter(offered))
        state["viewer"] = wanted if wanted in offered else fallback
    if state["viewer"] not in offered:  # a role was taken away while the page was open
        with suppress(StreamlitAPIException):  # the switch of this run stands already
            state["viewer"] = PUBLIC.code
    viewer = offered.get(state["viewer"], PUBLIC)
    session = Session(settings, viewer, state["language"], signed, choices)
    _keep("lang", session.language)
    if len(choices) > 1:
        _keep("viewer", session.viewer.code)
    return session


def _signed_in(settings: Settings) -> SignedIn:
    """Say who is signed in; nobody is if that cannot be found out."""
    if not settings.sign_in:
        return OFF
    try:
        options = st.secrets.get("sign_in", {})
        return sign_in(settings.state, st.user.to_dict(), options, time.time())
    except LeaderboardError:
        return SignedIn("broken")


def viewer_name(session: Session, code: str) -> str:
    """Return how the switch names a viewer."""
    viewer, settings, language = Viewer(code), session.settings, session.language
    if viewer.kind == "company":
        return session.texts("viewer.company", company=company_name(settings, viewer, language))
    if viewer.kind == "instructor":
        return session.texts("viewer.instructor", course=course_name(settings, viewer, language))
    return session.texts(f"viewer.{code}")


def _keep(name: str, value: str) -> None:
    """Write a choice into the address, once for each page that is opened.

    Every write is a step of the browser's history: who then goes back to the address without it
    must not be sent forward again.
    """
    state: Any = st.session_state
    page = str(st.context.url or "").partition("?")[0]
    written = state.get(f"qs_kept_{name}")
    if st.query_params.get(name) != value and written != (page, value):
        st.query_params[name] = value
    state[f"qs_kept_{name}"] = (page, value)
