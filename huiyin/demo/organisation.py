"""The bureau's own past: a unit that was renamed and one that was merged in 2020, and who does what."""

from datetime import date, datetime, time
from typing import Any

from huiyin.audit.actors import Actor
from huiyin.organisations.actions import dissolve
from huiyin.organisations.models import Organisation
from huiyin.structure import actions
from huiyin.structure.duties_desk import CHARGES, GROUPS, LEADERS, PROFILES
from huiyin.structure.models import Change

from .clock import FIRST, moment

BASIS = "云编〔2020〕6号"
DUTIES = {
    "bangongshi": ("文电、会务、机要、档案、政务公开和依申请公开。", ""),
    "xuanchuan": ("新闻宣传、政策解读、网站内容保障。", "褚晓燕 科长"),
    "shenpike": ("市政、园林、户外广告、渣土处置等行政许可的受理和审批。", ""),
    "jiandu": ("12345热线和政民互动的受理、交办、督办、回访和考核。", ""),
    "fagui": ("规范性文件起草审核、行政复议应诉、执法监督。", ""),
    "zhidui": ("城市管理行政处罚和行政强制的实施。", "岑国庆 支队长"),
    "shizheng": ("城市道路、桥梁、路灯、排水设施的维护管理。", "路文昌 主任"),
    "yuanlin": ("公园、绿地、行道树的建设养护和绿线管理。", "桑玉梅 主任"),
    "huanwei": ("道路清扫保洁、生活垃圾收运、公共厕所管理。", "诸葛敏 主任"),
    "zhatu": ("建筑垃圾处置核准、运输监管。", "季宏伟 所长"),
    "guanggao": ("户外广告、门头店招的设置管理和市容景观。", "樊丽娜 负责人"),
}
"""Unit → what it is there for, who leads it."""
ANSWERS = {
    "hotline": "jiandu",
    "foi": "bangongshi",
    "licences": "shenpike",
    "proposals": "bangongshi",
    "manuscripts": "xuanchuan",
}
RENAMED, MERGED, LEFT = date(2020, 7, 1), date(2020, 7, 31), date(2022, 3, 1)
NINE = time(9)


def tell(
    agency: Organisation, units: dict[str, Organisation], staff: dict[str, Actor], until: datetime
) -> None:
    """In the order of the days, as far as the story goes."""
    _begin(agency, units, staff["gongkai-fuze"])
    if moment(MERGED, NINE) <= until:
        _reform(agency, units, staff)
    if moment(LEFT, NINE) <= until:
        _lead(agency, staff["gongkai-fuze"], "总工程师", 3, "", "", LEFT)


def _begin(agency: Organisation, units: dict[str, Organisation], by: Actor) -> None:
    common: dict[str, Any] = {"actor": by, "at": moment(FIRST, NINE), "agency": agency}
    dated: dict[str, Any] = {"valid_from": FIRST, "basis": BASIS}
    whole = "城区市容环境卫生、市政公用设施、园林绿化、建筑垃圾、户外广告的管理和综合行政执法。"
    profiles = {agency: (whole, ""), **{units[slug]: said for slug, said in DUTIES.items()}}
    for unit, (duties, head) in profiles.items():
        PROFILES.set(
            **common, **dated, unit=unit, duties=duties, head=head, telephone="", address=""
        )
    _lead(agency, by, "局长", 1, "霍振华", "主持全面工作", FIRST)
    _lead(agency, by, "副局长", 2, "金国栋", "政务公开、热线、行政审批", FIRST)
    _lead(agency, by, "总工程师", 3, "丁克勤", "市政设施建设和技术管理", FIRST)
    GROUPS.set(
        **common, **dated, name="政务公开工作领导小组", head="霍振华", deputies="金国栋",
        members="各科室和所属单位主要负责人", office="设在办公室，严长青兼任主任",
    )  # fmt: skip
    for about, slug in ANSWERS.items():
        CHARGES.set(**common, **dated, about=about, unit=units[slug])


def _lead(
    agency: Organisation, by: Actor, seat: str, place: int, name: str, duties: str, day: date
) -> None:
    LEADERS.set(
        actor=by, at=moment(day, NINE), agency=agency, seat=seat, place=place, name=name,
        duties=duties, valid_from=day, basis=BASIS,
    )  # fmt: skip


def _reform(agency: Organisation, units: dict[str, Organisation], staff: dict[str, Actor]) -> None:
    """The unit that takes hotline cases was called otherwise; one of scenery went into another."""
    renamed = {"organisation": units["jiandu"], "name": "督查考核科"}
    _change(agency, staff, Change.What.EARLIER, RENAMED, day=date(2020, 6, 30), **renamed)
    merged = {"name": "市容景观管理所", "slug": "jingguan"}
    made = _change(agency, staff, Change.What.SET_UP, RENAMED, day=date(2015, 3, 1), **merged)
    assert made.organisation is not None  # noqa: S101 - it was confirmed
    dissolve(
        made.organisation, successor=units["guanggao"], actor=staff["lingdao"],
        at=moment(MERGED, NINE), basis=BASIS,
    )  # fmt: skip


def _change(
    agency: Organisation, staff: dict[str, Actor], what: str, on: date, **values: object
) -> Change:
    """Proposed in the morning, confirmed by another person before noon."""
    one = Change(agency=agency, what=what, basis=BASIS, **values)
    one = actions.propose(one, actor=staff["gongkai-fuze"], at=moment(on, NINE))
    return actions.confirm(one, actor=staff["lingdao"], at=moment(on, time(11)))
