"""考核指标, 考核: the fields of a line of a rubric, and of an assessment."""

from huiyin.casework.cells import Code
from huiyin.casework.sheets import Field, Section, Sheet

from .models import Assessment, Item

RUBRIC = Sheet(
    Item,
    Section(
        "指标",
        Field("code", aliases=("rule_id", "编号", "代码"), cell=Code, example="（示例）A-01"),
        Field("year", aliases=("年度",), has_fallback=True, example=2026),
        Field("part", aliases=("section", "类别"), carries=True, example="一、主动公开（40分）"),
        Field("part_points", aliases=("一级分值",), has_fallback=True, carries=True, example=40),
        Field("topic", aliases=("indicator", "指标"), carries=True, example="制度公开"),
        Field("number", aliases=("item_no",), example=1),
        Field(
            "text",
            aliases=("text", "考核内容", "评分标准", "考核标准"),
            example="公开指南没有及时更新的，扣0.5分",
        ),
    ),
    Section(
        "评分",
        Field("points", aliases=("分数", "points"), example=2),
        Field("deduct", aliases=("扣分标准",), has_fallback=True),
        Field("judge", aliases=("考核单位", "责任单位")),
        Field("needs_evidence", aliases=("evidence_required", "佐证"), has_fallback=True),
        Field("evidence_asked", aliases=("佐证材料", "evidence")),
    ),
    dated_by="entered_on",
)
SHEET = Sheet(
    Assessment,
    Section("考核", Field("unit"), Field("year"), Field("group"), "received_on"),
    Section("进度", "scored_on", "reviewed_on", "accepted_on", "confirmed_on"),
    Section("得分", "self_total", "review_total", "total"),
    dated_by="received_on",
)
