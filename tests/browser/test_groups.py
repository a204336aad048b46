"""Ten equal complaints become one main case, and each writer reads the answer with the own code."""

from playwright.sync_api import expect

from .staff import fill, receipt
from .test_proposals import Handler
from .test_requests import asked_about

SUBJECT = "建设路与人民路口红绿灯不亮"
ANSWER = "建设路与人民路口的信号灯已于今日修复，感谢您的反映。"
LEAD = "市政设施管理处"
TEN = 10


def write(citizen, number):
    """Each in other words; number and query code."""
    citizen.goto("/message/")
    form = citizen.locator("main form")
    form.get_by_label("投诉").first.check()
    words = f"早上第{number}次经过，红绿灯还是不亮，请尽快修。"
    fill(form, {"标题": SUBJECT, "内容": words})
    form.locator("input[name=consents]").first.check()
    form.get_by_role("button", name="提交留言").click()
    return receipt(citizen)


def joined_at_once(clerk, main):
    """All but the first are ticked in the list and hung on it."""
    page = clerk.page
    page.goto(f"/desk/hotline/?q={SUBJECT}&state=received")
    for row in page.locator("main tbody tr").all():
        if main not in row.inner_text():
            row.locator("input[name=pk]").check()
    page.get_by_role("button", name="批量并入主案").click()
    fill(page.locator("main form.form"), {"主案编号": main})
    page.get_by_role("button", name=f"确认并入主案 {TEN - 1} 件").click()
    expect(page.get_by_role("main")).to_contain_text(f"{TEN - 1}")


def test_ten_equal_complaints_one_main_case_ten_answers(sign_in, visit):
    citizen = visit(width=375, height=800)
    receipts = [write(citizen, number) for number in range(1, TEN + 1)]
    clerk, head, lead = (Handler(sign_in(name)) for name in ("rexian", "rexian-fuze", "shizheng"))
    main, _ = receipts[0]
    joined_at_once(clerk, main)
    assert "已与同类诉求合并办理" in asked_about(citizen, *receipts[4])

    clerk.find("hotline", main)
    expect(clerk.page.get_by_role("main")).to_contain_text(f"并入的工单（{TEN - 1} 件）")
    clerk.move("交办", {"主办单位": LEAD})
    lead.page.goto("/desk/assignments/?state=given")
    lead.page.locator("main tbody tr", has_text=SUBJECT).get_by_role("link").first.click()
    lead.move("签收")
    lead.find("hotline", main)
    lead.move("拟答复", {"答复内容": ANSWER})
    head.find("hotline", main)
    head.move("审核并答复")
    for one in receipts:
        assert ANSWER in asked_about(citizen, *one)
