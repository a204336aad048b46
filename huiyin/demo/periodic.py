"""Quarterly and yearly documents of the bureau; numbers that records hold are read from them."""

from datetime import date
from random import Random

from huiyin.common import days
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.organisations.models import Organisation
from huiyin.registers.models import PowerType, Stage, Table

from . import money, registers_words, schedule
from .phrases import paragraphs, section
from .schedule import Planned

QUARTERS = "一二三四"


def quarter(formed: date) -> str:
    """`2020年第一季度`: the last quarter that was over on that day."""
    first, _ = schedule.quarter_before(formed)
    return f"{first.year}年第{QUARTERS[(first.month - 1) // 3]}季度"


def penalties(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    lines = [
        f"本期共检查运输企业和工地{random.randrange(30, 90)}家次，立案{random.randrange(5, 30)}起，均已依法处理。",
        "主要违法行为为运输车辆抛洒滴漏、未按核准路线行驶和擅自占道堆放物料。",
        "当事人均在法定期限内履行，未发生行政复议和行政诉讼。",
    ]
    return f"{quarter(one.formed)}城市管理行政处罚情况通报", paragraphs(lines)


COUNTED = ("hotline.received", "hotline.answered")


def counted(agency: Organisation, formed: date) -> dict[str, int]:
    """The figures of the quarter before, as they stood when the notice was written."""
    first, last = schedule.quarter_before(formed)
    scope = Scope(agency.pk, first, last, formed, True)
    values = registry.values([registry.find(key) for key in COUNTED], scope)
    return {key: int(values[key] or 0) for key in COUNTED}


def hotline(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    figures = counted(agency, one.formed)
    received, answered = figures["hotline.received"], figures["hotline.answered"]
    _, last = schedule.quarter_before(one.formed)
    until = f"截至{days.written(last)}"
    lines = [f"{quarter(one.formed)}，我局共受理热线留言{received}件，{until}已办结{answered}件。"]
    if received > answered:
        lines.append(f"正在办理{received - answered}件，均已明确承办单位。")
    lines.append("反映较多的是市容秩序、环境卫生和市政设施方面的问题。")
    return f"{quarter(one.formed)}热线留言办理情况通报", paragraphs(lines)


def powers(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    """The power list by kind, as in the register on that day."""
    counts = {kind: len(names) for kind, names in registers_words.POWERS.items()}
    if one.formed > registers_words.ABOLISHED_ON:
        counts[PowerType.OTHER] -= 1
    total, year = sum(counts.values()), one.formed.year
    if one.what == "powers-changed":
        changes = (
            f"调整{len(registers_words.ADJUSTED)}项，取消1项"
            if year == registers_words.ADJUSTED_ON.year
            else "各事项的依据和承办机构没有变化"
        )
        lines = [
            f"经逐项核对，{changes}。现有行政权力事项{total}项，全部事项可在本门户“权责清单”查阅。"
        ]
        return f"{agency.name}{year}年权责清单动态调整情况", paragraphs(lines)
    rows = "".join(f"<tr><td>{kind}</td><td>{count}</td></tr>" for kind, count in counts.items())
    head = "<tr><th>权力类型</th><th>事项数</th></tr>"
    last = f"<tr><td>合计</td><td>{total}</td></tr>"
    table = f"<table><caption>权责事项（项）</caption><thead>{head}</thead><tbody>{rows}{last}</tbody></table>"
    lines = ["每个事项的依据、责任、流程和时限，可在本门户“权责清单”逐项查阅。"]
    return f"{agency.name}权责清单（{year}年版）", paragraphs(lines) + table


def account(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    """The tables of the register, as a document."""
    is_budget = one.what == "budget"
    year = one.formed.year - (not is_budget)
    stage = Stage.BUDGET if is_budget else Stage.FINAL
    three, main = money.tables(year, stage)
    lines = ["现将有关情况公开如下，各表可在本门户“预算决算”查阅和下载。"]
    body = paragraphs(lines) + _table(Table.MAIN, main) + _table(Table.THREE, three)
    if three.explanation:
        body += section("增减变化说明", [three.explanation])
    return f"{agency.name}{year}年部门{stage}公开说明", body


def _table(name: str, statement: money.Account) -> str:
    rows = "".join(
        f"<tr><td>{label.strip('　')}</td><td>{amount}</td></tr>"
        for label, amount in statement.rows
    )
    head = "<thead><tr><th>项目</th><th>金额</th></tr></thead>"
    return f"<table><caption>{name}（单位：万元）</caption>{head}<tbody>{rows}</tbody></table>"


AHEAD = (
    "对照主动公开事项清单查漏补缺，做到常规性工作定期公开、临时性工作随时公开、固定性工作长期公开。"
)


def openness(random: Random, one: Planned, agency: Organisation) -> tuple[str, str]:
    year = one.formed.year
    title = {
        "key-points": f"{year}年政务公开工作要点",
        "self-check": f"{year}年上半年政府信息公开自查整改情况",
        "training": f"{year}年政务公开培训开展情况",
    }[one.what]
    points = ["明确专人负责信息的收集、审核和发布，坚持先审查、后公开。"]
    if one.what == "key-points":
        body = section("一、重点任务", [*points, AHEAD]) + section("二、工作要求", [_DUTIES])
    else:
        body = section("一、主要做法", [*points, *_done(random, one.what)])
        body += section("二、下一步工作", [AHEAD])
    return f"{agency.name}{title}", body


def _done(random: Random, what: str) -> list[str]:
    few, some = random.randrange(2, 6), random.randrange(20, 60)
    if what == "training":
        return [
            f"举办培训{few}期，{some}人次参加，内容包括保密审查、依申请公开办理和信息发布规范。"
        ]
    return [
        f"逐个核对栏目，补充公开信息{some}条，更正表述{few}处。",
        "对照年度要点检查，没有应公开而未公开的事项。",
    ]


_DUTIES = "各科室、各单位对照要点逐项落实，每季度末报送进展。"
