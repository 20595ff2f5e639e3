"""What stands above and below every page: whose board it is, how old, the switches, the build."""

import time
from html import escape
from pathlib import Path

import streamlit as st

from leaderboard import markup
from leaderboard.board import Board, LeaderboardError, scope_file
from leaderboard.messages import LANGUAGES
from leaderboard.present.texts import Texts
from leaderboard.views import watch
from leaderboard.views.session import Session, viewer_name

__all__ = ["footer", "header"]

_NAMES = {"en": "English", "ja": "日本語"}


def header(session: Session) -> None:
    """Show whose board this is, how old it is, and the switches."""
    texts = session.texts
    # Before anything is read, lest a build that arrives meanwhile be missed.
    files = _files(session)
    seen = watch.stamps(files)
    st.html(markup.style())
    theme = st.context.theme.type
    st.html(
        markup.document(session.language, texts("app.skip"), theme), unsafe_allow_javascript=True
    )
    watch.follow(files, seen, theme)
    with st.container(key="qs_header"):
        left, middle, right = st.columns([6, 3, 1.7], vertical_alignment="bottom")
    with middle:
        if len(session.choices) > 1:
            st.selectbox(
                texts("app.viewing_as"),
                [viewer.code for viewer in session.choices],
                format_func=lambda code: viewer_name(session, code),
                key="viewer",
            )
        _sign_in_or_out(session)
    with right:
        st.segmented_control(
            texts("app.language"),
            LANGUAGES,
            format_func=_NAMES.__getitem__,
            key="language",
            required=True,
            label_visibility="collapsed",
        )
    with left:
        _brand(session)
    if session.settings.demo:
        st.html(
            markup.banner(
                texts("app.demo_note"), session.language, kind="demo", title=texts("app.demo")
            )
        )
    unknown = st.session_state["qs_unknown_viewer"]
    if unknown:
        st.html(
            markup.banner(
                texts("notice.unknown_viewer", code=unknown), session.language, kind="warning"
            )
        )


def _sign_in_or_out(session: Session) -> None:
    texts, signed = session.texts, session.signed
    if signed.status in ("out", "expired"):
        # The callback runs before the page does: nothing is shown on the way out.
        st.button(texts("signin.in"), key="qs_sign_in", type="primary", on_click=st.login)
    elif signed.account:
        st.button(
            texts("signin.out"),
            key="qs_sign_out",
            help=texts("signin.as", account=signed.account),
            on_click=st.logout,
        )


def _files(session: Session) -> list[Path]:
    boards = session.settings.boards
    files = [scope_file(boards, session.viewer.board)]
    return [*files, scope_file(boards, "people")] if session.viewer.kind == "learner" else files


def _brand(session: Session) -> None:
    texts = session.texts
    try:
        board = Board.open(scope_file(session.settings.boards, session.viewer.board))
    except LeaderboardError:
        st.html(f"<div class='qs qs-brand'><b>{escape(texts('app.name'))}</b></div>")
        return
    texts = Texts.of(session.language, board)
    meta = board.meta
    age = int(time.time()) - int(meta["built_at"])
    lines = [
        escape(texts("app.data_of", moment=texts.moment(meta["as_of"]))),
        escape(texts("app.updated", age=texts.age(age))),
    ]
    name = escape(meta[f"consortium_{session.language}"])
    st.html(
        f"<div class='qs qs-brand' lang='{session.language}'><b>{name}</b>"
        f"<span>{' · '.join(lines)}</span></div>"
    )
    if board.stale:
        st.html(markup.banner(texts("app.standby"), session.language, kind="warning"))
    elif time.time() > int(meta["stale_after"]):
        st.html(
            markup.banner(texts("app.stale", age=texts.age(age)), session.language, kind="warning")
        )


def footer(session: Session) -> None:
    """Show what made the page, and where it is explained."""
    try:
        meta = Board.open(scope_file(session.settings.boards, session.viewer.board)).meta
    except LeaderboardError:
        return
    texts = session.texts
    # Before the first verdict there is neither a judge nor a sandbox to name.
    judged = bool(meta["judge_version"])
    made = texts(
        "app.footer" if judged else "app.footer_build",
        judge=meta["judge_version"],
        level=meta["isolation_level"] or texts("app.none"),
        build=meta["build_id"],
    )
    link = f"<a href='method?{escape(session.query)}' target='_self'>{escape(texts('app.how'))}</a>"
    st.html(f"<div class='qs qs-foot' lang='{session.language}'>{link} · {escape(made)}</div>")
