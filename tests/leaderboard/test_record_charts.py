"""Charts of records, quantum volumes and attempts: what they hold and what they say."""

import pytest

from leaderboard import charts
from leaderboard.messages import LANGUAGES
from leaderboard.present.records import Progress, Rule
from leaderboard.present.spread import Spread
from leaderboard.present.texts import Texts
from leaderboard.present.volumes import Volume

pytestmark = pytest.mark.parametrize("language", LANGUAGES)
DAY = 86_400
START = 1_790_000_000


def progress(*costs: float, rules: tuple[Rule, ...] = ()) -> Progress:
    steps = tuple((START + n * DAY, cost, f"q-{n}") for n, cost in enumerate(costs))
    return Progress(steps=steps, rules=rules, until=START + 30 * DAY, title="Cost")


def rows_of(figure, mark: str):
    spec = figure.chart.to_dict()
    return [
        spec["datasets"][layer["data"]["name"]]
        if "name" in layer["data"]
        else layer["data"]["values"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == mark
    ]


def test_the_last_record_is_drawn_until_the_board_was_made(language):
    texts = Texts(language)
    (line,) = rows_of(charts.record_chart(progress(91, 74.5, 71), texts), "line")
    assert [row["cost"] for row in line] == [91, 74.5, 71, 71]
    # In the board's time zone, which no browser's own may move: 9 hours ahead of UTC.
    assert line[0]["moment"] == "2026-09-21T23:13:20Z"
    assert line[-1]["moment"] == "2026-10-21T23:13:20Z"


def test_the_text_says_first_and_last_record_and_every_yardstick(language):
    texts = Texts(language)
    rules = (Rule(label="Reference 71", value=71), Rule(label="Compiler 75", value=75))
    said = charts.record_chart(progress(1_091, 71, rules=rules), texts).alt
    assert all(part in said for part in ("1,091", "71", "Reference 71", "Compiler 75"))
    assert texts.date(START) in said
    assert texts.date(START + DAY) in said


@pytest.mark.parametrize("until", [START, START + 3600, START + 400 * DAY])
def test_one_record_alone_and_any_length_of_time_can_be_drawn(language, until):
    one = Progress(steps=((START, 0.0778, "q"),), rules=(), until=until, title="Cost")
    figure = charts.record_chart(one, Texts(language))
    domain = figure.chart.to_dict()["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert domain[0] < 0.0778 < domain[1]


def test_every_device_has_a_shape_of_its_own_and_stands_in_the_text(language):
    items = [
        Volume(device=device, snapshot=day, volume=volume, circuits=100, measured_at=START)
        for device, day, volume in (
            ("kawasaki", "2024-06-01", 32),
            ("torino", "2024-06-01", 64),
            ("kawasaki", "2025-06-01", 128),
        )
    ]
    figure = charts.volume_chart(items, Texts(language))
    shape = figure.chart.to_dict()["encoding"]["shape"]["scale"]
    assert len(set(shape["range"])) == len(shape["domain"]) == 2
    assert "kawasaki 128 (2025-06-01)" in figure.alt
    assert "torino 64 (2024-06-01)" in figure.alt


def test_attempts_are_named_as_such(language):
    texts = Texts(language)
    spread = Spread(kind="tries", labels=("1", "2–4"), counts=(20, 35))
    figure = charts.spread_chart(spread, texts)
    assert "35" in figure.alt
    assert texts("exercise.tries_axis") in str(figure.chart.to_dict())
    assert texts("exercise.histogram_axis") not in figure.alt
