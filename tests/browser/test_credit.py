"""信用修复 of a penalty that everybody can read: checked by one, decided by another, then gone everywhere."""

import re

from playwright.sync_api import expect

from .staff import downloaded, fill, words_of
from .test_proposals import Handler

FOUND = {
    "纠正情况": "现场复查，违法行为已经停止", "履行情况": "罚款以外没有其他义务",
    "其他条件核查情况": "没有查到其他限制修复的情形",
}  # fmt: skip


def places(page, site, penalty, number):
    """Where the public can read of it: place → whether it does now."""
    year = re.search(r"〔(\d{4})〕", number)[1]
    texts = {
        "list": f"/penalties/?year={year}",
        "csv": f"/penalties.csv?year={year}",
        "json": f"/penalties.json?year={year}",
        "subject's page": penalty["subject"],
        "site map": "/sitemap/penalties-0.xml",
        "word search": f"/penalties/?holder={penalty['holder']}",
        "open data": f"/data/penalties/{year}.csv",
        "list for programs": f"/api/v1/penalties?year={year}&limit=100",
    }
    records = {"record": penalty["address"], "record for programs": f"/api/v1{penalty['address']}"}
    found = {
        place: page.request.get(f"{site}{address}").status == 200
        for place, address in records.items()
    }
    for place, address in texts.items():
        text = page.request.get(f"{site}{address}").text()
        found[place] = number in text or penalty["address"] in text
    return found


def chosen(clerk):
    """The number of a penalty for which an application waits, and where its page is."""
    clerk.page.goto("/desk/repairs/?state=received")
    clerk.page.locator("main tbody tr").last.get_by_role("link").first.click()
    clerk.page.wait_for_url(re.compile(r"/desk/repairs/\d+/"))
    number = clerk.fact("行政处罚决定文书号")
    link = clerk.page.get_by_role("link", name=re.compile("^行政处罚 "))
    address = link.get_attribute("href").removeprefix("/desk")
    return number, {"address": address}


def test_a_repaired_penalty_is_gone_everywhere(sign_in, visit, site):
    clerk, head = Handler(sign_in("chufa", height=1400)), Handler(sign_in("chufa-fuze"))
    citizen = visit(width=375, height=800)
    number, penalty = chosen(clerk)
    citizen.goto(penalty["address"])
    expect(citizen.get_by_role("main")).to_contain_text(number)
    penalty["subject"] = citizen.get_by_role("link", name="全部公示信息").get_attribute("href")
    of_api = citizen.request.get(f"{site}/api/v1{penalty['address']}").json()
    penalty["holder"] = of_api["holder_name"]
    assert {
        place for place, there in places(citizen, site, penalty, number).items() if not there
    } == set()

    clerk.move("受理")
    expect(clerk.page.get_by_role("main")).to_contain_text("还没有核查")
    assert not clerk.page.locator(".moves a.move", has_text="拟准予修复").count()
    button = clerk.begin("核查条件", FOUND)
    for met in clerk.page.locator("#move").get_by_label("符合", exact=True).all():
        met.check()
    clerk.confirm(button)
    clerk.move("拟准予修复", {"解除的失信惩戒措施": "移出重点监管名单"})
    assert not clerk.page.locator(".moves a.move", has_text=re.compile(r"^\s*\d?\s*决定")).count()

    head.find("repairs", number)
    head.move("决定")
    assert head.state == "准予，待告知平台"
    pdf = downloaded(head.page, head.page.get_by_role("link", name="PDF", exact=True))
    words = words_of(pdf).replace("\r\n", "")
    assert "准予信用修复决定书" in words
    assert number in words
    expect(citizen.get_by_role("main")).to_contain_text(number)
    assert {
        place for place, there in places(citizen, site, penalty, number).items() if there
    } == set()

    clerk.find("repairs", number)
    clerk.move("登记告知信用平台", {"平台回执或者报送批次": "2026年第12批"})
    assert clerk.state == "已修复"


def test_what_somebody_objects_to_is_marked_until_it_is_answered(sign_in, visit):
    clerk, head = Handler(sign_in("chufa", height=1400)), Handler(sign_in("chufa-fuze"))
    clerk.page.goto("/desk/objections/?state=checking")
    clerk.page.locator("main tbody tr").first.get_by_role("link").first.click()
    clerk.page.wait_for_url(re.compile(r"/desk/objections/\d+/"))
    number = clerk.fact("公示的文书号或者编号")
    link = clerk.page.get_by_role("link", name=re.compile("^行政处罚 "))
    citizen = visit()
    citizen.goto(link.get_attribute("href").removeprefix("/desk"))
    expect(citizen.get_by_role("main")).to_contain_text("异议处理中")
    button = clerk.begin("提出处理意见")
    fill(
        clerk.page.locator("#move form"),
        {"异议不成立，维持": True, "核查情况和理由": "与决定书一致"},
    )
    clerk.confirm(button)
    head.find("objections", number)
    head.move("答复")
    assert head.state == "已答复"
    for _ in range(20):
        citizen.reload()
        if "异议处理中" not in citizen.get_by_role("main").inner_text():
            break
    expect(citizen.get_by_role("main")).not_to_contain_text("异议处理中")
