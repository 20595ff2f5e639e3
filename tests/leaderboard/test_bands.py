import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.bands import decile, n_band, quartile, rate, rate_middle, rounded


@given(
    st.lists(st.integers(0, 100_000), min_size=1, max_size=60), st.sampled_from([0.25, 0.5, 0.75])
)
def test_quartiles_are_those_of_numpy(values, share):
    assert quartile(values, share) == pytest.approx(float(np.quantile(values, share)))


def test_a_quantile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        quartile([], 0.5)


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


@given(st.sampled_from([(10, 19), (20, 49), (50, 99), (100, 300)]))
def test_a_bound_tells_no_more_of_the_total_than_its_band(limits):
    low, high = limits
    assert len({rate(0, total) for total in range(low, high + 1)}) == 1


@pytest.mark.parametrize("pair", [(3, 2), (-1, 4), (0, 0)])
def test_what_is_no_rate_is_refused(pair):
    with pytest.raises(ValueError, match="no rate"):
        rate(*pair)


def test_a_bound_is_placed_in_the_middle_of_its_range():
    assert [rate_middle(code) for code in ("<30", "45", ">85")] == [15.0, 45.0, 92.5]


def test_deciles_count_from_the_top():
    assert [decile(rank, 20) for rank in (1, 2, 3, 20)] == [1, 1, 2, 10]
    with pytest.raises(ValueError, match="no rank"):
        decile(0, 5)
