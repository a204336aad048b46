"""限期整改 from the notice to the re-check, which fails once and then passes, as three people see it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from .staff import downloaded, fill, words_of
from .test_proposals import Handler

SUBJECT = "夜间垃圾清运台账缺失"


def today():
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def picture(page, folder, name):
    path = folder / name
    path.write_bytes(page.screenshot())
    return path


def ordered(office, head):
    """Entered by the office, ordered by the head; the words of the notice."""
    office.page.goto("/desk/rectifications/new/")
    fill(
        office.page.locator("main form"),
        {
            "类别": "限期整改", "责任单位": "环境卫生管理处", "事由": SUBJECT,
            "存在问题": "八月以来没有夜间清运台账。", "整改要求": "补齐台账，逐车登记。",
            "写明的期限": (today() + timedelta(days=20)).isoformat(),
        },
    )  # fmt: skip
    office.page.locator("main form").get_by_role("button", name="登记").click()
    expect(office.page.get_by_role("heading", level=1)).to_contain_text("ZG")
    head.find("rectifications", SUBJECT)
    head.move("下达")
    return words_of(downloaded(head.page, head.page.get_by_role("link", name="PDF", exact=True)))


def report(unit, words, proof):
    unit.find("rectifications", SUBJECT)
    unit.move("报送整改情况", {"整改措施和结果": words, "材料": proof})


def test_a_notice_is_mended_at_the_second_attempt(sign_in, tmp_path):
    office, head = Handler(sign_in("duban", height=1400)), Handler(sign_in("juzhang"))
    unit = Handler(sign_in("huanwei", width=375, height=800))
    notice = ordered(office, head).replace("\r\n", "")
    assert "限期整改通知书" in notice
    assert SUBJECT in notice

    unit.page.goto("/desk/")
    expect(unit.page.get_by_role("main")).to_contain_text(SUBJECT)
    unit.find("rectifications", SUBJECT)
    unit.move("签收")
    button = unit.begin("报送整改情况", {"整改措施和结果": "已补齐八月台账。"})
    button.click()
    errors = unit.page.locator("#move")
    expect(errors).to_contain_text("请上传这一轮整改的佐证材料")
    expect(errors.get_by_label("整改措施和结果")).to_have_value("已补齐八月台账。")
    report(unit, "已补齐八月台账。", picture(unit.page, tmp_path, "台账一.png"))
    assert unit.state == "待复查"
    assert not unit.page.locator(".moves a.move", has_text="复查").count()

    office.find("rectifications", SUBJECT)
    again = (today() + timedelta(days=10)).isoformat()
    office.move("复查不通过", {"复查意见": "九月台账仍然缺失", "新的期限": again})
    assert office.state == "整改中"
    report(unit, "已补齐八月、九月台账。", picture(unit.page, tmp_path, "台账二.png"))
    office.find("rectifications", SUBJECT)
    office.move("复查通过", {"复查意见": "台账齐全"})
    assert office.state == "已销号"
    assert office.fact("整改轮次") == "2"
    expect(office.page.get_by_role("main")).to_contain_text("台账二.png")
