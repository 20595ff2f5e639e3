"""Long tables fifty rows at a time; their files hold all rows."""

from dataclasses import replace

from leaderboard.present.table import Table
from leaderboard.views import download
from leaderboard.views.choose import choose
from leaderboard.views.frame import Page

__all__ = ["paged"]

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
