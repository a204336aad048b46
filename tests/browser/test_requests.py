"""A message from the portal to two units, supervised, answered twice, let out by another person, and to the portal."""

import re

from playwright.sync_api import expect

from .staff import downloaded, fill, follow, receipt, words_of
from .test_proposals import Handler, today

SUBJECT = "人民路东段路灯不亮、垃圾桶破损"
ANSWER = "人民路东段路灯三盏已于昨日修复，破损垃圾桶两只已经更换。"
SECOND = "垃圾桶今日已换成新的，附近三只一并检查。联系电话0555-2312345。"
DEMAND, DONE = "请说明路灯为何三天没有修好，今天派人到现场", "已派人到现场，今天修好。"
LEAD, ASSISTANT = "环境卫生管理处", "市政设施管理处"


def write(citizen):
    """Number and query code of a message that its writer agrees to publish."""
    citizen.goto("/message/")
    form = citizen.locator("main form")
    form.get_by_label("求助").first.check()
    fill(form, {"标题": SUBJECT, "内容": "晚上看不清路，垃圾桶也坏了，请派人修理。"})
    form.locator("input[name=consents]").first.check()
    form.get_by_role("button", name="提交留言").click()
    return receipt(citizen)


def asked_about(citizen, number, code):
    """What the writer reads with the number and the code."""
    citizen.goto("/message/progress/")
    fill(citizen.locator("main form"), {"受理编号": number, "查询码": code})
    citizen.locator("main form").get_by_role("button", name="查询").click()
    expect(citizen.get_by_role("main")).to_contain_text(number)
    return citizen.get_by_role("main").inner_text()


def offered(clerk):
    return [label.strip() for label in clerk.page.locator(".moves a.move").all_inner_texts()]


def given_back_and_designated(clerk, lead):
    """The lead says that it is not its business; the coordinator decides that it is."""
    lead.find("assignments", SUBJECT)
    lead.move("退回", {"理由": "路灯不是本单位职责", "退回依据": "三定规定第二条"})
    clerk.find("hotline", SUBJECT)
    assert clerk.state == "待交办"
    clerk.page.goto("/desk/assignments/?returned=open")
    clerk.page.locator("main tbody tr", has_text=SUBJECT).get_by_role("link").first.click()
    why = "垃圾桶由环卫负责，经研究由其牵头"
    clerk.move("指定承办", {"承办单位": LEAD, "办理期限": today().isoformat(), "理由": why})


def supervised(supervisor, lead):
    """Asked with a notice, answered by the unit that leads, and released by another than it."""
    supervisor.find("hotline", SUBJECT)
    supervisor.page.get_by_role("link", name="督办这件事项").click()
    form = supervisor.page.locator("main form.form")
    expect(form.get_by_label("被督办单位").locator("option:checked")).to_have_text(LEAD)
    fill(form, {"督办要求": DEMAND, "答复期限": today().isoformat()})
    form.get_by_role("button", name="督办").click()
    supervisor.page.wait_for_url(re.compile(r"/desk/supervisions/\d+/"))
    asked = supervisor.page.url
    assert supervisor.state == "待答复"
    supervisor.move("制发督办通知书")
    paper = supervisor.page.get_by_role("region", name="督办通知书")
    assert DEMAND in words_of(downloaded(supervisor.page, paper.get_by_role("link", name="PDF")))

    lead.page.goto("/desk/")
    waiting = lead.page.locator("main li", has_text="答复督办").filter(has_text=SUBJECT)
    waiting.locator("a.line").click()
    lead.page.wait_for_url(re.compile(r"/desk/supervisions/\d+/"))
    lead.move("答复督办", {"督办答复": DONE, "答复日期": today().isoformat()})
    assert "解除督办" not in offered(lead)

    supervisor.page.goto(asked)
    expect(supervisor.page.get_by_role("main")).to_contain_text(DONE)
    supervisor.move("解除督办", {"理由": "已经派人到现场"})
    assert supervisor.state == "已解除"
    supervisor.find("hotline", SUBJECT)
    expect(supervisor.page.get_by_role("region", name="督办", exact=True)).to_contain_text("已解除")
    assert not offered(supervisor), "whoever supervises a request does not handle it"


def drafted(lead):
    """By the lead, which cannot send it back again, beside what the assistant has said."""
    lead.page.goto("/desk/assignments/?state=given")
    follow(lead.page.locator("main tbody tr", has_text=SUBJECT).get_by_role("link").first)
    assert not [label for label in offered(lead) if label.startswith("退回")]
    lead.move("签收")
    lead.find("hotline", SUBJECT)
    assert lead.state == "办理中"
    button = lead.begin("拟答复", {"答复内容": ANSWER})
    expect(lead.page.locator("#move")).to_contain_text("路灯已修。")
    expect(lead.page.locator(".reply-read")).to_contain_text("请写明承办单位和联系电话")  # as typed
    lead.confirm(button)
    assert lead.state == "待审核"
    assert "审核并答复" not in offered(lead)


def published(clerk, head, citizen):
    """Proposed by one, let out by another; anybody reads it."""
    clerk.find("hotline", SUBJECT)
    clerk.move("拟公开问答")
    assert "公开问答" not in offered(clerk)
    head.find("hotline", SUBJECT)
    head.move("公开问答")
    for _ in range(20):  # a web process may show what it kept for half a second more
        citizen.goto("/messages/")
        if SUBJECT in citizen.get_by_role("main").inner_text():
            break
        citizen.wait_for_timeout(250)
    citizen.get_by_role("link", name=re.compile(SUBJECT)).first.click()
    expect(citizen.get_by_role("main")).to_contain_text(SECOND)


def handled_again(clerk, head, lead, citizen, number, code):
    """The person says that it is not solved: a second answer, let out by somebody else."""
    clerk.find("hotline", SUBJECT)
    clerk.move("登记回访", {"回访方式": "电话", "联系上了": True, "未解决": True, "不满意": True})
    clerk.move("重办", {"理由": "诉求人说垃圾桶还是坏的"})
    assert clerk.state == "待签收", "the unit that had it is proposed"
    assert "正在重新办理" in asked_about(citizen, number, code)
    lead.page.goto("/desk/assignments/?state=given")
    lead.page.locator("main tbody tr", has_text=SUBJECT).get_by_role("link").first.click()
    lead.move("签收")
    lead.find("hotline", SUBJECT)
    lead.move("拟答复", {"答复内容": SECOND})
    head.find("hotline", SUBJECT)
    assert "审核并答复" not in offered(head), "who let out the first answer"
    clerk.find("hotline", SUBJECT)
    clerk.move("审核并答复")
    assert SECOND in asked_about(citizen, number, code)


def test_a_message_to_two_units_back_and_to_its_answer(sign_in, visit):
    citizen = visit(width=375, height=800)
    number, code = write(citizen)
    clerk, head = Handler(sign_in("rexian", height=1400)), Handler(sign_in("rexian-fuze"))
    lead, assistant = Handler(sign_in("huanwei")), Handler(sign_in("shizheng"))

    clerk.find("hotline", SUBJECT)
    assert clerk.state == "待交办"
    clerk.move("交办", {"主办单位": LEAD, ASSISTANT: True})
    assert clerk.state == "待签收"
    assistant.find("assignments", SUBJECT)
    assistant.move("签收")
    assistant.move("反馈意见", {"反馈意见": "路灯已修。", "反馈日期": today().isoformat()})
    given_back_and_designated(clerk, lead)
    supervised(Handler(sign_in("duban")), lead)
    drafted(lead)
    assert ANSWER not in asked_about(citizen, number, code)

    head.find("hotline", SUBJECT)
    head.move("审核并答复")
    assert head.state == "已答复"
    assert ANSWER in asked_about(citizen, number, code)
    handled_again(clerk, head, lead, citizen, number, code)
    published(clerk, head, citizen)
