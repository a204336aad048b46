from huiyin.casework.kinds import Group, MatterConfig, PageDoor

CHECK = "reports.write_summary"
"""Whoever writes the yearly reports may check those of others."""


class ReportAuditConfig(MatterConfig):
    name = "huiyin.report_audit"
    verbose_name = "年报核查"
    doors = (PageDoor("年报核查", "/desk/check-reports/", "check", Group.DATA, (CHECK,), order=75),)
