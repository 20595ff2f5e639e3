from urllib.parse import unquote

from leaderboard import markup
from leaderboard.present.table import Bar, Cell, Column, Line, Spark, Table

EVIL = "<img src=x onerror=alert(1)>'\""


def table(*cells, **changes) -> str:
    columns = [Column(title=EVIL) for _ in cells]
    return markup.table(
        Table(caption=EVIL, columns=columns, rows=[Line(cells=cells)], **changes), "ja"
    )


def test_nothing_that_is_not_ours_becomes_markup():
    cells = (
        EVIL,
        Bar(3, EVIL),
        Cell(text=EVIL, note=EVIL, link=EVIL),
        Cell(text=f"`{EVIL}`", kind="prose"),
    )
    html = table(*cells)
    html += markup.banner(EVIL, "en", title=EVIL) + markup.cards([(EVIL, EVIL, EVIL)], "en")
    html += markup.heading(EVIL, "en", anchor=EVIL, lead=EVIL) + markup.note(EVIL, "en")
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


def test_every_block_says_its_language():
    assert "lang='ja'" in table("x")
    assert "lang='en'" in markup.heading("x", "en")


def test_code_in_a_reason_is_set_as_code():
    assert "<code>answer</code>" in table(Cell(text="give `answer` a circuit", kind="prose"))


def test_a_trend_is_an_image_with_a_text_and_gaps_stay_gaps():
    html = table(Spark((10, None, 20, 30), "three weeks"))
    assert "alt='three weeks'" in html
    assert unquote(html).count("<polyline") == 2
    assert "<img" not in table(Spark((None, None), "none"))


def test_a_table_scrolls_by_itself_and_can_be_reached_by_keyboard():
    html = table("x")
    assert "tabindex='0'" in html
    assert "qs-scroll" in html
    assert "<caption" in html
