"""The columns of the demonstration bureau, as a bureau of this kind usually has them."""

from dataclasses import dataclass, field
from datetime import datetime

from huiyin.audit.actors import Actor
from huiyin.disclosure import actions
from huiyin.disclosure.models import AgencyPage, ColumnPage, ColumnType, LegalItem


@dataclass(frozen=True)
class Plan:
    slug: str
    title: str
    kind: str
    description: str
    legal_item: str = ""
    below: list["Plan"] = field(default_factory=list)


C, L = ColumnType, LegalItem
PLANS = [
    Plan("zhinan", "公开指南", C.GUIDE, "本机关政府信息的分类、编排体系和获取方式"),
    Plan("zhidu", "公开制度", C.CATALOGUE, "政府信息公开有关的法规和本机关工作制度"),
    Plan("jigou", "机构职能", C.FUNCTIONS, "机构职能、内设机构、办公地址和联系方式", L.FUNCTIONS),
    Plan("dongtai", "工作动态", C.NEWS, "城市管理工作的最新进展"),
    Plan("gonggao", "通知公告", C.POLICY, "面向社会的通知、公告和征求意见", L.OTHER_BY_LAW),
    Plan(
        "zhengce", "政策法规", C.POLICY, "本机关规范性文件及其解读", L.RULES,
        [
            Plan("wenjian", "规范性文件", C.POLICY, "本机关制发的规范性文件和其他文件", L.RULES),
            Plan("jiedu", "政策解读", C.INTERPRETATION, "对本机关文件的解读", L.RULES),
        ],
    ),
    Plan("guihua", "规划计划", C.OVERVIEW, "专项规划、年度计划和工作总结", L.PLANS),
    Plan(
        "zhifa", "行政执法公示", C.CATALOGUE, "行政执法的事前、事后公示", L.PENALTIES,
        [
            Plan("quanze", "权责清单", C.CATALOGUE, "行政权力和责任清单", L.LICENCES),
            Plan("xuke", "行政许可", C.SERVICES, "许可事项的依据、条件、程序和办理情况", L.LICENCES),
            Plan("chufa", "行政处罚", C.CATALOGUE, "处罚依据、程序和具有一定社会影响的决定", L.PENALTIES),
        ],
    ),
    Plan(
        "caizheng", "财政资金", C.DATA, "预算、决算和政府采购", L.BUDGET,
        [
            Plan("yusuan", "预算决算", C.DATA, "部门预算、决算和三公经费", L.BUDGET),
            Plan("caigou", "政府采购", C.CATALOGUE, "集中采购项目的目录、标准和实施情况", L.PROCUREMENT),
        ],
    ),
    Plan("yingji", "应急管理", C.CATALOGUE, "防汛、除雪、燃气等应急预案和应对情况", L.EMERGENCIES),
    Plan("jianyi", "建议提案办理", C.RESPONSE, "人大代表建议和政协提案的答复", L.OTHER_BY_LAW),
    Plan(
        "jiandu", "监督保障", C.CATALOGUE, "政务公开工作的推进和监督", "",
        [
            Plan("tuijin", "工作推进", C.CATALOGUE, "政务公开工作的部署、总结和自评", ""),
        ],
    ),
]  # fmt: skip


def build(page: AgencyPage, actor: Actor, at: datetime) -> dict[str, ColumnPage]:
    """Lay the columns out; by slug."""
    made: dict[str, ColumnPage] = {}

    def lay(parent: AgencyPage | ColumnPage, plans: list[Plan]) -> None:
        for plan in plans:
            made[plan.slug] = actions.add_column(
                parent,
                plan.title,
                slug=plan.slug,
                column_type=plan.kind,
                description=plan.description,
                keywords=f"城市管理,{plan.title}",
                legal_item=plan.legal_item,
                actor=actor,
                at=at,
            )
            lay(made[plan.slug], plan.below)

    lay(page, PLANS)
    return made
