"""申请人的痕迹: whatever way it is written, it is found, masked, and can be removed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.common import codes
from huiyin.foi.models import Application
from huiyin.foi.traces import traces
from huiyin.organisations.models import Organisation
from huiyin.personal import keys
from huiyin.personal import traces as reader
from huiyin.personal.traces import REMOVED, without

CODE = "7KQM3XWA"
APPLICANT = {
    "reference": "SQ2026-0017",
    "applicant_kind": "person",
    "applicant_name": "柳青禾",
    "applicant_id": "11010519491231002X",
    "applicant_phone": "13900000017",
    "applicant_contact": "0550-3012345",
    "applicant_email": "liu.qinghe@example.com",
    "applicant_address": "云溪市南门街道样例路7号2单元",
    "applicant_fax": "0550-3099999",
    "agent_name": "欧阳代",
    "agent_id": "320311770706001",
    "contact_name": "贺联",
    "representative": "丁表",
    "applicant_uscc": "91341799MA2TEX01KJ",
}


@pytest.fixture(scope="module")
def case():
    agency = Organisation(name="云溪市城市管理局", telephone="0550-3111111")
    return Application(agency=agency, query_digest=keys.digest(CODE), **APPLICANT)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("柳青禾同志来函", "申请人", id="the name"),
        pytest.param("柳 青　禾", "申请人", id="the name spaced"),
        pytest.param("柳\u200b青\u200b禾", "申请人", id="the name with unseen characters"),
        pytest.param("柳·青.禾", "申请人", id="the name with dots"),
        pytest.param("柳\n青禾", "申请人", id="the name over two lines"),
        pytest.param("柳先生来电", "对本人的称呼", id="only the surname"),
        pytest.param("柳某", "对本人的称呼", id="the surname and 某"),
        pytest.param("１１０１０５１９４９１２３１００２ｘ", "证件号码", id="full width"),
        pytest.param("139-0000-0017", "联系电话", id="a phone with dashes"),
        pytest.param("139 0000 0017", "联系电话", id="a phone with blanks"),
        pytest.param("+86 13900000017", "联系电话", id="a phone with its country"),
        pytest.param("05503012345", "联系方式", id="a contact without its dash"),
        pytest.param("LIU.QINGHE@EXAMPLE.COM", "电子邮箱", id="a mail in capitals"),
        pytest.param("样例路７号２单元", "联系地址", id="the end of the address"),
        pytest.param("欧阳代", "受托人", id="the agent"),
        pytest.param("320311770706001", "受托人证件号码", id="an old ID number"),
        pytest.param("贺联", "联系人", id="the contact"),
        pytest.param("丁表", "法定代表人或负责人", id="the representative"),
        pytest.param("91341799ma2tex01kj", "统一社会信用代码", id="the organisation's code"),
        pytest.param("sq2026 0017", "申请编号", id="the number of the application"),
        pytest.param("查询码7KQM-3XWA", "查询码", id="the query code"),
        pytest.param("查询码 7kqm 3xwa。", "查询码", id="the query code in small letters"),
        pytest.param("另有人：13800138000", "手机号码", id="anybody's phone"),
        pytest.param("13800138000，13800138001", "手机号码", id="two phones in a row"),
        pytest.param("11010519491231002X", "公民身份号码", id="anybody's ID"),
        pytest.param("电话0551-6234567", "电话号码", id="anybody's landline"),
        pytest.param("a.b@example.org", "电子邮箱", id="anybody's mail"),
    ],
)
def test_a_trace_is_found_masked_and_removed(case, text, label):
    findings = traces(case, f"您好。{text}。特此公开")
    assert label in {one.label for one in findings}
    for one in findings:
        assert one.shown != text
        assert "13900000017" not in one.shown
    clean = without(f"您好。{text}。特此公开", findings)
    assert not traces(case, clean)
    assert clean.startswith("您好。")
    assert REMOVED in clean


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2024年度老城区建筑垃圾清运合同，金额 1234567890 元", id="an amount"),
        pytest.param("云城管公复〔2026〕17号", id="a document number"),
        pytest.param("联系电话：0550-3111111", id="the agency's own phone"),
        pytest.param("青禾社区、柳树", id="parts of the name"),
        pytest.param("云溪市南门街道", id="the street that everybody lives in"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_tells_nothing_stays(case, text):
    assert not traces(case, text)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_spelling_escapes(case, data):
    """Any value, its characters parted by anything that is no letter and no digit."""
    value = data.draw(st.sampled_from([*list(APPLICANT.values())[2:], "SQ2026-0017", CODE]))
    between = st.text(" \u3000\t\n-—_.·、,，:：\u200b\u200d\ufeff/|*", max_size=2)
    written = "".join(char + data.draw(between) for char in value)
    if data.draw(st.booleans()):
        written = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in written)
    before, after = data.draw(st.text(max_size=8)), data.draw(st.text(max_size=8))
    text = f"{before}。{written}。{after}"
    findings = traces(case, text)
    assert findings
    clean = without(text, findings)
    while left := traces(case, clean):  # what stood around may have come together
        shorter = without(clean, left)
        assert shorter != clean
        clean = shorter
    bare = "".join(char for char in clean if char.isalnum())
    assert "".join(char for char in value if char.isalnum()) not in bare


def test_the_reader_knows_every_letter_of_a_query_code():
    assert reader._CODE.fullmatch(codes.ALPHABET.lower())
