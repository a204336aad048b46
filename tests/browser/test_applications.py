"""Whole applications for information, from the form to what follows the answer, as people see them."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from huiyin.files.tests import redaction_samples as samples
from huiyin.files.tests.redaction_samples import SECRET
from huiyin.foi.tests.public_walk import ID_NUMBER, picture

from .staff import Applicant, Clerk, downloaded, draw_box, words_of

OPEN = "公开内容"
CITIZEN = {"姓名": "王测试", "证件名称": "居民身份证", "证件号码": ID_NUMBER}
ONLINE = {"电子数据": True, "网上获取": True}
ANSWER = "合同除联系人外予以公开，见附件。"
REVIEWED = {"保密审查意见": "不涉及国家秘密", "合法性审查意见": "依据和程序合法"}


def today():
    """The server's day when it is asked for: a walk may begin before midnight and end after it."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def ago(days):
    return (today() - timedelta(days=days)).isoformat()


@pytest.fixture
def clerk(sign_in):
    return Clerk(sign_in("gongkai", height=1400))


@pytest.fixture
def head(sign_in):
    return Clerk(sign_in("gongkai-fuze"))


@pytest.fixture
def leader(sign_in):
    return Clerk(sign_in("lingdao"))


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "身份证.png"
    path.write_bytes(picture())
    return path


def apply(page, proof, wanted):
    applicant = Applicant(page)
    applicant.apply(
        proof,
        kind={"公民（自然人）": True},
        who=CITIZEN,
        agent={"申请人自己": True},
        contact={"联系电话": "13800000000", "电子邮箱": "wang@example.com"},
        what={"信息的名称": wanted, "其他便于查找的描述": "2025年办理的"},
        how=ONLINE,
    )
    return applicant


def redact(page, original):
    """The office adds the file, draws a box over the secret and releases the rest."""
    page.get_by_role("link", name="材料和区分处理").click()
    page.get_by_label("文件").set_input_files(original)
    page.get_by_role("button", name="添加").click()
    page.locator(".materials li", has_text=original.name).get_by_role("link").last.click()
    expect(page.locator("#redact-page.is-live")).to_be_visible()
    page.get_by_label("不予公开的依据").first.select_option("E15")
    page.get_by_label("理由").first.fill("第三方不同意公开，公开会损害其合法权益")
    draw_box(page, 0.1, 0.18, 0.4, 0.23)
    expect(page.locator(".redact__list .redact__under")).to_have_text(SECRET)
    page.get_by_role("link", name="预览结果").click()
    page.get_by_label("提供给申请人的文件名").fill("出让合同")
    page.get_by_label("我已逐页核对预览").check()
    page.get_by_role("button", name="完成区分处理").click()
    expect(page.locator(".materials li", has_text="出让合同.pdf")).to_contain_text("提供给申请人")


def review_and_sign(head, leader, number, *phrases):
    """Reviewed and signed by two who read the letter; its number."""
    for person, step, typed in ((head, "审查通过", REVIEWED), (leader, "签发", {})):
        person.open(number)
        button = person.begin(step, typed)
        letter = person.page.get_by_role("region", name="文书全文").inner_text()
        assert all(words in letter for words in phrases), letter
        person.confirm(button)
    return leader.page.locator("tr", has_text="已定稿").last.locator("td").nth(1).inner_text()


def test_an_application_from_the_form_to_reconsideration(
    visit, clerk, head, leader, proof, tmp_path
):
    cells = [("本年新收", "自然人"), ("部分公开", "自然人"), ("部分公开", "总计"),
             ("行政复议", "结果维持"), ("行政复议", "总计")]  # fmt: skip
    before = clerk.counted(today().year, *cells)
    citizen = apply(visit(width=375, height=800), proof, "清溪大道户外广告经营权出让合同")
    assert "最迟确认" in citizen.track()

    clerk.open(citizen.number)
    clerk.move("确认收到", {"确认方式": "电话"})
    clerk.move("告知补正", {"需要补正的内容": "请写明是哪一年的合同"})
    assert clerk.state == "待补正"
    said = citizen.track()
    assert "请写明是哪一年的合同" in said
    assert "公告知" in said  # the notice itself is there to be read
    counted = "自收到补正告知书之日的次日起"
    assert counted in said  # no day is named before its receipt is registered
    _registers_the_receipt(clerk, citizen)
    assert counted not in citizen.track()
    citizen.act("提交补正", {"内容": "2025年签订的那一份"}, "提交补正")

    _ask_the_third_party(clerk, citizen)

    original = tmp_path / "原件.pdf"
    original.write_bytes(samples.plain(OPEN, SECRET))
    redact(clerk.page, original)
    document = _answered_in_part(clerk, head, leader, citizen)
    _reads_the_answer(citizen, document, original)

    clerk.open(citizen.number)
    contested = {"行政复议": True, "受理机关": "云溪市人民政府", "审理结果": "结果维持",
                 "审结日期": today().isoformat()}  # fmt: skip
    clerk.move("登记复议诉讼", contested)
    assert clerk.counted(today().year, *cells) == [number + 1 for number in before]


def _registers_the_receipt(clerk, citizen):
    """登记告知送达: the applicant's time begins with the day on which the notice arrived."""
    clerk.open(citizen.number)
    clerk.move("登记告知送达", {"送达方式": "电子送达", "申请人收到日期": today().isoformat()})
    assert not clerk.page.locator(".moves a.move", has_text="登记告知送达").count()  # done once


def _ask_the_third_party(clerk, citizen):
    """征求意见: the party has a clock of its own; that of the answer stands still meanwhile."""
    clerk.open(citizen.number)
    assert clerk.fact("补正的内容") == "2025年签订的那一份"
    asked = {"征求谁的意见": "清溪广告有限公司", "涉及内容": "出让合同中的联系人",
             "对方收到日期": today().isoformat()}  # fmt: skip
    clerk.move("征求意见", asked)
    assert clerk.state == "征求意见中"
    consulted = clerk.page.get_by_role("region", name="征求意见").locator("td")
    sent, arrived, due = consulted.all_inner_texts()[1:4]  # their own clock
    assert sent == arrived == today().isoformat() < due
    assert "征求意见的时间不计入答复期限" in citizen.track()
    clerk.open(citizen.number)
    clerk.move("收到意见", {"意见": "不同意公开", "理由": "合同中有个人信息"})


def _answered_in_part(clerk, head, leader, citizen):
    """Drafted, reviewed by another, signed and served; the number of the letter."""
    clerk.open(citizen.number)
    asked = {"公开内容": "除联系人以外的全部内容", "提供方式": "在网上下载。",
             "复议网上渠道": "行政复议服务平台", "答复内容": ANSWER}  # fmt: skip
    clerk.draft("部分公开", asked)
    assert not clerk.page.locator(".moves a.move", has_text="审查通过").count()  # another person
    document = review_and_sign(head, leader, citizen.number, ANSWER, "附件：1.出让合同")
    assert re.fullmatch(r"\S+公复〔\d{4}〕\d+号", document)
    assert "已办结" not in citizen.track()

    clerk.open(citizen.number)
    clerk.move("送达", {"送达方式": "电子送达", "签收（到达）日期": today().isoformat()})
    return document


def _reads_the_answer(citizen, document, original):
    """The letter, the file without what was withheld, the remedies, and a word on it all."""
    said = citizen.track()
    assert "部分公开" in said
    assert document in said
    assert "行政复议" in said
    page = citizen.page
    assert ANSWER in said
    letter = words_of(downloaded(page, page.get_by_role("link", name=document)))
    assert ANSWER in re.sub(r"\s", "", letter)
    assert "条例》第三十七条" in re.sub(r"\s", "", letter)
    given = words_of(downloaded(page, page.get_by_role("link", name="出让合同.pdf")))
    assert OPEN in given
    assert SECRET not in given
    assert SECRET in words_of(original.read_bytes())
    page.get_by_label("满意", exact=True).check()
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("您的评价：满意")).to_be_visible()


def test_a_fee_that_is_not_paid_closes_the_application(visit, clerk, head):
    closed = ("申请人逾期未", "总计")
    (before,) = clerk.counted(today().year, closed)
    number, code = clerk.register(
        {
            "申请渠道": "当面提交",
            "到达日期": ago(60),
            "申请人类型": "自然人",
            "申请人": "李测试",
            "所需信息的内容描述": "全市公共停车泊位的全部验收记录",
        }
    )
    clerk.page.reload()
    assert code not in clerk.page.content()  # shown once
    clerk.open(number)
    assert clerk.fact("收到日期") == ago(60)
    fee = {"件数或页数": "11", "通知发出日期": ago(50), "缴纳方式": "到窗口缴纳"}
    clerk.move("收费通知", fee)
    said = Applicant(visit(), number, code).track()
    assert "100.00 元" in said
    assert "到窗口缴纳" in said
    assert "自收到收费通知之日的次日起" in said
    lapse = clerk.page.locator(".moves a.move", has_text="逾期未缴费")
    assert not lapse.count()  # nobody's time is over that has not begun
    posted = {"送达方式": "邮政寄递", "邮件号码": "XA12345678912", "申请人收到日期": ago(48)}
    clerk.move("登记告知送达", posted)
    assert lapse.count()
    clerk.move("逾期未缴费，拟办结")
    assert clerk.counted(today().year, closed) == [before]  # another person compares it first
    head.open(number)
    head.move("核对后办结")
    clerk.open(number)
    assert clerk.fact("办理结果") == "其他处理：申请人逾期未缴纳费用"
    assert "公告知〔" in clerk.fact("答复文号")
    assert clerk.counted(today().year, closed) == [before + 1]


def test_unreasonable_reasons_end_in_no_handling(visit, clerk, head, leader, proof):
    refused = ("无正当理由大量反复申请", "自然人")
    (before,) = clerk.counted(today().year, refused)
    citizen = apply(visit(script=False), proof, "全市历年全部会议记录")
    clerk.open(citizen.number)
    clerk.move("确认收到", {"确认方式": "电话"})
    asked = {"数量、频次明显超过合理范围的情况": "本月已经申请 40 件",
             "说明理由的期限": (today() + timedelta(days=10)).isoformat()}  # fmt: skip
    clerk.move("要求说明理由", asked)
    assert "本月已经申请 40 件" in citizen.track()
    _registers_the_receipt(clerk, citizen)
    citizen.track()
    citizen.act("提交理由", {"内容": "想多了解一些"}, "提交理由")
    clerk.open(citizen.number)
    assert clerk.fact("申请人说明的理由") == "想多了解一些"
    refusal = "没有说明需要这些信息的理由"
    clerk.move(
        "理由不合理，拟不予处理", {"理由不合理的说明": refusal, "复议网上渠道": "行政复议服务平台"}
    )
    document = review_and_sign(head, leader, citizen.number, refusal)
    clerk.open(citizen.number)
    clerk.move("送达", {"送达方式": "电子送达", "签收（到达）日期": today().isoformat()})
    said = citizen.track()
    assert "不予处理：无正当理由大量反复申请" in said
    assert document in said
    assert clerk.counted(today().year, refused) == [before + 1]


def test_a_paper_letter_is_answered_by_post(clerk, head, leader, tmp_path):
    given = ("予以公开", "商业企业")
    (before,) = clerk.counted(today().year, given)
    number, _ = clerk.register(
        {
            "申请渠道": "平常信函",
            "到达日期": ago(3),
            "申请人类型": "商业企业",
            "申请人": "云溪测试有限公司",
            "联系地址": "云溪市测试路1号",
            "所需信息的内容描述": "2025年度渣土运输企业名录",
            "获取途径": "邮寄",
        }
    )
    clerk.open(number)
    assert clerk.state == "待确认"  # an ordinary letter is received when it is confirmed
    clerk.move("确认收到", {"确认方式": "电话"})
    assert clerk.fact("收到日期") == today().isoformat()
    listed = tmp_path / "企业名录.pdf"
    listed.write_bytes(samples.plain("企业名录"))
    clerk.attach(listed)
    clerk.open(number)
    clerk.draft("予以公开", {"提供方式": "随本答复书邮寄。", "答复内容": "名录见附件。"})
    document = review_and_sign(head, leader, number, "名录见附件。", "附件：企业名录")
    clerk.open(number)
    clerk.begin("送达", {"送达方式": "邮政寄递"}).click()
    refused = clerk.page.get_by_role("alert")
    expect(refused).to_contain_text("邮件号码")
    expect(refused).to_contain_text("交寄日期")  # all that is missing at once
    clerk.page.get_by_label("邮件号码").fill("XA12345678911")
    clerk.page.get_by_label("交寄（送出）日期").fill(today().isoformat())
    clerk.confirm(clerk.page.locator("#move").get_by_role("button", name="确认"))
    assert clerk.state == "已答复"
    assert clerk.fact("答复文号") == document
    assert clerk.fact("邮件号码") == "XA12345678911"
    assert clerk.counted(today().year, given) == [before + 1]
