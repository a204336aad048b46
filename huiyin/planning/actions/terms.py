"""季度报送规定: how long after a quarter its report is in time."""

from huiyin.casework.local_tables import LocalTable
from huiyin.planning.models import KEEP, ReportTerm

TERMS = LocalTable(
    ReportTerm,
    "term",
    "季度报送规定",
    right=KEEP,
    refusal="季度报送规定由登记工作计划的岗位设定",
    asked=("days", "valid_from", "basis"),
    columns={"days": "季度终了后几日内报送", "valid_from": "执行日期", "basis": "依据"},
    kept="已经下达的任务不变",
)
