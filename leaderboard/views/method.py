"""How is each number made, and who may see it?"""

from collections.abc import Callable

import streamlit as st

from leaderboard import markup
from leaderboard.present.method import (
    SECTIONS,
    build_table,
    change_log,
    contents,
    exercise_table,
    formula_table,
    release_cards,
    rule_table,
    scope_table,
)
from leaderboard.views.frame import Page, require

# Streamlit draws the page after the browser looked for the section that the address names, and
# piece by piece: what comes later moves it away again. The reader's first touch ends that.
_REACH = """<script>
(() => {
  const name = decodeURIComponent(window.location.hash.slice(1));
  let left = name ? 25 : 0;
  const stop = () => { left = 0; };
  for (const event of ["wheel", "touchstart", "keydown", "mousedown"])
    window.addEventListener(event, stop, { once: true, passive: true });
  const seek = () => {
    if (left-- <= 0) return;
    const found = document.getElementById(name);
    if (found) found.scrollIntoView();
    setTimeout(seek, 100);
  };
  seek();
})();
</script>"""


def main(page: Page) -> None:
    """Show rules, formulas, suppression, scopes, the build, and whom to ask."""
    texts = page.texts
    page.title("method.title", lead=texts("method.lead"))
    page.html(markup.links(contents(texts), texts.language))
    more: dict[str, Callable[[Page], None]] = {
        "formulas": _formulas,
        "suppression": _suppression,
        "releases": _releases,
        "scopes": _scopes,
        "retention": _retention,
        "build": _build,
        "changes": _changes,
        "contact": _contact,
    }
    for name in SECTIONS:
        page.section(texts(f"method.{name}_title"), anchor=name)
        words = texts.known("method", name, "")
        if words:
            _prose(words, texts.language)
        if name in more:
            more[name](page)
    st.html(_REACH, unsafe_allow_javascript=True)


def _formulas(page: Page) -> None:
    page.table(formula_table(page.board, page.texts), "formulas")
    page.subsection(page.texts("method.exercises"))
    page.table(exercise_table(page.board, page.texts), "formula-exercises")


def _suppression(page: Page) -> None:
    page.table(rule_table(page.board, page.texts), "rules")
    page.note(page.texts("method.withheld"))


def _releases(page: Page) -> None:
    page.cards(release_cards(page.board, page.texts))


def _scopes(page: Page) -> None:
    page.table(scope_table(page.texts, page.viewer.kind), "scopes")
    page.note(page.texts("method.one_file"))


def _retention(page: Page) -> None:
    months = page.board.meta.get("retention_months", "")
    if months:
        words = page.texts("method.retention_period", months=months)
        page.html(markup.text(words, page.texts.language))


def _build(page: Page) -> None:
    texts, meta = page.texts, page.board.meta
    page.table(build_table(page.board, texts), "build")
    chain = meta.get("chain", "")
    if chain:
        page.subsection(texts("method.chain"), texts("method.chain_note"))
        st.code(chain, language=None, wrap_lines=True)
    page.subsection(texts("method.isolation_title"))
    level = meta["isolation_level"] or texts("app.none")
    _prose(texts("method.isolation", level=level), texts.language)
    if meta["shared_account"] == "1":
        _prose(texts("method.shared"), texts.language)


def _changes(page: Page) -> None:
    table = change_log(page.board, page.texts)
    if table.rows:
        page.table(table, "versions")
    else:
        page.note(page.texts("method.changes_none"))


def _contact(page: Page) -> None:
    texts, meta = page.texts, page.board.meta
    contact = meta.get("contact", "")
    page.html(
        markup.text(
            texts("method.contact_host", host=meta[f"host_{texts.language}"]), texts.language
        )
    )
    key = "method.contact_at" if contact else "method.contact_unset"
    page.html(markup.text(texts(key, contact=contact), texts.language))


def _prose(words: str, language: str) -> None:
    # Our own texts: the only markup in them is what says their language.
    st.markdown(f'<div lang="{language}">\n\n{words}\n\n</div>', unsafe_allow_html=True)


main(require("method"))
