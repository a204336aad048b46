"""万元 to 分 and back, exact."""

import pytest

from huiyin.registers.budgets.money import AmountError, fen, places, wan_text


@pytest.mark.parametrize(
    ("text", "amount", "shown"),
    [
        ("0", 0, "0.00"),
        ("12.5", 12_500_000, "12.50"),
        ("1,234.567891", 1_234_567_891, "1,234.567891"),
        ("１２．５万元", 12_500_000, "12.50"),
        ("-3.07", -3_070_000, "-3.07"),
        ("—", 0, "0.00"),
        ("0.000001", 1, "0.000001"),
        (" 7 ", 7_000_000, "7.00"),
        ("12.500", 12_500_000, "12.50"),
    ],
)
def test_read_and_written(text, amount, shown):
    assert fen(text) == amount
    assert wan_text(amount) == shown
    assert fen(shown) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "十二",
        "1.2.3",
        "1,2",
        "0.0000001",
        "1e5",
        "NaN",
        "Infinity",
        "=1+1",
        "9" * 40,
        "12元",
        "٣",
    ],
)
def test_refused(text):
    with pytest.raises(AmountError):
        fen(text)


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ([79_356_812, 86_500_000], ["79.356812", "86.500000"]),
        ([86_500_000, 7_000_000], ["86.50", "7.00"]),
        ([86_520_100, None, -1_000_000], ["86.5201", "—", "-1.0000"]),
        ([], []),
    ],
)
def test_amounts_of_one_table_stand_in_one_scale(amounts, said):
    """79.356812 beside 86.50 cannot be read down a column; and no 分 is rounded away."""
    least = places(amounts)
    assert [wan_text(one, least) for one in amounts] == said
