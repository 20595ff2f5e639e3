"""How is each number made, and who may see it?"""

import streamlit as st

from leaderboard.present.method import build_table, formula_table
from leaderboard.views.frame import Page, require


def main(page: Page) -> None:
    """Show rules, formulas, suppression, scopes and the build."""
    texts, meta = page.texts, page.board.meta
    page.title("method.title")
    for part in ("ranking", "company", "suppression", "scopes"):
        page.section(texts(f"method.{part}_title"), anchor=part)
        _prose(texts(f"method.{part}", **meta), texts.language)
        if part == "ranking":
            page.section(texts("method.formulas_title"), anchor="formulas")
            page.table(formula_table(page.board, texts))
    page.section(texts("method.isolation_title"), anchor="isolation")
    level = meta["isolation_level"] or texts("app.none")
    _prose(texts("method.isolation", level=level), texts.language)
    if meta["shared_account"] == "1":
        _prose(texts("method.shared"), texts.language)
    page.section(texts("method.build_title"), anchor="build")
    page.table(build_table(page.board, texts))


def _prose(words: str, language: str) -> None:
    # Our own texts: the only markup in them is what says their language.
    st.markdown(f'<div lang="{language}">\n\n{words}\n\n</div>', unsafe_allow_html=True)


main(require("method"))
