"""What a learner decides about their own data, and their copy of it."""

import json
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from leaderboard import markup
from leaderboard.board import LeaderboardError
from leaderboard.own import Own
from leaderboard.purpose import PURPOSE_VERSION
from leaderboard.signin import still
from leaderboard.views.frame import Page
from leaderboard.views.gate import purpose_text
from leaderboard.views.session import Session

__all__ = ["own_data", "privacy"]

_SWITCHES = ("show-name", "show-company")
_FAILED = "qs_undecided"


def privacy(page: Page) -> None:
    """Show the learner's decisions with switches, the purpose text, and the own data to save.

    Args:
        page: Of a learner; any other viewer is shown nothing.
    """
    own = page.own
    if own is None or not own.learner:
        return
    texts, session = page.texts, page.session
    page.section(texts("privacy.title"), texts("privacy.note"), anchor="privacy")
    if st.session_state.pop(_FAILED, False):
        words = texts("privacy.failed")
        page.html(markup.banner(words, texts.language, kind="warning"))
    decided = _decided(session, own)
    for purpose in _SWITCHES:
        word = purpose.replace("-", "_")
        key = f"qs_{word}"
        st.session_state.setdefault(key, decided[purpose])
        st.toggle(
            texts(f"privacy.{word}"),
            key=key,
            help=texts(f"privacy.{word}_help"),
            on_change=_decide,
            args=(session, own.learner, purpose, key),
        )
    if any(decided[purpose] != _published(own)[purpose] for purpose in _SWITCHES):
        page.note(texts("privacy.pending"))
    with st.expander(texts("privacy.purpose")):
        purpose_text(session)
    page.note(texts("privacy.export_note"))
    st.download_button(
        texts("privacy.export"),
        data=lambda: _copy(session, own),
        file_name="quantum-skills-own-data.json",
        mime="application/json",
        key="qs_own_data",
        on_click="ignore",
    )


def own_data(own: Own, decisions: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return all that the boards and the inbox hold of a learner, as JSON in UTF-8."""
    found = {
        "learner": own.learner,
        "as_of": own.meta["as_of"],
        "build_id": own.build_id,
        "decisions": [
            {name: row[name] for name in ("purpose", "given", "text_version", "at")}
            for row in decisions.values()
        ],
        **own.everything(),
    }
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def _copy(session: Session, own: Own) -> bytes:
    if not still(session.settings.state, session.signed, session.viewer.code, time.time()):
        raise LeaderboardError("the sign-in has ended, or the role was taken away")
    if session.signed.learner:
        session.inbox.note_view(session.signed.learner, session.viewer.code, "export")
    return own_data(own, _decisions(session, own))


def _decisions(session: Session, own: Own) -> Mapping[str, Mapping[str, Any]]:
    return session.signed.decisions or session.inbox.newest(own.learner)


def _decided(session: Session, own: Own) -> dict[str, bool]:
    found = _published(own)
    newest = _decisions(session, own)
    return {p: bool(newest[p]["given"]) if p in newest else found[p] for p in _SWITCHES}


def _published(own: Own) -> dict[str, bool]:
    person = own.person()
    return {
        "show-name": person is not None and bool(person["public"]),
        "show-company": person is not None and bool(person["show_company"]),
    }


def _decide(session: Session, learner: str, purpose: str, key: str) -> None:
    state, given = st.session_state, bool(st.session_state[key])
    try:
        if not still(session.settings.state, session.signed, session.viewer.code, time.time()):
            return  # the page that follows says so
        session.inbox.decide(learner, purpose, given=given, text_version=PURPOSE_VERSION)
    except LeaderboardError:
        # The switch must not say what nobody recorded.
        state[key] = not given
        state[_FAILED] = True
