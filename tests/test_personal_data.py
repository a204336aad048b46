"""Every door to the public, every kind of personal number, every way to set it. All are invented."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from huiyin import checks
from huiyin.files import redaction
from huiyin.files.tests import redaction_samples as samples
from huiyin.foi.models import Application
from huiyin.foi.traces import traces
from huiyin.hotline import publicity
from huiyin.hotline.models import ServiceRequest
from huiyin.ingest.ledgers.results import shown
from huiyin.licensing import portal as licences
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.organisations.models import Organisation
from huiyin.registers.actions import officers
from huiyin.registers.models import Officer

TODAY = date(2026, 11, 26)
AGENCY = Organisation(name="云溪市城市管理局", telephone="0550-3111111")
IDENTITY = "11010519491231002X"  # the example of GB 11643
BOTH = "110101199003011468"  # the check digit of a person's number and of a credit code

SPELLINGS = [
    *[
        pytest.param(text, id=f"identity: {name}")
        for name, text in {
            "as it is": IDENTITY,
            "in three parts": "110105 19491231 002X",
            "with dashes": "110105-19491231-002x",
            "with points": "110105.19491231.002X",
            "full width": "１１０１０５１９４９１２３１００２Ｘ",
            "full width with ideographic blanks": "１１０１０５　１９４９１２３１　００２Ｘ",
            "zero-width characters": "110105\u200b19491231\u200d002\ufeffX",
            "direction controls": "\u202d11010519491231002X\u202c",
            "a soft hyphen": "11010519\u00ad491231002X",
            "in brackets": "110105（19491231）002X",
            "figure by figure": " ".join(IDENTITY),
            "a sign of multiplication at its end": IDENTITY[:17] + "×",
            "behind letters": f"ID{IDENTITY}",
            "behind a stroke": f"甲某/{IDENTITY}",
            "that is a credit code, too": BOTH,
        }.items()
    ],
    *[
        pytest.param(text, id=f"mobile: {name}")
        for name, text in {
            "as it is": "13800138000",
            "3-4-4 with blanks": "138 0013 8000",
            "3-4-4 with points": "138.1234.5678",
            "3-4-4 with middle dots": "138·1234·5678",
            "3-4-4 with dashes": "138—1234—5678",
            "with its country": "+86 138 0013 8000",
            "country in brackets": "（+86）13800138000",
            "country with zeros": "008613800138000",
            "full width": "１３８００１３８０００",
            "a zero-width blank": "1380013\u200b8000",
            "another blank": "138\u20090013\u20098000",
            "part in brackets": "138（0013）8000",
            "behind a dash": "乙某-13800138000",
            "in Chinese figures": "一三八〇〇一三八〇〇〇",
        }.items()
    ],
    pytest.param("电话❶❸❽❶❷❸❹❺❻❼❽", id="mobile: in black discs"),
    pytest.param("电话⑴⑶⑻⑴⑵⑶⑷⑸⑹⑺⑻", id="mobile: in brackets"),
    pytest.param("电话¹³⁸¹²³⁴⁵⁶⁷⁸", id="mobile: raised"),
    pytest.param("138一二三四5678", id="mobile: half in Chinese figures"),
    pytest.param("138一1234一5678", id="mobile: 一 for a dash"),
    pytest.param("幺三捌幺两叁肆伍陆柒捌", id="mobile: as it is spoken"),
    pytest.param("张三13812345678", id="mobile: behind a figure that is a name"),
    pytest.param("1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", id="mobile: in frames"),
    pytest.param("手机13812345678QQ同号", id="mobile: with letters behind it"),
    pytest.param("电话138O1234567", id="mobile: a letter for nought"),
    pytest.param("身份证34I702199003O74517", id="identity: letters for figures"),
    pytest.param("341702一九九〇03074517", id="identity: half in Chinese figures"),
    pytest.param("香港身份证A123456(7)", id="identity card of Hong Kong"),
    pytest.param("台胞证01234567", id="a permit of Taiwan"),
    pytest.param("银行卡6222 0212 3456 7890 128", id="card: in fours"),
    pytest.param("卡号６２２２０２１２３４５６７８９０１２８", id="card: full width"),
    pytest.param("6222-0212-3456-7890-128", id="card: with dashes, not said"),
    pytest.param("护照E12345678", id="passport"),
    pytest.param("护照号码：ＥＡ１２３４５６７", id="passport: full width"),
    pytest.param("身份证号 110105 491231 002", id="fifteen figures"),
    pytest.param("皖R·12345", id="plate"),
    pytest.param("家住样例花园小区3栋2单元501室", id="home"),
    pytest.param("家住样例花园小区３栋２单元５０１室", id="home: full width"),
    pytest.param("家住样例花园小区 3 栋 2 单元 501 室", id="home: with blanks"),
    pytest.param("家住样例花园小区三栋二单元501室", id="home: in Chinese figures"),
    pytest.param("家住样例花园小区3-2-501", id="home: short"),
    pytest.param("家住样例路12号3栋501", id="home: by the road"),
    pytest.param("家住样例镇样例村7组12号", id="home: in a village"),
]


def gate(text):
    body = checks.read(f"<p>甲某，{text}。</p>")
    findings = checks.run(checks.Document("题", body, published_on=TODAY))
    return any(one.code.startswith("privacy.") for one in findings)


def attachment(text):
    attached = checks.Attachment("名单.xlsx", ("姓名\t其他", f"甲某\t{text}"), "xlsx")
    document = checks.Document("题", checks.read("<p>文</p>"), attachments=(attached,))
    return any(one.code.startswith("privacy.") for one in checks.run(document))


def officers_list(text):
    officer = Officer(name="丁", scope=f"执法 {text}", issued_on=TODAY, valid_until=TODAY)
    try:
        officers.check(officer, TODAY)
    except ValidationError as refused:
        return set(refused.message_dict) == {"scope"}
    return False


def licence_page(text):
    licence = Licence(
        matter=LicenceMatter(name="占道"), holder_name="某店", holder_kind="自然人",
        content=f"准予 {text}", decided_on=TODAY, valid_from=TODAY, valid_to=TODAY,
    )  # fmt: skip
    return not any(text in column.text(licence) for column in licences.COLUMNS)


def question(text):
    request = ServiceRequest(
        agency=AGENCY, subject="题", content=f"您好，{text}。", answer_text="答"
    )
    values = publicity.proposed(request)
    assert not publicity.faults(request, values), "what is proposed may be published"
    assert text not in values["public_content"]
    return set(publicity.faults(request, values | {"public_answer": text})) == {"public_answer"}


def foi_answer(text):
    return bool(traces(Application(agency=AGENCY), f"查明：{text}。"))


def ledger_result(text):
    return text not in shown(f"某格 {text}", is_private=False)


def papers(text):
    return bool(redaction.find(samples.plain(f"甲 {text}")))


DOORS = [gate, attachment, officers_list, licence_page, question, foi_answer, ledger_result, papers]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("text", SPELLINGS)
def test_no_door_lets_a_personal_number_through(door, text):
    if door is papers and not text.isprintable():
        pytest.skip("what is not seen is not drawn")
    assert door(text)


@pytest.mark.parametrize(
    "door", [officers_list, question, foi_answer], ids=lambda door: door.__name__
)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("zhang.ming@example.com", id="mail"),
        pytest.param("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", id="mail, full width"),
        pytest.param("zhang(at)qq.com", id="mail, the sign in letters"),
        pytest.param("zhang#qq.com", id="mail, another sign"),
        pytest.param("zhang@qq。com", id="mail, a Chinese point"),
        pytest.param("微信：zhang_ming88", id="an account"),
        pytest.param("1380 0138 000", id="a mobile parted otherwise"),
        pytest.param("账号 1302 0101 0902 2104 567", id="an account of a bank without check digit"),
        pytest.param("M12345678", id="a travel permit, not said"),
    ],
)
def test_a_persons_matter_is_read_more_strictly(door, text):
    assert door(text)


@pytest.mark.parametrize("door", DOORS[:-1], ids=lambda door: door.__name__)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("云城管〔2026〕901号", id="a document number"),
        pytest.param("统一社会信用代码113417007728242536", id="a credit code of figures"),
        pytest.param("索引号：113417007728242536/202611-00029", id="an index number"),
        pytest.param("金额13800138000.00元", id="an amount"),
        pytest.param("投资13800138000元", id="a large amount"),
        pytest.param("（2026）皖1702行初138号", id="a case number"),
        pytest.param("2026年11月26日至2026-12-31", id="days"),
        pytest.param("1,380,013,800", id="thousands"),
        pytest.param("办公地址：政务服务中心3号楼305室", id="an office"),
        pytest.param("甲某，欧阳某某，138****8000", id="what is masked"),
        pytest.param("110***********002X", id="a masked identity number"),
        pytest.param("第一二三四五六七八章", id="Chinese figures in a row"),
    ],
)
def test_other_numbers_are_let_through(door, text):
    if door is question:
        request = ServiceRequest(agency=AGENCY, subject="题", content=text, answer_text="答")
        assert publicity.proposed(request)["public_content"] == text
    elif door in (licence_page, ledger_result):
        assert not door(text)
    else:
        assert not door(text)


PERSON = {"caller_name": "马明明", "caller_phone": "zhang@example.com 13900000017"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("马明明", id="the name"),
        pytest.param("马 明　明", id="spaced"),
        pytest.param("⻢明明", id="a radical of the supplement"),
        pytest.param("⾺明明", id="a Kangxi radical"),
        pytest.param("馬明明", id="traditional"),
        pytest.param("马\u200b明\u2060明", id="unseen characters"),
        pytest.param("马·明-明", id="signs between"),
        pytest.param("马先生", id="the surname with a title"),
        pytest.param("⻢ 女士", id="the surname as a radical"),
        pytest.param("ZHANG＠example.com", id="one value of the contact"),
        pytest.param("139-0000-0017", id="the other value of the contact"),
    ],
)
def test_two_doors_have_one_standard_for_a_name(text):
    request = ServiceRequest(agency=AGENCY, subject="题", content=text, answer_text="答", **PERSON)
    application = Application(
        agency=AGENCY, applicant_kind="person",
        applicant_name=PERSON["caller_name"], applicant_contact=PERSON["caller_phone"],
    )  # fmt: skip
    assert publicity.faults(request, {"public_subject": text})
    assert text not in publicity.proposed(request)["public_content"]
    assert traces(application, text)


@pytest.mark.parametrize(
    "text", ["拨打0550-3111111", "请拨0551-6234567转801", "发至 a@yunxi.gov.cn"]
)
def test_an_answer_may_name_offices(text):
    request = ServiceRequest(agency=AGENCY, **PERSON)
    assert not publicity.faults(request, {"public_answer": text})
