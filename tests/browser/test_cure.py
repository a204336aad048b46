"""From a task of the plan to the cure: its evidence shows a line of the assessment, a line loses
points, is appealed against, and is mended; the unit at a telephone, the reviewer at a desk."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from .staff import fill, follow
from .test_assessments import Assessor
from .test_proposals import Handler
from .test_rectifications import picture, today

UNIT = "市政设施管理处"
TASK = "每季度组织答复文书抽查"
LINE = "YX-07 答复规范 3"
QUARTER = "一二三四"


class Unit(Assessor, Handler):
    """The unit: tasks of the plan, its own assessment, what it has to mend."""

    def find(self, *where):
        if where:
            Handler.find(self, *where)
        else:
            Assessor.find(self)


def planned(office):
    """A task of the year, given to the unit."""
    page = office.page
    page.goto("/desk/plans/new/")
    fill(
        page.locator("main form"),
        {
            "计划年度": str(today().year), "措施": TASK, "针对的问题": "人员能力和制度",
            "责任科室（单位）": UNIT, "完成期限": (today() + timedelta(days=20)).isoformat(),
            "在哪里定的": "局长办公会",
        },
    )  # fmt: skip
    follow(page.locator("main form button.main-button"))
    office.move("下达")
    return page.url


def reported(unit, address, folder):
    """The quarter's progress, with a picture that shows it."""
    unit.page.goto(address)
    unit.move(
        "报送季度进展",
        {
            "季度": f"第{QUARTER[(today().month - 1) // 3]}季度", "进展": "已抽查一次",
            "材料": picture(unit.page, folder, "抽查.png"),
        },
    )  # fmt: skip


def assessed(organiser, unit):
    """Begun, and scored by the unit itself; the evidence of the plan shows a line."""
    page = organiser.page
    page.goto("/desk/assessments/new/")
    fill(page.locator("main form"), {"被考核单位": UNIT, "考核组": "局属单位"})
    follow(page.locator("main form button.main-button"))
    Assessor.number = re.search(r"KH\d{4}-\d+", page.locator("h1").inner_text())[0]
    unit.line("YX-07")
    form = unit.page.get_by_role("form", name="附佐证")
    form.get_by_label(re.compile("^工作计划的佐证")).select_option(index=1)
    follow(form.locator("button.main-button"))
    expect(unit.page.locator("main table.sheet tbody a").first).to_contain_text("抽查.png")
    unit.find()
    unit.move("其余各项自评不扣分", {"说明": "对照标准自查，没有发现问题"})
    unit.move("提交自评")


def reviewed(reviewer, unit, head):
    """Two points off, one given back, and the result."""
    reviewer.line("YX-07")
    reviewer.give("复核", {"扣分": "2", "说明": "两件答复缺少救济途径"})
    reviewer.find()
    reviewer.move("其余各项同意自评")
    reviewer.move("反馈复核意见")
    unit.find()
    unit.move("申诉", {"指标": LINE, "申诉理由": "其中一件写在附页"})
    reviewer.find()
    answer = {"申诉的指标": LINE, "扣分": "1", "答复": "附页已经核对"}
    reviewer.move("答复申诉", answer)
    unit.find()
    unit.move("认可复核意见")
    head.find()
    head.move("确认结果")


def ordered(organiser, head):
    """责令整改 from the line: one click, and the form is filled."""
    organiser.line("YX-07")
    page = organiser.page
    follow(page.get_by_role("link", name="责令整改"))
    form = page.locator("main form")
    expect(form.get_by_label("存在问题")).to_have_value(re.compile("扣1分：.*附页已经核对"))
    fill(form, {"写明的期限": (today() + timedelta(days=10)).isoformat()})
    follow(form.locator("button.main-button"))
    number = re.search(r"ZG\d{4}-\d+", page.locator("h1").inner_text())[0]
    expect(page.get_by_role("main")).to_contain_text("抽查.png")
    head.page.goto(page.url)
    head.move("下达")
    organiser.line("YX-07")
    organiser.said("待签收")
    assert not page.get_by_role("link", name="责令整改").count()
    return number


def mended(unit, office, number, folder):
    unit.find("rectifications", number)
    unit.move("签收")
    proof = picture(unit.page, folder, "整改后.png")
    unit.move("报送整改情况", {"整改措施和结果": "已补写救济途径", "材料": proof})
    office.find("rectifications", number)
    office.move("复查通过", {"复查意见": "答复书已经更正"})


def test_from_a_task_of_the_plan_to_the_cure(sign_in, tmp_path):
    organiser, office = Assessor(sign_in("kaohe")), Handler(sign_in("duban", height=1400))
    unit = Unit(sign_in("shizheng", width=375, height=800))
    reviewer, head = Assessor(sign_in("fuhe", width=1440)), Assessor(sign_in("juzhang"))
    reported(unit, planned(office), tmp_path)
    assessed(organiser, unit)
    reviewed(reviewer, unit, head)
    assert (head.state, head.fact("考核得分")) == ("已确认", "99.00")
    mended(unit, office, ordered(organiser, head), tmp_path)
    organiser.line("YX-07")
    organiser.said("已销号")
    expect(organiser.page.get_by_role("link", name="责令整改")).to_be_visible()
    organiser.page.goto(f"/desk/assessment-results/?year={today().year}")
    row = organiser.page.locator("main tbody tr", has_text=UNIT)
    expect(row).to_contain_text("考核联络岗")
