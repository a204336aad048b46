"""权责清单台账: one row a power, as the list says it now."""

from datetime import date
from typing import Any

from huiyin.ingest.ledgers.declaration import Columns, Ledger, declare
from huiyin.ingest.ledgers.readers import choice_of
from huiyin.organisations.models import Organisation
from huiyin.registers.actions import powers
from huiyin.registers.models import Power, PowerChange, PowerType

column = Columns(Power)


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """What shorter tables leave out: their own agency, a first version."""
    values["subject"] = values.get("subject") or agency.name
    values["change_kind"] = values.get("change_kind") or PowerChange.ADDED
    values["first_listed_on"] = values.get("first_listed_on") or values.get("listed_from")


COLUMNS = (
    column.number(
        "reference", aliases=("编码", "权力事项编码", "职权编码"), required=True,
        example="（示例）341799-CF-0001",
    ),
    column.paragraphs(
        "name", aliases=("权力名称", "职权名称", "事项"), required=True,
        example="对擅自砍伐城市树木的处罚",
    ),
    column.choice(
        "power_type",
        choice_of(PowerType.choices, {"其他权力": "其他", "其他类": "其他", "行政征用": "其他"}),
        aliases=("类型", "职权类型", "权力类别"),
        required=True,
        example="行政处罚",
    ),
    column.paragraphs(
        "basis", aliases=("法律依据", "实施依据", "依据"), required=True,
        example="《城市绿化条例》第二十六条",
    ),
    column.text(
        "subject", aliases=("行使主体", "责任主体"), required=True, has_fallback=True,
        example="云溪市城市管理局",
    ),
    column.text("department", aliases=("承办机构", "责任部门", "责任科室"), example="执法支队"),
    column.paragraphs(
        "responsibility", aliases=("责任", "对应责任事项"), required=True,
        example="1.立案责任。2.调查责任。3.决定责任。",
    ),
    column.paragraphs("accountability", aliases=("追责情形", "追责依据")),
    column.paragraphs("process", aliases=("流程", "运行流程")),
    column.text("legal_limit", aliases=("法定办结时限",), example="90日"),
    column.text("promised_limit", aliases=("承诺办结时限",), example="60日"),
    column.code_number("telephone", aliases=("监督投诉电话",), example="0000-12345"),
    column.day(
        "listed_from", aliases=("生效日期", "调整日期"), required=True, example=date(2026, 1, 1)
    ),
    column.choice("change_kind", choice_of(PowerChange.choices), has_fallback=True, example="新增"),
    column.paragraphs("change_reason", aliases=("调整依据",)),
    column.day("first_listed_on", has_fallback=True),
    column.day("abolished_on"),
    column.paragraphs("abolish_reason"),
)  # fmt: skip

declare(
    Ledger(
        "powers",
        "权责清单台账",
        Power,
        COLUMNS,
        "listed_from",
        powers.workflow,
        powers.register_many,
        powers.take_in,
        lambda: powers.check,
        "registers.keep_powers",
        complete,
    )
)
