"""行政强制: its fields, under the names that tables use."""

from datetime import date

from huiyin.casework.cells import Paragraphs
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.publicity.holder_columns import KIND_WORDS

from .models import Coercion

TYPES = {
    "查封": "premises", "扣押": "seizure", "冻结": "freezing", "加处罚款": "surcharge",
    "滞纳金": "surcharge", "划拨": "transfer", "拍卖": "auction", "排除妨碍": "restoration",
    "恢复原状": "restoration",
}  # fmt: skip
SHEET = Sheet(
    Coercion,
    Field("reference", asked=False, aliases=("文号", "编号"), example="（示例）云城管强决字〔2026〕1号"),
    Section(
        "决定",
        Field("type", words=TYPES, example="扣押财物"),
        Field("decided_on", aliases=("决定时间",), example=date(2026, 3, 5)),
        Field("started_on", aliases=("实施时间",)),
        Field("cause", aliases=("案由",), example="占用道路经营，拒不改正"),
        Field("basis", aliases=("依据",), example="《安徽省城市市容和环境卫生管理条例》第四十七条"),
        Field("case_number", aliases=("案号",), help="属于某件处罚案件的，填行政处罚台账里的案号或者决定文书号"),
        "penalty",
        Field("target", aliases=("财物清单", "执行内容"), cell=Paragraphs, example="遮阳伞2把、烧烤炉1个"),
        Field("approved_by", aliases=("批准人",), example="样例局长"),
        Field("officers", example="周示例（执法证号341799000101）、郑样例（执法证号341799000102）"),
    ),
    Section(
        "当事人",
        Field("holder_name", shown="shown_holder", aliases=("相对人名称", "当事人名称"),
              example="云溪市样例餐饮有限公司"),
        Field("holder_kind", aliases=("相对人类别",), words=KIND_WORDS, has_fallback=True),
        Field("holder_uscc", aliases=("社会信用代码",), needed_when="法人和非法人组织必填",
              example="91341799MA2TEX01KJ"),
    ),
    Section(
        "期限和结果",
        "due_on",
        "extended_days",
        "extend_reason",
        "tested_days",
        Field("ended_on", asked=False, aliases=("解除日期", "执行完毕日期")),
        Field("lifted", asked=False, aliases=("解除原因",)),
        Field("outcome", asked=False, aliases=("处理结果",)),
        "void_reason",
    ),
    dated_by="decided_on",
)  # fmt: skip
