"""行政执法人员名录: what is known of an officer. A table's columns of private data are not known, so not taken."""

from datetime import date

from huiyin.casework.sheets import Field, Section, Sheet

from .models import Officer

SHEET = Sheet(
    Officer,
    Field("reference", aliases=("证号", "执法证编号", "执法证件号"), example="（示例）3417990001"),
    Section(
        "执法人员",
        Field("name", example="周示例"),
        Field("unit", aliases=("单位", "执法单位", "单位名称"), has_fallback=True,
              example="云溪市城市管理局"),
        Field("department", aliases=("科室", "中队", "部门"), example="综合执法支队一大队"),
        Field("post", aliases=("职位",), example="中队长"),
        Field("scope", aliases=("执法领域", "执法类别", "职责范围", "执法范围"),
              example="城市管理行政处罚"),
        "void_reason",
    ),
    Section(
        "执法证",
        Field("issuer", example="云溪市司法局"),
        Field("issued_on", aliases=("发证时间",), example=date(2024, 1, 1)),
        Field("valid_until", aliases=("有效期", "有效期限"), example=date(2028, 12, 31)),
        Field("withdrawn_on", asked=False),
        Field("withdraw_reason", asked=False),
    ),
    dated_by="valid_until",
)  # fmt: skip
