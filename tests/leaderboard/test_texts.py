import pytest

from leaderboard.present.texts import Texts

EN, JA = Texts("en"), Texts("ja")
ROW = {"scale": 10_000, "decimals": 4}


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (EN.points(13_500), "13.5"), (EN.points(20_000), "20"), (EN.points(1_234_000), "1,234"),
        (EN.cost(908, ROW), "0.0908"), (EN.cost(None, ROW), "–"),
        (EN.cost(1071, {"scale": 1, "decimals": 0}), "1,071"),
        (EN.rate("<15"), "<15%"), (JA.rate("<15"), "15%未満"), (EN.rate("45"), "45%"),
        (EN.rate(">85"), ">85%"), (JA.rate(">85"), "85%超"), (EN.rate(None), "–"),
        (EN.band("20-49"), "20–49"), (JA.band("20-49"), "20〜49"), (EN.band("100+"), "100+"),
        (EN.band("0-9"), "fewer than 10"), (EN.band("1163"), "1,163"), (EN.band(None), "–"),
        (EN.metric("esp", 0.92), "0.9200"), (EN.metric("n2q", 6.0), "6"),
        (EN.metric("x", None), "–"),
        (EN.moment(1_795_316_400), "2026-11-22 12:00 JST"),
        (EN.end_date(1_794_754_800), "2026-11-15"),
        (EN.age(59), "0 min"), (EN.age(7200), "2 h"), (JA.age(3 * 86_400), "3日"),
        (EN.skill("a-newer-skill"), "a-newer-skill"), (JA.skill("synthesis"), "回路合成"),
        (EN.name({"name_en": "", "name_ja": ""}), "A member company"),
        (JA.status({"status": "held", "as_of": 1_794_754_800}), "2026-11-15から据え置き"),
    ],
)  # fmt: skip
def test_numbers_and_dates_are_written_the_same_way_everywhere(shown, text):
    assert shown == text


def test_an_unknown_message_is_an_error():
    with pytest.raises(KeyError):
        EN("no.such.key")
