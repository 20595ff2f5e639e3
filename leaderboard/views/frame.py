"""What all pages share: viewer and language, header, footer, notices, charts with their tables."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from leaderboard import markup
from leaderboard.board import Board, BoardMissing, LeaderboardError, Own, scope_file
from leaderboard.charts import Figure
from leaderboard.charts.base import use_palette
from leaderboard.inbox import Inbox
from leaderboard.messages import LANGUAGES
from leaderboard.present.table import Table
from leaderboard.present.texts import Texts
from leaderboard.scope import (
    ALLOWED,
    PERSONAL,
    PUBLIC,
    Settings,
    Viewer,
    company_name,
    course_name,
    read_settings,
    viewers,
)
from leaderboard.signin import OFF, SignedIn, sign_in
from leaderboard.views import download, watch

__all__ = [
    "ICON",
    "Page",
    "Session",
    "begin",
    "chart",
    "footer",
    "guarded",
    "header",
    "pages",
    "require",
]

_NAMES = {"en": "English", "ja": "日本語"}
ICON = str(Path(__file__).parents[1] / "icon.svg")
"""A file of ours: Streamlit fetches its own icons from a server elsewhere."""
_FOLDER = Path(__file__).parent


class PageClosed(Exception):
    """The page is not open to this viewer; its argument is the page."""


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


@dataclass(frozen=True, slots=True)
class Page:
    """What a page works with: the one board of its viewer, and the learner's own rows."""

    session: Session
    board: Board
    own: Own | None
    texts: Texts

    @property
    def viewer(self) -> Viewer:
        """Who looks."""
        return self.session.viewer

    def html(self, body: str) -> None:
        """Show markup of ours."""
        st.html(body)

    def title(self, key: str, lead: str = "") -> None:
        """Show the page's heading."""
        st.html(markup.heading(self.texts(key), self.texts.language, level=1, lead=lead))

    def section(self, title: str, note: str = "", anchor: str = "") -> None:
        """Show a heading of a section and what explains it."""
        below = markup.note(note, self.texts.language) if note else ""
        st.html(markup.heading(title, self.texts.language, anchor=anchor) + below)

    def subsection(self, title: str, note: str = "") -> None:
        """Show a heading of a part of a section."""
        below = markup.note(note, self.texts.language) if note else ""
        st.html(markup.heading(title, self.texts.language, level=3) + below)

    def table(self, table: Table, name: str = "", *, heat: bool = False) -> None:
        """Show a table; one with a name, of which a page has only one, can be downloaded."""
        st.html(markup.table(table, self.texts.language, heat=heat))
        if name:
            download.offer(self.board, self.texts, table, name)

    def note(self, words: str) -> None:
        """Show a small explanation."""
        st.html(markup.note(words, self.texts.language))

    def cards(self, items: list[tuple[str, str, str]]) -> None:
        """Show figures as cards."""
        st.html(markup.cards(items, self.texts.language))


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
        wanted = st.query_params.get("lang") or (st.context.locale or "en")[:2]
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


def pages(session: Session) -> list[Any]:
    """Return all pages; those not open to the viewer are left out of the menu."""
    return [
        st.Page(
            _FOLDER / f"{name}.py",
            title=session.texts(f"page.{name}"),
            url_path=name,
            default=name == "overview",
            visibility="visible" if session.viewer.may_open(name) else "hidden",
        )
        for name in ALLOWED
    ]


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
    made = texts(
        "app.footer",
        judge=meta["judge_version"] or texts("app.none"),
        level=meta["isolation_level"] or texts("app.none"),
        build=meta["build_id"],
    )
    link = f"<a href='method?{escape(session.query)}' target='_self'>{escape(texts('app.how'))}</a>"
    st.html(f"<div class='qs qs-foot' lang='{session.language}'>{link} · {escape(made)}</div>")


def require(page: str) -> Page:
    """Return what a page works with; every page calls this before anything else.

    What a page shows comes from the returned board only.

    Raises:
        PageClosed: If the page is not open to the viewer.
        BoardMissing: If nothing was published yet.
        BoardInvalid: If the board cannot be read.
    """
    session = begin()
    if not session.viewer.may_open(page):
        raise PageClosed(page)
    board = Board.open(scope_file(session.settings.boards, session.viewer.board))
    _note_view(session, page, board.build_id)
    own = None
    if session.viewer.kind == "learner":
        own = Own.of(session.settings.boards, session.viewer.learner)
    return Page(session, board, own, Texts.of(session.language, board))


def _note_view(session: Session, page: str, build_id: str) -> None:
    """Note, before it is shown, that somebody looks at more of persons than members see."""
    viewer = session.viewer
    if not session.signed.learner or page not in PERSONAL.get(viewer.kind, ()):
        return
    subject = st.query_params.get("ex", "")
    noted = st.session_state.setdefault("qs_noted", set())
    view = (viewer.code, page, subject, build_id)
    if view not in noted:  # a page runs anew at every click
        session.inbox.note_view(session.signed.learner, viewer.code, page, subject)
        noted.add(view)


@contextmanager
def guarded(session: Session) -> Iterator[None]:
    """Turn a closed page, and a board that cannot be read, into a notice that says so."""
    texts = session.texts
    try:
        yield
    except PageClosed as closed:
        allowed = ", ".join(_kind_name(texts, kind) for kind in ALLOWED[str(closed)])
        viewer = viewer_name(session, session.viewer.code)
        words = texts("notice.closed", viewer=viewer, allowed=allowed)
        _notice(session, texts("notice.closed_title"), words)
    except LeaderboardError as error:
        kind = "missing" if isinstance(error, BoardMissing) else "broken"
        code = type(error).__name__
        _notice(session, texts(f"notice.{kind}_title"), texts(f"notice.{kind}"))
        st.html(
            markup.operator(
                texts("notice.operator"),
                texts(f"notice.{kind}_do", code=code),
                session.language,
            )
        )


def chart(page: Page, figure: Figure, table: Table, name: str) -> None:
    """Show a chart with its alternative text, and the same figures as a table on request.

    Args:
        page: The page at work.
        figure: The chart.
        table: Its figures.
        name: Code of the table for downloads; a page has only one of that name.
    """
    st.altair_chart(figure.chart, theme=None, width="stretch", alt=figure.alt)
    with st.expander(page.texts("app.show_table")):
        page.table(table, name)


def viewer_name(session: Session, code: str) -> str:
    """Return how the switch names a viewer."""
    viewer, settings, language = Viewer(code), session.settings, session.language
    if viewer.kind == "company":
        return session.texts("viewer.company", company=company_name(settings, viewer, language))
    if viewer.kind == "instructor":
        return session.texts("viewer.instructor", course=course_name(settings, viewer, language))
    return session.texts(f"viewer.{code}")


def _kind_name(texts: Texts, kind: str) -> str:
    if kind == "company":
        return texts("viewer.company", company="…")
    return (
        texts("viewer.instructor", course="…") if kind == "instructor" else texts(f"viewer.{kind}")
    )


def _notice(session: Session, title: str, words: str) -> None:
    body = markup.heading(title, session.language, level=1) + markup.text(words, session.language)
    st.html(body)


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
