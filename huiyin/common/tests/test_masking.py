"""How personal data are shown."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        pytest.param("a@b.cn 13812345678", "a***@b.cn 138****5678", id="mail and mobile"),
        pytest.param("13812345678 a@b.cn", "138****5678 a***@b.cn", id="mobile and mail"),
        pytest.param("13812345678、13912345678", "138****5678、139****5678", id="two mobiles"),
        pytest.param("138 1234 5678", "138****5678", id="with blanks"),
        pytest.param("１３８１２３４５６７８", "138****5678", id="full width"),
        pytest.param("138\u200b12345678", "138****5678", id="an unseen character inside"),
        pytest.param("张三13812345678", "**138****5678", id="a name before it"),
        pytest.param("手机13812345678", "手机138****5678", id="what it is stays"),
        pytest.param("微信：zhangsan88", "微信:z*********", id="an account"),
        pytest.param("样例路12号", "******", id="an address"),
        pytest.param("身份证11010519491231002X", "***110***********002X", id="another number"),
        pytest.param("6222021234567890128", "***************0128", id="a card"),
    ],
)
def test_every_value_of_a_contact_is_masked_and_the_rest_hidden(contact, shown):
    assert masking.contact(contact) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param("样例路12号样例花园小区3栋2单元501室", "×××", id="a quarter is no district"),
        pytest.param("镇江市京口区样例路1号", "镇江市京口区×××", id="a city that begins like a town"),
        pytest.param("安徽省池州市贵池区秋浦街道样例路1号", "安徽省池州市贵池区秋浦街道×××", id="four levels"),
        pytest.param("安徽池州市贵池区样例路1号", "安徽池州市贵池区×××", id="a province without its word"),
        pytest.param("浙江省桐乡市乌镇镇样例路1号", "浙江省桐乡市乌镇镇×××", id="ends inside names"),
        pytest.param("江西省景德镇市昌江区样例路", "江西省景德镇市昌江区×××", id="a city named a town"),
        pytest.param("北京市东城区样例大街1号", "北京市东城区×××", id="a municipality"),
        pytest.param("上海市浦东新区样例路1号", "上海市浦东新区×××", id="a new district"),
        pytest.param("北京市门头沟区样例镇样例村1号", "北京市门头沟区样例镇×××", id="a village is hidden"),
        pytest.param("内蒙古自治区锡林郭勒盟正蓝旗样例苏木样例嘎查", "内蒙古自治区锡林郭勒盟正蓝旗样例苏木×××", id="leagues and banners"),
        pytest.param("新疆维吾尔自治区伊犁哈萨克自治州伊宁市样例路", "新疆维吾尔自治区伊犁哈萨克自治州伊宁市×××", id="autonomous"),
        pytest.param("四川省阿坝藏族羌族自治州茂县凤仪镇1号", "四川省阿坝藏族羌族自治州茂县凤仪镇×××", id="a county of one character"),
        pytest.param("青岛市市南区样例路", "青岛市市南区×××", id="a district that begins like an end"),
        pytest.param("通州区样例路1号", "通州区×××", id="only the district"),
        pytest.param("样例花园东区3栋", "×××", id="a part of a quarter"),
        pytest.param("红旗路1号", "×××", id="a road named like a banner"),
        pytest.param("福州路12号", "×××", id="a road named like a city"),
        pytest.param("样例小镇5栋", "×××", id="a quarter named like a town"),
        pytest.param("城市花园2栋", "×××", id="a quarter named like a city"),
        pytest.param("贵池区市场路3号", "贵池区×××", id="a market road"),
        pytest.param("安徽省 池州市 贵池区 样例路", "安徽省 池州市 贵池区×××", id="with blanks"),
        pytest.param("池州市贵池区样例路1号；合肥市蜀山区样例路2号", "池州市贵池区×××；合肥市蜀山区×××", id="two"),
        pytest.param("池州市贵池区", "池州市贵池区", id="nothing more"),
        pytest.param("247000 池州市", "×××", id="not understood"),
        pytest.param("张三13812345678", "×××", id="no address at all"),
    ],
)  # fmt: skip
def test_an_address_keeps_only_its_divisions(address, shown):
    assert masking.address(address) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("诸葛明", "诸葛*", id="诸葛"),
        pytest.param("万俟明亮", "万俟*亮", id="万俟"),
        pytest.param("澹台明", "澹台*", id="澹台"),
        pytest.param("呼延明", "呼延*", id="呼延"),
        pytest.param("令狐明", "令狐*", id="令狐"),
        pytest.param("拓跋明", "拓跋*", id="拓跋"),
        pytest.param("百里明", "百里*", id="百里"),
        pytest.param("歐陽明", "歐陽*", id="traditional"),
        pytest.param("爱新觉罗明", "爱新觉罗*", id="four characters"),
        pytest.param("王 明", "王*", id="a blank inside"),
        pytest.param("王\u3000明", "王*", id="a wide blank inside"),
        pytest.param("王明、李小四", "王*、李*四", id="two"),
        pytest.param("王明 李小四", "王* 李*四", id="two with a blank"),
        pytest.param("王明\n李四", "王*\n李*", id="two lines"),
        pytest.param("王明13812345678", "**138****5678", id="a number in the field"),
        pytest.param("王\u202e明", "王*", id="turned round"),
    ],
)
def test_names(name, shown):
    assert masking.name(name) == shown


def test_identity_numbers_each_by_itself():
    numbers = "110105 19491231 002X、E12345678"
    assert masking.identity_number(numbers) == "110***********002X、E*****678"


def test_a_text_keeps_what_is_not_personal():
    text = "甲某（身份证110105 19491231 002X）家住样例小区3栋2单元501室，电话138 1234 5678。"
    shown = "甲某（身份证110***********002X）家住样例小区×××，电话138****5678。"
    assert masking.text(text) == shown


@pytest.mark.parametrize(
    "mask", [masking.name, masking.contact, masking.identity_number, masking.address]
)
@given(clear=st.text(max_size=6))
@example(clear="\U00011c9f")
@example(clear="\u0301\u0301")
@example(clear="\u200b")
def test_only_what_is_blank_is_shown_blank(mask, clear):
    """A ledger exported masked and imported again keeps the rows that hold something."""
    assert bool(mask(clear).strip()) == bool(clear.strip())
