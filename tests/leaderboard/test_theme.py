"""Both themes: what is read and what is drawn stands out, and all three places agree."""

import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from leaderboard.charts.palette import DARK, LIGHT, palette, use_palette
from leaderboard.server import command

SHEET = files("leaderboard").joinpath("style.css").read_text(encoding="utf-8")
PAIRS = {
    name: pair
    for name, *pair in re.findall(r"--qs-([a-z-]+):light-dark\((#[0-9a-f]{6}),(#\w{6})\)", SHEET)
}
THEMES = ("light", "dark")
READ = ("ink", "muted", "blue", "good", "bad", "withheld")
"""Names of colours of texts."""
BEHIND = {
    "ink": ("page", "card", "soft", "own", "heat-low", "heat-high", "warning-page", "demo-page"),
    "withheld": ("hatch", "hatch-line"),
}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_definition():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("place", [0, 1], ids=THEMES)
def test_every_text_of_the_style_sheet_can_be_read(place):
    for text in READ:
        for behind in BEHIND.get(text, ("page", "card", "soft")):
            found = contrast(PAIRS[text][place], PAIRS[behind][place])
            assert found >= 4.5, (text, behind, found)
    assert contrast(PAIRS["bar"][place], PAIRS["track"][place]) >= 3
    assert contrast(PAIRS["own-line"][place], PAIRS["own"][place]) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=THEMES)
def test_every_mark_of_a_chart_stands_out_and_every_text_can_be_read(colours):
    for mark in (*colours.series, colours.grey):
        assert contrast(mark, colours.page) >= 3, mark
    for text in (colours.ink, colours.muted):
        assert contrast(text, colours.page) >= 4.5, text
    assert len(set(colours.series)) == len(colours.series)


def test_style_sheet_charts_and_server_agree_on_the_page():
    options = command(Path("state"))
    for place, (theme, colours) in enumerate(zip(THEMES, (LIGHT, DARK), strict=True)):
        given = dict(pairwise(options))
        assert given[f"--theme.{theme}.backgroundColor"] == colours.page == PAIRS["page"][place]
        assert given[f"--theme.{theme}.textColor"] == colours.ink == PAIRS["ink"][place]
        assert given[f"--theme.{theme}.secondaryBackgroundColor"] == PAIRS["soft"][place]


def test_no_rule_of_the_style_sheet_knows_one_theme_only():
    plain = re.sub(r"light-dark\([^)]*\)|/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", plain) == []


def test_only_the_palette_names_colours():
    for path in Path(str(files("leaderboard").joinpath("charts"))).glob("*.py"):
        if path.name != "palette.py":
            assert re.findall(r"[\"']#[0-9a-fA-F]{3,8}", path.read_text(encoding="utf-8")) == []


def test_the_theme_of_a_run_chooses_the_colours():
    try:
        for theme, colours in (("dark", DARK), ("light", LIGHT), (None, LIGHT)):
            use_palette(theme)
            assert palette() is colours
    finally:
        use_palette(None)
