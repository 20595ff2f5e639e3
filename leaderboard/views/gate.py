"""What stands before the pages: an account that nobody has, and the purpose text."""

import time

import streamlit as st

from leaderboard import markup
from leaderboard.board import LeaderboardError
from leaderboard.purpose import PARTS, PURPOSE_VERSION
from leaderboard.signin import still
from leaderboard.views.session import Session

__all__ = ["purpose_text", "stopped"]

_LATER = "qs_public_board"
_FAILED = "qs_not_agreed"


def stopped(session: Session) -> bool:
    """Show what the person at the screen must know or decide first; say whether that was all.

    Nobody gets past this by any means: until they are known and agreed, they are the viewer
    ``public``, and the pages below can read no other file.
    """
    status, texts = session.signed.status, session.texts
    if status == "expired":
        _banner(session, texts("signin.expired_title"), texts("signin.expired"))
    elif status == "broken":
        _banner(session, texts("signin.broken_title"), texts("signin.broken"))
    if status not in ("unknown", "purpose") or st.session_state.get(_LATER):
        return False
    if status == "unknown":
        _unknown(session)
    else:
        _purpose(session)
    st.button(texts("signin.public_board"), key="qs_later", on_click=_later)
    return True


def purpose_text(session: Session) -> None:
    """Show the purpose text."""
    texts, language = session.texts, session.language
    for part in PARTS:
        st.html(markup.heading(texts(f"purpose.{part}_title"), language))
        st.html(markup.text(texts(f"purpose.{part}"), language))
    st.html(markup.note(texts("purpose.version", version=PURPOSE_VERSION), language))


def _unknown(session: Session) -> None:
    texts, language = session.texts, session.language
    words = texts("signin.unknown", account=session.signed.account or texts("app.none"))
    st.html(markup.heading(texts("signin.unknown_title"), language, level=1))
    st.html(markup.text(words, language))


def _purpose(session: Session) -> None:
    texts, language = session.texts, session.language
    if st.session_state.pop(_FAILED, False):
        st.html(markup.banner(texts("privacy.failed"), language, kind="warning"))
    lead = texts("purpose.lead")
    st.html(markup.heading(texts("purpose.title"), language, level=1, lead=lead))
    purpose_text(session)
    st.button(
        texts("purpose.agree"), key="qs_agree", type="primary", on_click=_agree, args=(session,)
    )


def _agree(session: Session) -> None:
    signed = session.signed
    try:
        if not still(session.settings.state, signed, "", time.time()):
            return
        session.inbox.decide(signed.learner, "terms", given=True, text_version=PURPOSE_VERSION)
    except LeaderboardError:
        st.session_state[_FAILED] = True
        return
    # The first role becomes the viewer at the run that follows.
    st.session_state.pop("viewer", None)


def _later() -> None:
    st.session_state[_LATER] = True


def _banner(session: Session, title: str, words: str) -> None:
    st.html(markup.banner(words, session.language, kind="warning", title=title))
