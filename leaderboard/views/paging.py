"""Long tables: the first rows only, or fifty rows at a time; their files hold all rows."""

from dataclasses import replace

import streamlit as st

from leaderboard.present.table import Table
from leaderboard.views import download
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page

__all__ = ["paged", "short"]

_ROWS = 50


def paged(page: Page, table: Table, name: str, parameter: str) -> Table:
    """Show a table, with a chooser of its rows where it has too many for one page.

    Args:
        page: The page at work.
        table: All rows.
        name: Code of the table for downloads.
        parameter: Parameter of the address that names the first row shown.

    Returns:
        What is shown of it.
    """
    count = len(table.rows)
    if count <= _ROWS:
        page.table(table, name)
        return table
    starts = {
        str(start): page.texts("app.rows", first=start, last=min(start + _ROWS - 1, count), n=count)
        for start in range(1, count + 1, _ROWS)
    }
    start = int(choose(page, parameter, starts, page.texts("app.rows_label"))) - 1
    shown = replace(table, rows=table.rows[start : start + _ROWS])
    page.table(shown)
    download.offer(page.board, page.texts, table, name)
    return shown


def short(page: Page, few: Table, table: Table, name: str, more: str, empty: str) -> None:
    """Show a few rows; all of them, and their files, on request.

    Args:
        page: The page at work.
        few: The rows that are always shown.
        table: All rows.
        name: Code of the table for downloads; the address names its first row by it.
        more: Words that open all rows.
        empty: What to say if there are no rows.
    """
    if not table.rows:
        page.note(empty)
    elif len(table.rows) == len(few.rows):
        page.table(table, name)
    else:
        page.table(few)
        with st.expander(more):
            paged(page, table, name, f"{name}-from")
