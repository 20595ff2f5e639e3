import base64
import re
import time

import pytest

from grader.jupyter.markup import (
    clean_html,
    clean_outputs,
    disarm,
    markdown_to_html,
    markdown_to_still_html,
)

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action='//evil.example'><input type=submit></form>",
    "<base href='//evil.example'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<style>@import '//evil.example/x.css'</style>",
    "<div style=\"background:url('//evil.example/x.png')\">x</div>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<img src='//evil.example/x.png'>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<object data='x'></object><embed src='x'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<details open ontoggle=alert(1)>x</details>",
]
MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](https://evil.example/x.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "<javascript:alert(1)>",
    "$<img src=x onerror=alert(1)>$",
    "$$</div><script>alert(1)</script>$$",
    "`<script>` <script>alert(1)</script>",
    "![x](attachment:missing.svg)",
]
ACTIVE = re.compile(
    r"<(script|svg|math|iframe|object|embed|form|input|base|meta|link|style)\b"
    r"|<[^>]*\s(on\w+|srcdoc)\s*="
    r"|<[^>]*(href|src)\s*=\s*[\"']?\s*(javascript|vbscript|data:(?!image/png))"
    r"|<[^>]*(src|style)\s*=\s*[\"'][^\"']*(//|url\(|position)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_holds_nothing_active(attack):
    assert not ACTIVE.search(clean_html(attack)), clean_html(attack)


@pytest.mark.parametrize("attack", [*ATTACKS, *MARKDOWN])
@pytest.mark.parametrize("render", [markdown_to_html, markdown_to_still_html])
def test_rendered_markdown_holds_nothing_active(attack, render):
    found = render(attack)
    assert not ACTIVE.search(found), found


@pytest.mark.parametrize("attack", ["<script>", "<img src=x>", "</div>", "<!--", "<?xml", "`<b>`"])
def test_disarmed_markdown_has_no_tag_in_any_context(attack):
    assert not re.search(r"<[A-Za-z/!?]", disarm(attack))


def test_disarming_leaves_comparisons_and_formulas_alone():
    assert disarm("a < b and $x<5$ and 3<4") == "a < b and $x<5$ and 3<4"


def test_the_matcher_of_these_tests_sees_each_attack():
    assert [attack for attack in ATTACKS if not ACTIVE.search(attack)] == [
        "<a href=' java\tscript:alert(1)'>x</a>"
    ]


def test_ordinary_markdown_keeps_its_looks():
    found = markdown_to_html("# T\n\n*a* `b` [l](https://e.example)\n\n| x |\n|---|\n| 1 |")
    for part in ("<h1", "<em>a</em>", "<code>b</code>", 'href="https://e.example"', "<td>1</td>"):
        assert part in found


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"$(\lvert 00\rangle+\lvert 11\rangle)/\sqrt2$", "(|00⟩+|11⟩)/√(2)"),
        (r"$$\tfrac{\pi}{8}\xrightarrow{\ \text{cx}\ }q_{n-1}q_0$$", "π/8 — cx → q_(n-1)q₀"),
        ("$2^{50} < 10^5$", "2⁵⁰ &lt; 10⁵"),
        (r"$e^{-\text{cost}}$", "e^(-cost)"),
        (r"$\unknown{$", r"\unknown{"),
    ],
)
def test_formulas_become_text_where_no_script_may_run(tex, text):
    found = re.sub("<[^>]*>", "", markdown_to_still_html(tex)).strip()
    assert found.split() == text.split()


def test_dollar_signs_in_code_are_no_formula():
    assert "$HOME and $PATH" in markdown_to_still_html("`$HOME and $PATH`")


def test_a_card_keeps_its_colours():
    card = '<div class="qs" style="border-left:5px solid #1b7f3b;padding:.8em"><b>AC</b></div>'
    assert "border-left:5px solid #1b7f3b" in clean_html(card)


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 30_000, "*a" * 20_000, "`" * 30_001, "![" * 20_000, ">" * 20_000, "$" * 30_001),
        *(
            "$x$ " * 5_000,
            "$" + "_{" * 900 + "$",
            "$" + "{" * 1900 + "$",
            "$$" + "\\a" * 900 + "$$",
        ),
    ],
    ids=str.__len__,
)
def test_hostile_markdown_is_rendered_in_bounded_time(text):
    started = time.perf_counter()
    markdown_to_still_html(text)
    assert time.perf_counter() - started < 10


def test_outputs_keep_text_and_png_only():
    png = base64.b64encode(b"\x89PNG\r\n\x1a\nrest").decode()
    data = {
        "text/plain": "p",
        "text/html": "<b>",
        "image/svg+xml": "<svg>",
        "image/png": png,
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {},
    }
    (found,) = clean_outputs([{"output_type": "execute_result", "data": data}])
    assert found == {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/plain": "p", "image/png": png},
    }


def test_a_png_that_is_none_is_dropped():
    fake = base64.b64encode(b"<html><script>").decode()
    outputs = [
        {"output_type": "display_data", "data": {"image/png": value}} for value in (fake, "%", 5)
    ]
    assert clean_outputs(outputs) == []


def test_outputs_neither_score_nor_fail_a_cell_and_are_bounded():
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": "x" * 1_000_000},
        {"output_type": "stream", "name": "stdout", "text": ["a\x1b[31m", "b\x1b]52;c;x\x07"]},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\x1b[0;31mline"]},
        {"output_type": "update_display_data", "data": {}},
        "junk",
    ]
    first, second, third = clean_outputs(outputs)
    assert first["name"] == "stdout"
    assert len(first["text"]) < 90_000
    assert second["text"] == "ab"
    assert third["traceback"] == ["line"]
    assert len(clean_outputs([{"output_type": "stream", "text": "x"}] * 500)) == 50
