"""A superior's document to the confirmed task, as the office, the unit on a telephone and a leader see it."""

from playwright.sync_api import expect

from huiyin.planning.tests.files import word

from .staff import fill, follow
from .test_proposals import Handler, today

TASK = "清理河道两侧乱堆乱放，建立日巡查台账"
TODAY = today()


def document(folder):
    path = folder / "工作要点.docx"
    lines = [
        "一、重点任务",
        f"1. {TASK}。（牵头单位：环境卫生管理处；完成时限：年底前）",
        "2. 加强学习，长期坚持。",
    ]
    path.write_bytes(word(*lines))
    return path


def picture(page, folder, name):
    path = folder / name
    path.write_bytes(page.screenshot())
    return path


def registered(office, folder):
    """The document with its file; its items are in the plan when the page says so."""
    page = office.page
    page.goto("/desk/plan-documents/new/")
    fill(
        page.locator("main form"),
        {
            "文件标题": "城市环境整治工作要点", "文号": f"云政办发〔{TODAY.year}〕90号",
            "发文机关": "云溪市人民政府办公室", "成文日期": f"{TODAY.year}-01-04",
            "计划年度": str(TODAY.year), "文件": document(folder),
        },
    )  # fmt: skip
    page.locator("main form").get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("WJ")
    follow(page.get_by_role("link", name="核对条目，列入工作计划"))
    item = page.locator(".plan-take", has_text=TASK)
    expect(item.get_by_label("责任单位")).to_have_value(
        item.get_by_label("责任单位")
        .locator("option", has_text="环境卫生管理处")
        .get_attribute("value")
    )
    expect(item.get_by_label("完成期限")).to_have_value(f"{TODAY.year}-12-31")
    expect(item.get_by_label("列入")).to_be_checked()
    page.get_by_role("button", name="把勾选的列入工作计划").click()
    expect(page.locator(".said.success")).to_contain_text("已列入工作计划 1 项")


def test_an_item_of_a_document_is_given_reported_and_confirmed(sign_in, tmp_path):
    office, leader = Handler(sign_in("duban", height=1400)), Handler(sign_in("lingdao"))
    unit = Handler(sign_in("huanwei", width=375, height=800))
    registered(office, tmp_path)
    office.find("plans", TASK)
    office.move("下达")
    assert office.state == "落实中"

    unit.page.goto("/desk/")
    expect(unit.page.get_by_role("main")).to_contain_text(TASK)
    unit.find("plans", TASK)
    button = unit.begin("报送季度进展", {"进展": "已清理三处。"})
    button.click()
    errors = unit.page.locator("#move")
    expect(errors).to_contain_text("请上传能够说明情况的材料")
    expect(errors.get_by_label("进展")).to_have_value("已清理三处。")
    unit.find("plans", TASK)
    proof = picture(unit.page, tmp_path, "现场一.png")
    unit.move("报送季度进展", {"进展": "已清理三处。", "材料": proof})
    expect(unit.page.locator(".plan-quarters")).to_contain_text("绿灯 已报")
    proof = picture(unit.page, tmp_path, "现场二.png")
    unit.move("报送完成", {"完成情况": "全部清理完毕，台账已建立。", "材料": proof})
    assert unit.state == "待确认"
    assert not unit.page.locator(".moves a.move", has_text="确认完成").count()

    leader.find("plans", TASK)
    leader.move("确认完成")
    assert leader.state == "已落实"
    leader.page.goto(f"/desk/plan-board/?year={TODAY.year}")
    row = leader.page.locator(".plan-board tbody tr", has_text=TASK)
    expect(row).to_contain_text("完成")
