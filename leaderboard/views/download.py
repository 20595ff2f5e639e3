"""The small button below a table that offers its files; they are made when one is asked for."""

from functools import partial

import streamlit as st

from leaderboard import export, markup
from leaderboard.board import Board
from leaderboard.present.table import Table
from leaderboard.present.texts import Texts

__all__ = ["offer"]

_WIDTH = 260
"""Pixels of what opens."""


def offer(board: Board, texts: Texts, table: Table, name: str) -> None:
    """Show the button.

    The files hold the table as it is on this page and nothing that the page has not.

    Args:
        board: Where the table was read from.
        texts: The language.
        table: What is shown.
        name: Code of the table, ASCII, of which a page has only one.
    """
    if not table.rows:
        return
    meta = export.meta_of(board, texts, table, name)
    files = (
        ("csv", "text/csv", partial(export.csv, table)),
        ("parquet", "application/vnd.apache.parquet", partial(export.parquet, table, meta)),
        ("json", "application/json", partial(export.sidecar, table, meta)),
    )
    with (
        st.container(horizontal=True, horizontal_alignment="right", key=f"download-{name}"),
        st.popover(texts("download.open"), type="tertiary", icon=":material/download:"),
        st.container(width=_WIDTH),
    ):
        for ending, mime, made in files:
            st.download_button(
                texts(f"download.{ending}"),
                data=made,
                file_name=meta.file(ending),
                mime=mime,
                on_click="ignore",
                key=f"download-{name}-{ending}",
                width="stretch",
            )
        st.html(markup.note(texts("download.note"), texts.language))
