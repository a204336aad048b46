"""行政执法人员名录台账: one row an officer. Columns of private data are not known, so not taken."""

from datetime import date
from typing import Any

from huiyin.ingest.ledgers.declaration import Columns, Ledger, declare
from huiyin.organisations.models import Organisation
from huiyin.registers.actions import officers
from huiyin.registers.models import Officer

column = Columns(Officer)


def complete(values: dict[str, Any], agency: Organisation) -> None:
    """A bureau's own list does not say the bureau on every row."""
    values["unit"] = values.get("unit") or agency.name


COLUMNS = (
    column.number(
        "reference", aliases=("证号", "执法证编号", "执法证件号"), required=True,
        example="（示例）3417990001",
    ),
    column.text("name", required=True, example="周示例"),
    column.text(
        "unit", aliases=("单位", "执法单位", "单位名称"), required=True, has_fallback=True,
        example="云溪市城市管理局",
    ),
    column.text("department", aliases=("科室", "中队", "部门"), example="综合执法支队一大队"),
    column.text("post", aliases=("职位",), example="中队长"),
    column.text(
        "scope", aliases=("执法领域", "执法类别", "职责范围", "执法范围"), required=True,
        example="城市管理行政处罚",
    ),
    column.text("issuer", example="云溪市司法局"),
    column.day("issued_on", aliases=("发证时间",), required=True, example=date(2024, 1, 1)),
    column.day("valid_until", aliases=("有效期", "有效期限"), required=True, example=date(2028, 12, 31)),
    column.day("withdrawn_on"),
    column.text("withdraw_reason"),
)  # fmt: skip

declare(
    Ledger(
        "officers",
        "执法人员名录台账",
        Officer,
        COLUMNS,
        "issued_on",
        officers.workflow,
        officers.register_many,
        officers.take_in,
        lambda: officers.check,
        "registers.keep_officers",
        complete,
    )
)
