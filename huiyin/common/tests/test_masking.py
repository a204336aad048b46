"""How personal data are shown."""

import pytest

from huiyin.common import masking


@pytest.mark.parametrize(
    ("mask", "clear", "shown"),
    [
        pytest.param(masking.name, "王小明", "王*明", id="three characters"),
        pytest.param(masking.name, "王明", "王*", id="two characters"),
        pytest.param(masking.name, "欧阳明", "欧阳*", id="a compound surname"),
        pytest.param(masking.name, "欧阳小明", "欧阳*明", id="a compound surname, two given"),
        pytest.param(masking.name, "欧阳", "欧*", id="a surname that is the whole name"),
        pytest.param(masking.name, "王", "*", id="one character hides whole"),
        pytest.param(masking.name, "", "", id="no name"),
        pytest.param(masking.name, " 王明 ", "王*", id="spaces around"),
        pytest.param(masking.name, "阿依古丽·买买提", "阿***·***", id="a name with a dot"),
        pytest.param(masking.name, "卓玛•措", "卓*•*", id="another kind of dot"),
        pytest.param(masking.contact, "13812345678", "138****5678", id="a mobile number"),
        pytest.param(
            masking.contact,
            "+86 138-1234-5678",
            "138****5678",
            id="a mobile number as people write it",
        ),
        pytest.param(masking.contact, "0566-2812345", "0566-*****45", id="a landline"),
        pytest.param(
            masking.contact, "05662812345", "0566-*****45", id="a landline without a hyphen"
        ),
        pytest.param(
            masking.contact, "010-62812345", "010-******45", id="a landline of the capital"
        ),
        pytest.param(masking.contact, "2812345", "*****45", id="a local number"),
        pytest.param(masking.contact, "12", "**", id="a fragment"),
        pytest.param(masking.contact, "", "", id="no phone"),
        pytest.param(
            masking.contact,
            "w.ming@example.com",
            "w***@example.com",
            id="a mail address as contact",
        ),
        pytest.param(
            masking.identity_number, "11010519491231002X", "110***********002X", id="18 characters"
        ),
        pytest.param(masking.identity_number, "110105491231002", "110**********02", id="15 digits"),
        pytest.param(masking.identity_number, "E12345678", "E*****678", id="a passport"),
        pytest.param(masking.identity_number, "E1", "**", id="a fragment of a number"),
        pytest.param(masking.identity_number, "", "", id="no number"),
        pytest.param(
            masking.address, "池州市贵池区秋浦路1号", "池州市贵池区×××", id="to the district"
        ),
        pytest.param(
            masking.address,
            "云溪市城东街道样例路1号",
            "云溪市城东街道×××",
            id="to the street office",
        ),
        pytest.param(masking.address, "样例路1号", "×××", id="no district named"),
        pytest.param(masking.address, "", "", id="no address"),
        pytest.param(
            masking.contact, "w.ming@example.com", "w***@example.com", id="a mail address"
        ),
        pytest.param(masking.contact, "nobody", "******", id="no mail address"),
    ],
)
def test_masks(mask, clear, shown):
    assert mask(clear) == shown


@pytest.mark.parametrize(("value", "shown"), [("abcdef", "ab**ef"), ("abcd", "****"), ("", "")])
def test_middle(value, shown):
    assert masking.middle(value, 2, 2) == shown
