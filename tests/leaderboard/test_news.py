"""News of a build: codes and numbers, the newest first."""

import json

from leaderboard.disclosure import Cell
from leaderboard.news import KINDS, news_rows
from leaderboard.present.news import news_table
from leaderboard.present.texts import Texts

RECORDS = [
    ("adder", 1, "q-1", "named", 50, "{}", 1001, 1004, 1, 3, "2", "operator", 0),
    ("adder", 2, "", None, 45, "{}", 1004, None, 4, 3, "2", "operator", 0),
]


def cell(period: str, as_of: int, status: str = "released", company: str = "") -> Cell:
    return Cell(
        period=period, company=company, skill="", status=status, as_of=as_of, n=20,
        contributors=4, largest=5, reason="",
    )  # fmt: skip


def made(**changes):
    parts = {"exercises": ["adder", "bell"], "changed": [], "firsts": [], "records": [],
             "cells": []}  # fmt: skip
    return [(*row[:3], json.loads(row[3])) for row in news_rows(**parts | changes)]


def test_a_rejudge_says_its_cause_and_how_many_places_moved_exactly_only_to_whom_it_may():
    changed = [("bell", 50, "a new judge", 12), ("gone", 60, "a new judge", 3)]
    assert made(changed=changed) == [
        (50, "rejudge", "bell", {"cause": "a new judge", "moved": "10+"})
    ]
    assert made(changed=changed, exact=True)[0][3]["moved"] == "12"


def test_a_record_names_its_holder_and_what_it_beat():
    assert made(records=RECORDS, firsts=[("adder", 1001), ("bell", 900)]) == [
        (1004, "record", "adder", {"cost": 45, "before": 50, "handle": ""}),
        (1001, "record", "adder", {"cost": 50, "before": None, "handle": "q-1"}),
        (900, "exercise", "bell", {}),
    ]


def test_every_week_is_news_once_whatever_was_released_in_it():
    cells = [
        cell("2026-W45", 100), cell("2026-W45", 100, company="a"),
        cell("2026-W46", 100, "held"), cell("2026-W46", 200, "withheld", "a"),
    ]  # fmt: skip
    # Were a held week no news, others would know that nobody did anything at the one that is shown.
    assert made(cells=cells) == [
        (200, "release", "", {"period": "2026-W46"}), (100, "release", "", {"period": "2026-W45"}),
    ]  # fmt: skip


def test_only_the_newest_hundred_are_kept_and_the_order_does_not_depend_on_the_input():
    firsts = [(f"x{n}", n) for n in range(150)]
    names = [name for name, _ in firsts]
    rows = made(exercises=names, firsts=firsts)
    assert [row[0] for row in rows] == list(range(149, 49, -1))
    assert made(exercises=names, firsts=firsts[::-1]) == rows


def test_every_kind_of_news_has_words_and_a_link_in_both_languages():
    class Board:
        def exercises(self):
            return [{"exercise_id": "adder", "title_en": "Adder", "title_ja": "加算器",
                     "scale": 1, "decimals": 0}]  # fmt: skip

        def news(self):
            rows = news_rows(
                exercises=["adder"],
                changed=[("adder", 5000, "a new judge", 3)],
                firsts=[("adder", 10)],
                records=RECORDS,
                cells=[cell("2026-W45", 100)],
            )
            rows += news_rows(exercises=["adder"], changed=[], firsts=[("adder", 10)], records=[],
                              cells=[])  # fmt: skip
            return [
                {"moment": m, "kind": k, "exercise_id": e, "detail": json.loads(d)}
                for m, k, e, d in rows
            ]

    for language, title in (("en", "Adder"), ("ja", "加算器")):
        table = news_table(Board(), Texts(language), "lang=x")
        said = [row.cells[2].text for row in table.rows]
        assert len(said) == len(KINDS) + 1
        assert sum(title in words for words in said) == 4
        assert any("2026-W45" in words for words in said)
        assert "q-1" in said[2]
        assert not any("{" in words for words in said)
        assert all(row.cells[2].link.endswith("&lang=x") for row in table.rows)
