"""The bureau's own paragraphs of its yearly summaries, and the measures it decided."""

from datetime import date, datetime
from random import Random

from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation
from huiyin.planning.actions import plans
from huiyin.planning.models import PlanItem
from huiyin.reports import composing
from huiyin.reports.actions import writing

from .clock import office_hour, workday_before

Problem = PlanItem.Problem

SAID = {
    "opening": "一年来，在市政务公开办公室的指导下，我局围绕城市管理中心工作，把公开的要求落到拟文、办件、答复各个环节，同时把热线留言作为了解群众意见的主要渠道，办理一件、回复一件。",
    "organisation/leading-group": "领导小组每季度研究一次公开工作，各科室对本科室信息的内容和时限负责，法规科负责公开前的法制把关。",
    "organisation/together": "局党组把政务公开列入年度重点工作，与业务工作同时部署、同时检查、同时考核。局长办公会每半年听取一次情况汇报，对栏目更新和热线办理中的问题当场交办。",
    "organisation/topics": "公开的重点放在群众关注的建筑垃圾运输、占道经营、户外广告和公园绿地养护上，整治方案在实施前公布，办理结果在完成后公布。",
    "content/persons-and-times": "各科室各确定一名联络员。定期更新的栏目按公开周期由系统提醒，临时性的工作随时公开，机构职能、办事依据等固定内容长期公开，有变动的及时调整。",
    "applications/handling": "依申请公开由办公室统一登记、分送，业务科室提出意见，法规科审核，分管领导签发，答复文书和送达凭证逐件归档。",
    "applications/new-media": "“云溪城管”微信公众号与门户网站同步发布办事指南和工作动态；政务服务大厅窗口设公开查阅点，备有权责清单和办事指南，由窗口人员协助查阅。",
    "licences/commitments": "受理许可时由申请人签订信用承诺书，承诺书与许可决定一并公示；行政审批科建立许可台账，每周与公示内容核对一次。",
    "supervision/assessment": "政务公开列入科室年度目标考核，栏目逾期未更新、热线逾期未办结的在局内通报，连续两次被通报的由分管领导约谈科室负责人。",
    "supervision/oversight": "代表建议和委员提案逐件走访沟通，办理结果在征得同意后公开；对反映公开不及时、不准确的来信逐件核实。",
    "training": "全年组织两次业务培训，分别讲解《政府信息公开条例》和热线办理流程，科室联络员和热线承办人员全部参加。",
    "hotline/leadership": "局党组要求全体工作人员把热线留言作为了解群众意见的主要渠道，局属各单位明确一名负责人和一名承办人。",
    "hotline/rounds": "来件当天分送到承办单位，对临近期限的逐件提醒，办结后由专人核对答复内容再回复群众。",
    "hotline/rules": "制度对受理、交办、答复、回访各环节的流程、要求和时限作出规定，涉及多个单位的明确牵头单位。",
    "problems/own": "从工作中看，还存在一些台账反映不出的不足：部分承办人员对政策依据掌握不够，答复口径有时不一致；个别科室报送信息的格式不规范，需要反复修改。",
}
"""Slot of the outline → the office's paragraph of the first year."""

REWRITTEN = {
    "training": "全年组织三次业务培训，在讲解条例和办理流程之外，增加了答复文书的写作练习，局属各单位承办人员轮流参加。",
    "hotline/rules": "对热线留言办理答复制度作了修订，增加了群众对答复不满意时由原承办单位负责人复核的规定。",
}
"""The paragraphs changed a year later; the others are taken over unchanged."""

PLAN = (
    ("对热线留言办理中的超期工单每季度在局内通报一次", Problem.REQUESTS_LATE, "监督指挥科", (12, 31), (12, 20)),
    ("修订热线留言办理答复制度，增加不满意件由负责人复核的程序", Problem.DISSATISFIED, "监督指挥科", (6, 30), (6, 18)),
    ("许可决定作出后三个工作日内由行政审批科送公示，每周核对一次", Problem.LICENCES_LATE, "行政审批科", (3, 31), (3, 12)),
    ("组织热线承办人员轮训，每人每年不少于一次", Problem.COMPETENCE, "宣传科", (9, 30), (9, 24)),
    ("对照主动公开目录逐栏检查更新情况，缺项由责任科室补齐", Problem.COLUMNS_LATE, "宣传科", (10, 31), None),
)  # fmt: skip
"""Measure, what it answers, who sees to it, until when, when it was done, in the year after."""


def write(agency: Organisation, staff: dict[str, Actor], year: int, first: int) -> None:
    """The first year from scratch, each later one from last year's paragraphs."""
    clerk, at = staff["gongkai"], _at(date(year, 11, 16))
    if year == first:
        for slot, text in SAID.items():
            writing.write_paragraph(agency, year, slot, text, actor=clerk, at=at, seen=0)
        _plan(agency, staff["gongkai-fuze"], clerk, year)
    else:
        for slot in SAID:
            if (text := REWRITTEN.get(slot, "")) and year == first + 1:
                writing.write_paragraph(agency, year, slot, text, actor=clerk, at=at, seen=0)
            else:
                writing.take_over(agency, year, slot, actor=clerk, at=at, seen=0)
    if year == first + 1:
        _became(agency, staff["gongkai-fuze"], year)
    if year == first + 2:
        _caught_up(agency, staff["gongkai-fuze"], year)


def arrange(agency: Organisation, clerk: Actor, year: int, day: date) -> None:
    """The paper is of the day on which it is handed in, and counts what was known then."""
    seen = composing.frame_of(agency, year)
    frame = writing.Frame(agency.superior, agency.name, day, None)
    version = seen.version if seen.pk else 0
    writing.arrange(agency, year, frame, actor=clerk, at=_at(day), seen=version)


def _at(day: date) -> datetime:
    return office_hour(Random(f"summary {day}"), workday_before(day))


def _plan(agency: Organisation, head: Actor, clerk: Actor, year: int) -> None:
    """Decided in November for the next year; the summary names them as next steps."""
    at = _at(date(year, 11, 16))
    items = [
        plans.enter(
            PlanItem(
                agency=agency, year=year + 1, text=text, problem=problem,
                unit=agency.units.get(name=unit),
                due_on=date(year + 1, *due), basis=f"{year}年11月9日局长办公会",
            ),
            actor=head, at=at,
        )
        for text, problem, unit, due, _ in PLAN
    ]  # fmt: skip
    keys = [item.pk for item in items]
    writing.choose_measures(agency, year, keys, actor=clerk, at=at, seen=0)


def _became(agency: Organisation, head: Actor, year: int) -> None:
    """Finish the measures that were done by then."""
    for text, _, _, _, done in PLAN:
        item = PlanItem.objects.get(agency=agency, year=year, text=text)
        if done is not None:
            day = workday_before(date(year, *done))
            plans.finish(
                item, actor=head, at=_at(day), done_on=day, result="按期完成，已报局长办公会"
            )


def _caught_up(agency: Organisation, head: Actor, year: int) -> None:
    """What was still open of the year before was done early in this one."""
    day = workday_before(date(year, 2, 25))
    for item in PlanItem.objects.filter(agency=agency, year=year - 1, state=PlanItem.State.PLANNED):
        plans.finish(
            item, actor=head, at=_at(day), done_on=day, result="逾期完成，已向局长办公会说明"
        )
