import pytest
from hypothesis import given
from hypothesis import strategies as st

from canteen.money import ZERO, BadAmount, Money, allocate, percent_of

amounts = st.integers(-10_000_000, 10_000_000).map(Money)
payable = st.integers(0, 10_000_000).map(Money)
weights = st.lists(st.integers(0, 100_000), min_size=1, max_size=24).filter(any)


def yuan(text: str) -> Money:
    return Money.parse(text)


@given(amounts)
def test_an_amount_reads_back_as_it_was_written(amount):
    assert Money.parse(str(amount)) == amount


@pytest.mark.parametrize(
    ("text", "fen"),
    [("12", 1200), ("12.5", 1250), ("12.50", 1250), (" 0.05 ", 5), ("-3.20", -320), ("-0.01", -1)],
)
def test_yuan_as_people_write_it(text, fen):
    assert Money.parse(text) == Money(fen)


@pytest.mark.parametrize(
    "text",
    ["", ".", "12.", ".5", "1.234", "+1", "1,000", "￥5", "1e3", "nan", "--1", "1 2", "9" * 10],
)
def test_what_is_no_amount_is_refused_with_its_text(text):
    with pytest.raises(BadAmount) as refused:
        Money.parse(text)
    assert refused.value.facts == {"text": text}
    assert refused.value.exit_status == 2


@pytest.mark.parametrize("value", [1.0, True, "100", None])
def test_only_whole_numbers_of_fen_exist(value):
    with pytest.raises(TypeError):
        Money(value)


@given(amounts, amounts, st.integers(-50, 50))
def test_sums_and_products_are_those_of_the_fen(one, other, times):
    assert (one + other).fen == one.fen + other.fen
    assert one - other == one + -other
    assert (one * times).fen == one.fen * times
    assert Money.total([one, other, -one]) == other
    assert bool(one) == (one.fen != 0)
    assert (one < other) == (one.fen < other.fen)


def test_nothing_adds_up_to_zero():
    assert Money.total([]) == ZERO
    assert not ZERO


@pytest.mark.parametrize(
    ("prices", "percent", "due"),
    [
        (["6.50", "6.50", "4.00"], 85, "14.45"),
        (["16.65"], 90, "14.99"),
        (["6.50"], 85, "5.53"),
        (["4.50"], 85, "3.83"),
        (["32.50"], 90, "29.25"),
        (["0.01"], 50, "0.01"),
        (["0.01"], 49, "0.00"),
        (["-0.01"], 50, "-0.01"),
    ],
)
def test_a_percentage_is_rounded_once_half_up(prices, percent, due):
    assert percent_of(Money.total(map(yuan, prices)), percent) == yuan(due)


@given(amounts, st.integers(0, 100))
def test_a_percentage_is_within_half_a_fen_and_never_below_it_by_half(amount, percent):
    twice_off = 2 * (100 * abs(percent_of(amount, percent).fen) - abs(amount.fen) * percent)
    assert -100 < twice_off <= 100
    assert percent_of(-amount, percent) == -percent_of(amount, percent)


@given(amounts, weights)
def test_shares_add_up_and_lie_within_one_fen_of_their_ideal(amount, over):
    shares = allocate(amount, over)
    assert Money.total(shares) == amount
    assert len(shares) == len(over)
    for share, weight in zip(shares, over, strict=True):
        assert abs(share.fen * sum(over) - amount.fen * weight) < sum(over)


@given(payable, weights)
def test_a_share_of_a_discount_is_never_more_than_its_line(discount, prices):
    whole = Money(sum(prices))
    shares = allocate(min(discount, whole), prices)
    assert all(0 <= share.fen <= price for share, price in zip(shares, prices, strict=True))


@given(payable, weights)
def test_a_share_that_weighs_nothing_gets_nothing(amount, over):
    shares = allocate(amount, over)
    assert all(not share for share, weight in zip(shares, over, strict=True) if weight == 0)


@given(st.integers(1, 24), st.integers(0, 5_000))
def test_ties_go_to_the_earlier_share(count, fen):
    shares = [share.fen for share in allocate(Money(fen), [1] * count)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] - shares[-1] <= 1


def test_the_largest_remainder_gets_the_odd_fen():
    # 10 fen over 5 : 3 : 1 is 5.56, 3.33, 1.11.
    assert allocate(Money(10), [5, 3, 1]) == (Money(6), Money(3), Money(1))
    assert allocate(Money(-10), [5, 3, 1]) == (Money(-6), Money(-3), Money(-1))


@pytest.mark.parametrize("over", [[], [0], [0, 0], [2, -1]])
def test_weights_that_cannot_share_anything_are_a_fault(over):
    with pytest.raises(ValueError, match="weights"):
        allocate(Money(1), over)
