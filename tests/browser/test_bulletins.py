"""A licence from the counter to the weekly bulletin, and off every page when it is taken down."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from .staff import Clerk, fill, follow
from .test_publishing import make

NUMBER = "云城管浏许字〔2026〕1号"
HOLDER = "云溪市浏览样例建设有限公司"
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
LAST_FRIDAY = TODAY - timedelta(days=TODAY.weekday() + 3)
LATER = TODAY + timedelta(days=60)


def take_in(clerk):
    """收件 at the counter, 补正 and 受理; the address of the application."""
    page = clerk.page
    page.goto("/desk/approvals/new/")
    form = page.locator("main form").last
    fill(
        form,
        {
            "许可事项": "占用城市道路审批",
            "收件日期": TODAY.isoformat(),
            "申请内容": "占用人行道12平方米",
            "已收材料": "行政许可申请表",
            "申请人": HOLDER,
            "申请人类别": "法人及非法人组织",
            "统一社会信用代码": "91341799MA2TEX01KJ",
        },
    )
    follow(form.get_by_role("button", name="登记"))
    clerk.move(
        "一次性告知补正",
        {"需要补正的全部内容": "请提交现场位置图", "补正期限": LATER.isoformat()},
    )
    clerk.move("补正收到", {"已收材料": "行政许可申请表\n现场位置图"})
    clerk.move("受理")
    clerk.move(
        "拟准予许可",
        {"决定文书号": NUMBER, "许可内容": "准予占用12平方米", "有效期至": LATER.isoformat()},
    )
    return page.url.split("?")[0]


def decide(head, application):
    """决定 by another; the licence as the paper dates it, put up."""
    head.page.goto(application)
    head.move("决定")
    follow(head.page.get_by_role("link", name=NUMBER).first)
    head.move("更正", {"许可决定日期": LAST_FRIDAY.isoformat()})
    head.move("公示")
    return head.page.url.split("?")[0]


def send(clerk):
    """The bulletin of last week goes to the reviews; the address of its manuscript."""
    page = clerk.page
    page.goto("/desk/bulletins/?state=collected")
    follow(page.locator("main tbody td.reference a").first)
    clerk.move("送审", {"发布到栏目": "行政执法公示"})
    expect(page.locator("tr", has_text=NUMBER)).to_contain_text("公示中")
    follow(page.get_by_role("link", name="稿件 GJ").first)
    return page.url.split("?")[0]


def review(page, manuscript):
    """通过 by somebody who has looked at every row."""
    page.goto(manuscript)
    follow(page.get_by_role("link", name="逐件核对").first)
    expect(page.locator("tr", has_text=NUMBER)).to_contain_text(HOLDER)
    page.goto(manuscript)
    make(page, "通过")


def test_from_the_counter_to_the_bulletin_and_off_again(sign_in, visit):
    application = take_in(Clerk(sign_in("shenpi")))
    head = Clerk(sign_in("shenpi-fuze"))
    licence = decide(head, application)
    manuscript = send(Clerk(sign_in("qicao")))
    for username in ("shenhe", "baomi", "fabu"):
        reviewer = sign_in(username)
        review(reviewer, manuscript)
    make(reviewer, "立即发布")
    bulletin = reviewer.get_by_role("link", name="在网站上查看").get_attribute("href")

    citizen = visit(width=375)
    citizen.goto("/bulletins/")
    follow(citizen.locator("main tbody a").first)
    citizen.goto(bulletin)
    row = citizen.locator("tr", has_text=NUMBER)
    expect(row).to_contain_text(HOLDER)
    follow(row.get_by_role("link", name=NUMBER))
    expect(citizen.locator("main")).to_contain_text(HOLDER)
    found = f"/licences/?holder={HOLDER}"
    citizen.goto(found)
    expect(citizen.locator("main tbody tr")).to_have_count(1)

    head.page.goto(licence)
    head.move("撤下公示", {"理由": "正在核对"})
    citizen.wait_for_timeout(1000)  # kept pages are dropped everywhere within half a second
    citizen.goto(found)
    expect(citizen.locator("main tbody tr")).to_have_count(0)
    citizen.goto(bulletin)
    expect(citizen.locator("main")).to_contain_text("已停止公示")
    assert NUMBER not in citizen.content()
    assert HOLDER not in citizen.content()
