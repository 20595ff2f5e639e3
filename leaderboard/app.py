"""Entry script of the pages: navigation and nothing else."""

import streamlit as st

from leaderboard.views import frame, gate


def main() -> None:
    """Run the page that the address names, for the viewer at the screen."""
    st.set_page_config(page_title="Quantum Skills", page_icon=frame.ICON, layout="wide")
    session = frame.begin()
    page = st.navigation(frame.pages(session), position="top")
    frame.header(session)
    with frame.guarded(session):
        if not gate.stopped(session):
            page.run()
    frame.footer(session)


main()
