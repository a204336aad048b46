"""处罚文书: what the party is told in writing, by which move, and what it says later."""

import io
from datetime import date, timedelta
from decimal import Decimal

import docx
import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from pdfminer.high_level import extract_text

from huiyin.files import keeping
from huiyin.letters import issuing
from huiyin.letters.checks import faults
from huiyin.letters.layout import to_template
from huiyin.letters.models import PaperCode, Standing
from huiyin.penalties import actions, papers
from huiyin.penalties.models import Grade, Paper, PaperTerms
from huiyin.penalties.paper_kinds import FAMILY

from .trial import (
    ANNULLED,
    CALLED,
    CHANGED,
    DAY,
    EVIDENCE,
    PROPOSAL,
    SERVED,
    SPOT,
    on_spot,
    penalty,
)

pytestmark = pytest.mark.django_db
Role = Paper.Role
NUMBER = "云城管罚决字〔2026〕88号"
NAME, ID = "柳青禾", "341799199001011234"
DECIDED = {"reference": NUMBER, "decided_on": DAY}
SPARED = {"outcome": "first", "reason": "已经清运完毕"}
ADD, PROPOSE, TELL = (
    ("add_evidence", EVIDENCE),
    ("propose", PROPOSAL),
    ("notify", {"notified_on": DAY}),
)
DECIDE, SERVE = ("decide", DECIDED), ("serve", SERVED)
ASKED = ("note_hearing", {"wish": "asked", "said_on": DAY})
TO_TELL = (ADD, PROPOSE, ("notify", {"notified_on": DAY, "offers_hearing": True}))
TO_SERVE = (ADD, PROPOSE, TELL, DECIDE, SERVE)
SERVED_LONG_AGO = timedelta(days=20)


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def filed(bureau, who):
    """A case as it is filed, with what is said of it."""
    return lambda **said: actions.register(penalty(bureau, **said), **who)


def walked(case, who, *steps):
    for name, arguments in steps:
        case = getattr(actions, name)(case, **arguments, **who)
    return case


def said(paper):
    """Without its pages, whose feet stand between the words of the PDF."""
    document = docx.Document(io.BytesIO(keeping.content_of(paper.docx)))
    return "".join("".join(one.text for one in document.paragraphs).split())


def printed(pdf):
    return "".join(extract_text(io.BytesIO(pdf)).split())


def enforced(measure, **more):
    return ("enforce", {"measure": measure, "enforced_on": DAY, **more})


FACTS = PROPOSAL["facts"]
TABLE = [
    pytest.param((ADD, PROPOSE, TELL), Role.NOTICE, "罚告〔2026〕1号",
                 (FACTS, "拟作出的行政处罚", "罚款金额：人民币贰仟元整（2,000元）", "第四十五条", "现场检查笔录"),
                 id="what is intended"),
    pytest.param(TO_TELL, Role.NOTICE, "罚告〔2026〕1号", ("要求听证", "最迟于2026年3月9日提出"),
                 id="with the right to a hearing"),
    pytest.param((*TO_TELL, ASKED, ("call_hearing", CALLED)), Role.HEARING, "罚告〔2026〕2号",
                 ("2026年3月16日9时30分", "二楼会议室", "何律", "公开举行", "委托一至二人代理"),
                 id="time and place of the hearing"),
    pytest.param((ADD, PROPOSE, TELL, DECIDE), Role.DECISION, NUMBER,
                 (FACTS, PROPOSAL["basis"], "人民币贰仟元整", "十五日内", "百分之三", "60日内，向云溪市人民政府",
                  "6个月内", "没有提出陈述、申辩意见", "裁量理由：初次违法，及时清运", "不停止执行"), id="decided"),
    pytest.param((ADD, PROPOSE, TELL, ("end", SPARED)), Role.SPARED, "不罚决〔2026〕1号",
                 ("初次违法且危害后果轻微", "第三十三条第一款", "已经清运完毕", "不予行政处罚", "6个月内"), id="spared"),
    pytest.param((*TO_SERVE, enforced("urged")), Role.URGED, "罚告〔2026〕2号",
                 (NUMBER, "缴纳罚没款人民币贰仟元整（2,000元）", "十个工作日", "陈述和申辩"), id="urged"),
    pytest.param((*TO_SERVE, enforced("paused", note="2026年5月底前缴纳1000元\n6月底前缴清")),
                 Role.DEFERRED, "罚告〔2026〕2号", ("2026年5月底前缴纳1000元", "6月底前缴清", "第六十六条第二款"),
                 id="paid later"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "role", "number", "parts"), TABLE)
def test_each_move_that_tells_something_tells_it_in_writing(filed, who, steps, role, number, parts):
    case = walked(filed(), who, *steps)
    paper = case.papers.last()
    text = said(paper)
    assert (paper.role, paper.document_number.endswith(number)) == (role, True)
    for part in (
        case.holder_name,
        case.offence if role in (Role.NOTICE, Role.DECISION) else "",
        *parts,
    ):
        assert part in text
    assert PaperCode.objects.filter(file=paper.pdf, number=paper.document_number).count() == 1


def test_on_the_spot_a_review_comes_before_a_suit(filed, who):
    """行政复议法第二十三条第一款第一项、第三十二条."""
    given = {**SPOT, "reference": NUMBER, "fine": Decimal(100)}
    case = actions.decide_on_spot(on_spot(filed()), **given, **who)
    paper = case.papers.get()
    text = said(paper)
    for part in ("人民币壹佰元整", "第五十一条", "先向云溪市人民政府申请行政复议", "15日内", "最迟2026年3月17日",
                 "通过本机关提交", "专用票据", "执法人员（签名"):  # fmt: skip
        assert part in text
    assert "6个月" not in text
    assert (paper.document_number, paper.sent_on) == (NUMBER, DAY)


def test_a_surcharge_is_told_from_the_day_after_the_last(filed, who, morning):
    case = walked(filed(), who, *TO_SERVE)
    with pytest.raises(ValidationError, match="还没有逾期"):
        actions.enforce(case, measure="surcharge", enforced_on=DAY, **who)
    later = {**who, "at": morning + SERVED_LONG_AGO}
    case = actions.enforce(case, measure="surcharge", enforced_on=date(2026, 3, 20), **later)
    text = said(case.papers.last())
    for part in (
        "自2026年3月18日起",
        "在2026年3月17日前",
        "人民币壹佰捌拾元整（180元）",
        "2026年3月20日",
    ):
        assert part in text


def test_the_channels_of_the_place_are_told(filed, who):
    PaperTerms.objects.create(
        pay_at="到云溪银行任一网点", court="云溪市人民法院", channel="掌上复议",
        valid_from=date(2026, 1, 1), basis="格式",
    )  # fmt: skip
    text = said(walked(filed(), who, ADD, PROPOSE, TELL, DECIDE).papers.last())
    for part in (
        "十五日内，到云溪银行任一网点缴纳罚没款",
        "向云溪市人民法院提起",
        "互联网渠道提交行政复议申请：掌上复议",
    ):
        assert part in text


def test_the_grade_stands_with_its_basis(filed, who):
    grade = Grade.objects.create(
        offence="擅自倾倒建筑垃圾", level="middle", circumstances="没有从轻情节", least=Decimal(1000),
        most=Decimal(5000), valid_from=date(2020, 1, 1), basis="云溪市裁量基准",
    )  # fmt: skip
    steps = (ADD, ("propose", {**PROPOSAL, "grade": grade}), TELL, DECIDE)
    text = said(walked(filed(), who, *steps).papers.last())
    assert "按照云溪市裁量基准，本案适用“一般”等级（没有从轻情节；罚款幅度1,000至5,000元）" in text


@pytest.mark.parametrize("outcome", ["crime", "elsewhere"])
def test_what_others_decide_is_told_by_them(filed, who, outcome):
    case = actions.end(filed(), outcome=outcome, reason="移送", **who)
    assert not case.papers.exists()


def test_time_to_pay_is_not_given_without_saying_until_when(filed, who):
    case = walked(filed(), who, *TO_SERVE)
    with pytest.raises(ValidationError, match="延期到哪一天"):
        actions.enforce(case, measure="paused", enforced_on=DAY, **who)
    assert case.papers.filter(role=Role.DEFERRED).count() == 0


def test_what_is_hostile_stays_text(filed, who):
    hostile = "<script>alert(1)</script> #let x = 1 $x$ {{当事人}} \\ *粗* _斜_ @ref"
    steps = (ADD, ("propose", {**PROPOSAL, "facts": hostile}), TELL, DECIDE)
    case = walked(filed(), who, *steps)
    assert "".join(hostile.split()) in printed(issuing.content(case.papers.last()))


def page_of(paper):
    code = PaperCode.objects.get(file=paper.pdf)
    return Client().get(f"/verify/{code.code}/").content.decode()


def test_the_picture_of_a_decision_bears_the_address_where_it_is_verified(filed, who):
    paper = walked(filed(), who, ADD, PROPOSE, TELL, DECIDE).papers.last()
    picture = pypdfium2.PdfDocument(issuing.content(paper))[0].render(scale=2).to_pil()
    (seen,) = zxingcpp.read_barcodes(picture)
    assert seen.text.startswith(f"{settings.WAGTAILADMIN_BASE_URL}/verify/")
    page = Client().get(seen.text.removeprefix(settings.WAGTAILADMIN_BASE_URL)).content.decode()
    assert NUMBER in page
    assert "有效" in page


def test_a_natural_person_is_named_on_the_paper_alone(filed, who):
    person = {"holder_kind": "自然人", "holder_uscc": "", "holder_name": NAME, "holder_id": ID,
              "holder_id_kind": "身份证", "address": "云溪市示例路8号302室"}  # fmt: skip
    case = walked(filed(**person), who, ADD, PROPOSE, TELL, DECIDE)
    notice, decision = case.papers.all()
    text, page = printed(issuing.content(decision)), page_of(decision)
    for part in (NAME, f"身份证：{ID}", "地址：云溪市示例路8号302室"):
        assert part in text
        assert part not in page
    assert case.shown_holder in page
    assert case.shown_holder not in page_of(notice), "nothing is decided yet"


@pytest.mark.parametrize("withheld", ["minor", "secret"])
def test_of_what_may_not_be_public_nobody_is_named(filed, who, withheld):
    case = walked(filed(withheld=withheld), who, ADD, PROPOSE, TELL, DECIDE)
    assert case.holder_name not in page_of(case.papers.last())


@pytest.mark.parametrize(
    ("move", "arguments", "standing", "why"),
    [
        pytest.param("annul", ANNULLED, Standing.WITHDRAWN, "2026年3月2日处罚决定已经撤销", id="revoked"),
        pytest.param("annul", {**ANNULLED, "annulment": "unlawful"}, Standing.CHANGED, "确认违法",
                     id="unlawful, and in force"),
        pytest.param("annul", {**ANNULLED, "annulment": "invalid"}, Standing.WITHDRAWN, "确认无效",
                     id="void"),
        pytest.param("change", CHANGED, Standing.CHANGED, "已经变更", id="changed"),
        pytest.param("amend", {"values": {"facts": "更正后的事实"}}, Standing.CHANGED, "有更正", id="amended"),
        pytest.param("amend", {"values": {"remark": "备注"}}, Standing.VALID, "", id="said nowhere"),
        pytest.param("void", {"reason": "重复"}, Standing.WITHDRAWN, "已经作废", id="entered in error"),
    ],
)  # fmt: skip
def test_what_a_decision_says_later(filed, who, move, arguments, standing, why):
    case = walked(filed(), who, ADD, PROPOSE, TELL, DECIDE, (move, arguments))
    now = Paper.objects.get(penalty=case, role=Role.DECISION).now()
    assert (now.standing, why in now.why) == (standing, True)


def test_what_is_told_anew_replaces_what_was_told(filed, who):
    case = walked(filed(), who, ADD, PROPOSE, TELL, ("send_back", {"reason": "补充证据"}))
    first = Paper.objects.get(penalty=case)
    assert first.now().standing == Standing.CHANGED
    second = walked(case, who, TELL).papers.last()
    standings = [Paper.objects.get(pk=one.pk).now().standing for one in (first, second)]
    assert standings == [Standing.CHANGED, Standing.VALID]


def test_a_decision_bears_its_own_day_and_its_service(filed, who, morning):
    late = {**who, "at": morning + timedelta(days=3)}
    case = walked(filed(), who, ADD, PROPOSE, TELL)
    case = actions.decide(case, **DECIDED, **late)
    paper = case.papers.last()
    assert "2026年3月2日" in said(paper)
    assert "2026年3月6日" not in said(paper)
    assert PaperCode.objects.get(file=paper.pdf).issued_on == DAY
    actions.serve(case, **SERVED, **late)
    assert {one.role: one.sent_on for one in case.papers.all()} == {
        Role.NOTICE: None, Role.DECISION: DAY,
    }  # fmt: skip


def test_a_hearing_is_called_seven_working_days_before(filed, who):
    case = walked(filed(), who, *TO_TELL, ASKED)
    with pytest.raises(ValidationError, match="最早 2026-03-11 举行"):
        actions.call_hearing(case, **{**CALLED, "hearing_set_on": date(2026, 3, 10)}, **who)
    called = actions.call_hearing(case, **{**CALLED, "hearing_set_on": date(2026, 3, 11)}, **who)
    put_off = actions.call_hearing(called, **CALLED, **who)
    first, second = put_off.papers.filter(role=Role.HEARING)
    assert (first.now().standing, second.now().standing) == (Standing.CHANGED, Standing.VALID)
    with pytest.raises(ValidationError, match="不能早于"):
        actions.hold_hearing(put_off, hearing_on=DAY, statement="笔录", **who)


def test_a_receipt_names_the_paper_and_leaves_room_for_signatures(filed, who):
    case = walked(filed(), who, ADD, PROPOSE, TELL, DECIDE)
    text = printed(papers.receipt(case.papers.last()))
    for part in (
        "送达回证",
        case.holder_name,
        f"行政处罚决定书（{NUMBER}）",
        "见证人（签名）",
        "□留置",
    ):
        assert part in text


@pytest.mark.parametrize("key", FAMILY.kinds)
def test_the_built_in_wordings_are_templates_like_any_other(key):
    kind = FAMILY.kinds[key]
    assert faults(to_template(kind.text), kind.vocabulary) == []
