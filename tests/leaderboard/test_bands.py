import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.bands import (
    at_least,
    coarse,
    count_rounded,
    n_band,
    quartiles,
    rate,
    rate_middle,
    rounded,
)


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=60))
def test_quartiles_are_those_of_numpy(values):
    wanted = np.quantile(values, [0.25, 0.5, 0.75])
    assert quartiles(np.array(values)) == pytest.approx(tuple(wanted))


def test_quartiles_of_nothing_are_refused():
    with pytest.raises(ValueError, match="at least one"):
        quartiles(np.array([], np.int64))


@given(st.integers(0, 200_000))
def test_rounding_is_to_the_nearest_five_and_halves_go_up(thousandths):
    value = rounded(thousandths / 1000)
    assert value % 5 == 0
    assert -2.5 <= thousandths / 1000 - value < 2.5


@pytest.mark.parametrize(
    ("count", "band"),
    [
        (0, "0-9"),
        (9, "0-9"),
        (10, "10-19"),
        (19, "10-19"),
        (20, "20-49"),
        (99, "50-99"),
        (100, "100+"),
    ],
)
def test_counts_have_bands(count, band):
    assert n_band(count) == band


@given(st.integers(10, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_rate_is_true_and_never_tells_fewer_than_three_people_apart(pair):
    count, total = pair
    code = rate(count, total)
    share = 100 * count / total
    if code.startswith("<"):
        assert share < int(code[1:])
    elif code.startswith(">"):
        assert share > int(code[1:])
    else:
        assert 3 <= count <= total - 3
        assert abs(share - int(code)) <= 5
    # Nobody, one and two people look the same; so do all, all but one and all but two.
    if count < 3:
        assert code == rate(0, total)
    if total - count < 3:
        assert code == rate(total, total)
    assert code not in ("0", "100")


@pytest.mark.parametrize(("low", "high"), [(10, 19), (20, 49), (50, 99), (100, 180)])
def test_every_rate_is_possible_for_every_total_of_its_band(low, high):
    """So that a row of rates of one group tells no more of its size than the band."""
    codes = {frozenset(rate(count, n) for count in range(n + 1)) for n in range(low, high + 1)}
    assert len(codes) == 1


def test_rates_in_plain_steps_of_five_would_tell_the_total():
    plain = {n: {rounded(100 * c / n) for c in range(3, n - 2)} for n in range(10, 20)}
    assert [n for n, codes in plain.items() if {30, 60} <= codes and not {25, 35, 45} & codes] == [
        10
    ]


@pytest.mark.parametrize("low", [10, 20, 50, 100])
def test_steps_of_another_band_tell_nothing_of_the_total(low):
    codes = {frozenset(rate(count, n, low) for count in range(n + 1)) for n in range(low, 260)}
    assert len(codes) == 1


@given(st.integers(10, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_coarse_rate_is_true_and_of_no_band(pair):
    count, total = pair
    code = coarse(rate(count, total))
    share = 100 * count / total
    if code.startswith("<"):
        assert share < int(code[1:])
    elif code.startswith(">"):
        assert share > int(code[1:])
    else:
        assert abs(share - int(code)) <= 7.5
    assert code in {"<30", "30", "40", "50", "60", "70", ">70"}


def test_counts_are_rounded_down_to_tens_and_bands_may_be_open():
    assert [count_rounded(n) for n in (0, 9, 10, 19, 20)] == [0, 0, 10, 10, 20]
    assert [at_least(n) for n in (0, 10, 49, 99, 5000)] == ["0+", "10+", "20+", "50+", "100+"]


@pytest.mark.parametrize("pair", [(3, 2), (-1, 4), (0, 0)])
def test_what_is_no_rate_is_refused(pair):
    with pytest.raises(ValueError, match="no rate"):
        rate(*pair)


def test_a_bound_is_placed_in_the_middle_of_its_range():
    assert [rate_middle(code) for code in ("<30", "45", ">85")] == [15.0, 45.0, 92.5]
