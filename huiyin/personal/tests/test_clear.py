"""A record that is called clear has nothing that the close reading finds, and most records are clear."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.common import homes, masking, numbers_of_persons
from huiyin.personal import keys
from huiyin.personal.clear import are_clear
from huiyin.personal.traces import Known, traces

IDENTITY = "11010519491231002X"
PERSON = Known("证件号码", IDENTITY, masking.identity_number)
PIECES = [
    *"0123456789０８①五一〇OoIl|XxEHk", *" -.·()（）_\t\n/:：,，、@#*\u200b\u3000",
    "138", "0013", "13900000017", IDENTITY, "1101051949", "1231002X", "0550", "(010)", "86", "62",
    "微信", "QQ", "we", "chat", "护照", "通行证", "军官证", "身份证", "卡号", "银行", "皖A", "皖",
    "云城管许字〔2026〕12号", "示例路7号", "小区", "3栋", "2单元", "501室", "住址", "家在", "家庭", "户籍", "寄到",
    "李家村12号", "准予", "号", "有限公司", "at", "com", ".cn", "十二", "三楼",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
ALL = (re.compile(""),)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_the_first_look_loses_no_number_and_no_home(text):
    looked = numbers_of_persons.numbers(text, doubtful=True), homes.homes(text, doubtful=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbers_of_persons, "MAY_BE_NUMBER", ALL)
        patch.setattr(homes, "MAY_BE_HOME", ALL)
        assert looked == (
            numbers_of_persons.numbers(text, doubtful=True),
            homes.homes(text, doubtful=True),
        )


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=3), max_size=4))
def test_a_clear_record_has_no_trace(records):
    found = are_clear((texts, [PERSON]) for texts in records)
    assert len(found) == len(records)
    for texts, is_clear in zip(records, found, strict=True):
        if is_clear:
            assert [trace for text in texts for trace in traces(text, [PERSON])] == []


@pytest.mark.parametrize(
    ("text", "is_clear"),
    [
        pytest.param("云城管许字〔2026〕1234号", True, id="a number of a paper"),
        pytest.param(
            "准予在示例路123号工地处置建筑垃圾300立方米", True, id="a site and a quantity"
        ),
        pytest.param("云溪市样例建设有限公司", True, id="a name"),
        pytest.param("联系 139-0000-0017", False, id="a telephone"),
        pytest.param("示例小区3栋2单元501室", False, id="a door"),
        pytest.param("证件 1101 0519 4912 3100 2x", False, id="the number of its person, spaced"),
        pytest.param("", True, id="nothing"),
        pytest.param("\ue000", False, id="the sign that parts records"),
    ],
)
def test_what_is_clear(text, is_clear):
    assert are_clear([(["云城管"], [PERSON]), ([text], [PERSON])]) == [
        is_clear or text != "\ue000",
        is_clear,
    ]


def test_people_that_cannot_be_read_leave_nothing_clear():
    assert are_clear([(["准予"], [Known("证件号码", keys.UNREADABLE, masking.name)])]) == [False]
    assert are_clear([]) == []
