"""An assessment from the unit's own scores over an appeal to its result, as four people see it."""

import re

from playwright.sync_api import expect

from .staff import Clerk, downloaded, fill, follow

UNIT = "园林绿化管理处"
LINE = "YX-07 答复规范 3"
NUMBER = re.compile(r"KH\d{4}-\d+")


class Assessor(Clerk):
    """Somebody with one assessment before them."""

    number = ""

    def find(self):
        self.page.goto(f"/desk/assessments/?q={self.number}")
        self.page.locator("main tbody td.reference a", has_text=self.number).click()
        self.page.wait_for_url(re.compile(r"/desk/assessments/\d+/(\?.*)?$"))

    def line(self, code):
        self.find()
        self.page.get_by_role("link", name=code, exact=True).click()
        expect(self.page.locator("h1")).to_contain_text(code)

    def give(self, label, answers):
        """Fill the form of this name on the page of a line."""
        form = self.page.get_by_role("form", name=label)
        fill(form, answers)
        form.locator("button.main-button").click()

    def said(self, words):
        expect(self.page.get_by_role("main")).to_contain_text(words)


def begin(organiser):
    page = organiser.page
    page.goto("/desk/assessments/new/")
    fill(page.locator("main form"), {"被考核单位": UNIT, "考核组": "局属单位"})
    follow(page.locator("main form button.main-button"))
    return NUMBER.search(page.locator("h1").inner_text())[0]


def test_from_the_own_scores_to_the_result(sign_in, tmp_path):
    organiser, unit = Assessor(sign_in("kaohe")), Assessor(sign_in("yuanlin", height=1400))
    reviewer, head = Assessor(sign_in("fuhe")), Assessor(sign_in("juzhang"))
    Assessor.number = begin(organiser)

    unit.line("YX-04")
    unit.give("自评", {"扣分": "1"})
    unit.said("请写明理由")
    unit.give("自评", {"扣分": "1", "说明": "少组织一次培训"})
    unit.said("少组织一次培训")
    unit.give("附佐证", {"网页地址": "/"})
    proof = unit.page.locator("main table.sheet tbody a").first
    assert "网页副本".encode() in downloaded(unit.page, proof)
    unit.find()
    unit.move("其余各项自评不扣分", {"说明": "对照标准自查，没有发现问题"})
    unit.move("提交自评")
    assert unit.state == "待复核"

    reviewer.line("YX-07")
    reviewer.give("复核", {"扣分": "2", "说明": "两件答复缺少救济途径"})
    reviewer.find()
    reviewer.move("其余各项同意自评")
    reviewer.move("反馈复核意见")
    assert reviewer.fact("复核得分") == "97.00"

    unit.find()
    unit.move("申诉", {"指标": LINE, "申诉理由": "其中一件写在附页"})
    assert unit.state == "申诉中"
    reviewer.find()
    answer = {"申诉的指标": LINE, "扣分": "1", "答复": "附页已经核对"}
    reviewer.move("答复申诉", answer)
    unit.line("YX-07")
    unit.said("附页已经核对")
    unit.find()
    unit.move("认可复核意见")
    head.find()
    head.move("确认结果")
    assert (head.state, head.fact("考核得分")) == ("已确认", "98.00")
    whole = downloaded(unit.page, unit.page.get_by_role("link", name="自评材料和佐证（zip）"))
    assert whole.startswith(b"PK")
