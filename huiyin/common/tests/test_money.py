"""万元 to 分 and 元 and back, exact."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.common.money import (
    AmountError,
    exported,
    fen,
    in_capitals,
    in_wan,
    places,
    wan_text,
    yuan,
    yuan_text,
)


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


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("2000", "元", "2000.00"),
        ("2,000.5", "元", "2000.50"),
        ("¥２０００", "元", "2000.00"),
        ("2000 元", "元", "2000.00"),
        ("0.2万元", "元", "2000.00"),
        ("0.2", "万元", "2000.00"),
        ("0.200000", "万元", "2000.00"),
        ("0.000001", "万元", "0.01"),
        ("99.999999", "万元", "999999.99"),
        ("2000元", "万元", "2000.00"),
        ("2000万元", "万元", "20000000.00"),
        ("2000万", "万元", "20000000.00"),
        ("2000.000000", "万元", "20000000.00"),
        ("0", "万元", "0.00"),
    ],
)
def test_an_amount_is_yuan_whichever_unit_it_was_written_in(text, unit, amount):
    assert str(yuan(text, unit)) == amount


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("2000", "万元", "是 2000 元的，写成“2000元”；确实是 2000 万元的，写成“2000万元”"),
        ("100", "万元", "请核对是不是把元填成了万元"),
        ("-5", "元", "不能是负数"),
        ("0.001", "元", "精确到分"),
        ("0.0000001", "万元", "精确到分"),
        ("9" * 40, "元", "金额过大"),
        ("两千", "元", "单位为元，如 2000"),
        ("", "万元", "单位为万元，如 0.2"),
        ("1e5", "元", "应为金额"),
        ("1,2", "元", "应为金额"),
        ("=1+1", "元", "应为金额"),
    ],
)
def test_a_doubtful_amount_is_refused_with_what_to_write(text, unit, says):
    with pytest.raises(AmountError, match=says):
        yuan(text, unit)


@pytest.mark.parametrize(
    ("amount", "number", "told", "said"),
    [
        ("2000.00", "0.2", "0.2", "2,000"),
        ("0.01", "0.000001", "0.000001", "0.01"),
        ("20000000.00", "2000", "2000.000000", "20,000,000"),
        ("50000", "5", "5", "50,000"),
        ("0", "0", "0", "0"),
        ("1234.5", "0.12345", "0.12345", "1,234.50"),
    ],
)
def test_what_is_exported_is_read_again_without_a_question(amount, number, told, said):
    value = Decimal(amount)
    assert f"{in_wan(value):f}" == number
    assert str(exported(value)) == told
    assert yuan(told, "万元") == value
    assert yuan_text(value) == said


def test_no_amount_is_a_dash():
    assert yuan_text(None) == "—"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("200", "贰佰元整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1020.30", "壹仟零贰拾元叁角整"),
        ("1409.56", "壹仟肆佰零玖元伍角陆分"),
        ("2000", "贰仟元整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10500", "壹万零伍佰元整"),
        ("107000", "壹拾万柒仟元整"),
        ("1000001", "壹佰万零壹元整"),
        ("10010000", "壹仟零壹万元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("100000000", "壹亿元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_an_amount_in_capitals(amount, said):
    assert in_capitals(Decimal(amount)) == f"人民币{said}"


def read_back(text):
    """分 of what is written, by reading sign after sign; zeros only keep places apart."""
    text = text.removeprefix("人民币").removesuffix("整")
    total = section = figure = 0
    for sign in text:
        if sign in "零壹贰叁肆伍陆柒捌玖":
            figure = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            section, figure = section + figure * 10 ** ("拾佰仟".index(sign) + 1), 0
        elif sign in "万亿":
            total, section, figure = (
                total + (section + figure) * (10_000 if sign == "万" else 10**8),
                0,
                0,
            )
        elif sign == "元":
            total, section, figure = (total + section + figure) * 100, 0, 0
        else:
            total, figure = total + figure * (10 if sign == "角" else 1), 0
    return total


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_capitals_say_each_amount_and_no_zero_twice(cents):
    said = in_capitals(Decimal(cents) / 100)
    assert read_back(said) == cents
    assert "零零" not in said


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000"])
def test_what_cannot_be_said_in_capitals(amount):
    with pytest.raises(AmountError):
        in_capitals(Decimal(amount))
