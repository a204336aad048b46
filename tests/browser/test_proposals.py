"""A deputy's suggestion from the list that was handed over to its second reply, as four posts see it."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from .staff import Clerk, downloaded, fill, words_of

SUBJECT = "在老城区增设夜间垃圾投放点"
NAMED = "市五届人大四次会议第917号建议"
PHONE = "13800001234"
REPLY = "已在老城区增设夜间投放点六处，投放时间延长到二十二时。"
AGAIN = "又增设四处，并安排专人值守。"


class Handler(Clerk):
    """Somebody of the office, with one proposal or one task before them."""

    def find(self, kind, words):
        self.page.goto(f"/desk/{kind}/?q={words}")
        self.page.locator("main tbody tr", has_text=words).first.get_by_role("link").first.click()
        self.page.wait_for_url(re.compile(rf"/desk/{kind}/\d+/(\?.*)?$"))


def today():
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def the_list(folder):
    path = folder / "建议提案.csv"
    path.write_text(
        "编号,类别,届次,标题,内容,领衔人,领衔人电话,承办方式,交办日期\n"
        f"917,代表建议,市五届人大四次会议,{SUBJECT},老城区夜间没有投放点。,周示例,{PHONE},主办,{today()}\n",
        encoding="utf-8-sig",
    )
    return path


def hand_in(page, path):
    page.goto("/desk/import/")
    form = page.locator("main form.form")
    fill(form, {"类别": "建议提案台账"})
    form.locator("input[type=file]").set_input_files(path)
    form.get_by_role("button", name="导入").click()
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible()
    return page.locator("dl.tally").inner_text()


def reply(clerk, leader, words):
    """Drafted by one, signed by another; the PDF of the letter."""
    clerk.find("proposals", SUBJECT)
    button = clerk.begin("拟稿", {"正文": words})
    solved = clerk.page.locator("#move option", has_text=re.compile("^A类")).inner_text()
    fill(clerk.page.locator("#move form"), {"答复分类": solved})
    clerk.confirm(button)
    leader.find("proposals", SUBJECT)
    leader.move("签发")
    return downloaded(leader.page, leader.page.get_by_role("link", name="PDF", exact=True).last)


def publish(clerk, head):
    clerk.find("proposals", SUBJECT)
    clerk.move("拟公开答复", {"公开方式": "全文公开"})
    head.find("proposals", SUBJECT)
    head.move("公开答复")


def report(unit, opinion):
    """A unit finds its task on its own list, signs for it and says what it has to say."""
    unit.page.goto("/desk/")
    expect(unit.page.get_by_role("main")).to_contain_text(SUBJECT)
    unit.find("assignments", SUBJECT)
    unit.move("签收")
    unit.move("反馈意见", {"反馈意见": opinion, "反馈日期": today().isoformat()})
    assert unit.page.goto("/desk/proposals/").status == 403  # its task is all it needs to see


def asked_of_two_units(clerk, sign_in):
    """Each says what it has to say; there is no reply before that."""
    clerk.find("proposals", SUBJECT)
    for unit, role in (("环境卫生管理处", "主办"), ("市政设施管理处", "协办（会办）")):
        due = (today() + timedelta(days=20)).isoformat()
        clerk.move("交办", {"承办单位": unit, "承办方式": role, "反馈期限": due})
    assert not clerk.page.locator(".moves a.move", has_text="拟稿").count()
    report(Handler(sign_in("huanwei")), "同意增设六处。")
    report(Handler(sign_in("shizheng")), "道路照明可以配合。")


def look_up(citizen, *, is_there):
    """What the list says; a web process may show what it kept for half a second more."""
    for _ in range(20):
        citizen.goto(f"/proposals/?words={SUBJECT}")
        if (NAMED in citizen.get_by_role("main").inner_text()) is is_there:
            return
        citizen.wait_for_timeout(250)
    raise AssertionError(f"{NAMED} is {'not ' if is_there else ''}on the list")


def read(citizen, words):
    look_up(citizen, is_there=True)
    citizen.get_by_role("link", name=SUBJECT).click()
    expect(citizen.get_by_role("main")).to_contain_text(words)
    assert PHONE not in citizen.content()


def test_a_suggestion_from_the_list_to_its_second_reply(sign_in, visit, tmp_path):
    clerk, head = Handler(sign_in("jianyi", height=1400)), Handler(sign_in("jianyi-fuze"))
    leader, citizen = Handler(sign_in("juzhang")), visit(width=375, height=800)
    assert "新增\n1" in hand_in(clerk.page, the_list(tmp_path))
    assert "无变化\n1" in hand_in(clerk.page, the_list(tmp_path))
    asked_of_two_units(clerk, sign_in)

    clerk.find("proposals", SUBJECT)
    heard = {"阶段": "办前", "方式": "电话", "日期": today().isoformat(), "内容": "听取意见"}
    clerk.move("登记沟通", heard)
    letter = words_of(reply(clerk, leader, REPLY)).replace("\r\n", "")
    assert all(words in letter for words in (NAMED, SUBJECT, "A类"))
    assert PHONE not in letter
    look_up(citizen, is_there=False)
    publish(clerk, head)
    read(citizen, REPLY)

    clerk.find("proposals", SUBJECT)
    clerk.move("登记反馈", {"不满意": True})
    assert clerk.state == "办理中"
    second = words_of(reply(clerk, leader, AGAIN)).replace("\r\n", "")
    assert AGAIN[:8] in second
    # the reply that was found wanting leaves the portal until the second one is let out
    look_up(citizen, is_there=False)
    publish(clerk, head)
    read(citizen, AGAIN)
    clerk.find("proposals", SUBJECT)
    clerk.move("登记反馈", {"满意": True})
    assert clerk.fact("再次反馈") == "满意"
