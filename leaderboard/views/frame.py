"""What a page works with, who may open it, and the notices in place of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from leaderboard import markup
from leaderboard.board import Board, BoardMissing, LeaderboardError, scope_file
from leaderboard.charts import Figure
from leaderboard.charts.figure import use_board
from leaderboard.own import Own
from leaderboard.present.table import Table
from leaderboard.present.texts import Texts
from leaderboard.scope import ALLOWED, PERSONAL, Viewer
from leaderboard.views import download
from leaderboard.views.session import Session, begin, viewer_name

__all__ = ["Page", "chart", "guarded", "pages", "require"]

_FOLDER = Path(__file__).parent


class PageClosed(Exception):
    """The page is not open to this viewer; its argument is the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page works with: the one board of its viewer, and the learner's own rows."""

    session: Session
    board: Board
    own: Own | None
    texts: Texts
    name: str = ""

    def noted(self, subject: str) -> None:
        """Note, before it is shown, what part of persons' figures the viewer chose to see.

        Raises:
            InboxUnusable: If it could not be noted; then nothing may be shown.
        """
        _note_view(self.session, self.name, self.board.build_id, subject)

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

    def onward(self, *names: str) -> None:
        """Show links to other pages, those that the viewer may open."""
        self.section(self.texts("overview.onward"))
        ways = [
            (self.texts(f"page.{name}"), f"{_address(name)}?{self.session.query}")
            for name in names
            if self.viewer.may_open(name)
        ]
        st.html(markup.links(ways, self.texts.language))

    def cards(self, items: list[tuple[str, str, str]]) -> None:
        """Show figures as cards."""
        st.html(markup.cards(items, self.texts.language))


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
    use_board(board.path)
    _note_view(session, page, board.build_id)
    own = None
    if session.viewer.kind == "learner":
        own = Own.of(session.settings.boards, session.viewer.learner)
    return Page(session, board, own, Texts.of(session.language, board), page)


def _note_view(session: Session, page: str, build_id: str, subject: str = "") -> None:
    """Note, before it is shown, that somebody looks at more of persons than members see.

    Never the words of an address: only pages and choices that there are.
    """
    viewer = session.viewer
    if not session.signed.learner or page not in PERSONAL.get(viewer.kind, ()):
        return
    noted = st.session_state.setdefault("qs_noted", set())
    view = (session.signed.learner, viewer.code, page, subject, build_id)
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
        allowed = texts("notice.comma").join(texts(f"viewer.any_{k}") for k in ALLOWED[str(closed)])
        viewer = viewer_name(session, session.viewer.code)
        words = texts("notice.closed", viewer=viewer, allowed=allowed)
        _notice(session, texts("notice.closed_title"), words)
        ways = [(texts("page.overview"), f"./?{session.query}")]
        st.html(markup.links(ways, session.language))
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
    st.vega_lite_chart(spec=figure.spec, theme=None, width="stretch", alt=figure.alt)
    with st.expander(page.texts("app.show_table")):
        page.table(table, name)


def _address(page: str) -> str:
    return "./" if page == "overview" else page


def _notice(session: Session, title: str, words: str) -> None:
    body = markup.heading(title, session.language, level=1) + markup.text(words, session.language)
    st.html(body)
