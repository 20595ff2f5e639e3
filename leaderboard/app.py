"""Entry script of the pages: navigation and nothing else."""

from pathlib import Path

import streamlit as st

from leaderboard.views.frame import guarded, pages
from leaderboard.views.gate import stopped
from leaderboard.views.header import footer, header
from leaderboard.views.session import begin

_ICON = str(Path(__file__).with_name("icon.svg"))  # Streamlit fetches its own from elsewhere


def main() -> None:
    """Run the page that the address names, for the viewer at the screen."""
    st.set_page_config(page_title="Quantum Skills", page_icon=_ICON, layout="wide")
    session = begin()
    page = st.navigation(pages(session), position="top")
    header(session)
    with guarded(session):
        if not stopped(session):
            page.run()
    footer(session)


main()
