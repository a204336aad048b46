from huiyin.casework.kinds import Group, MatterConfig, PageDoor, RoomDoor


class ReportsConfig(MatterConfig):
    name = "huiyin.reports"
    verbose_name = "报告"
    declares = ("annual_reminding", "portal")
    doors = (
        RoomDoor("annual-reports", "report", Group.DATA, order=30),
        PageDoor(
            "年度报告日期",
            "/desk/annual-dates/",
            "clock",
            Group.REST,
            ("reports.keep_annual_dates",),
        ),
    )
    posts = {
        "信息公开岗": (
            "reports.write_summary",
            "reports.view_annual",
            "reports.write_annual",
        ),
        "信息公开负责人": (
            "reports.write_summary",
            "reports.view_annual",
            "reports.write_annual",
            "reports.check_annual",
            "reports.keep_annual_dates",
        ),
        "分管领导": (
            "reports.view_annual",
            "reports.check_annual",
        ),
        "信息起草岗": ("reports.write_summary", "reports.view_annual", "reports.write_annual"),
    }
    verbs = {
        "freeze": "定下已发布数据",
        "paragraph": "撰写工作总结",
        "frame": "修改总结的版头和落款",
        "measures": "选取总结的措施",
        "state": "填报年度报告数据",
        "annual_date.set": "设定年度报告日期",
    }
    tones = {"待核对": "warn", "已定稿": "good"}
    facts = {
        "before": "原来选的",
        "digests": "各项数据的摘要",
        "measures": "选取的措施",
        "slot": "位置",
        "taken_from": "沿用自",
        "cell": "栏目",
        "source": "数据来源",
        "month": "月",
        "day": "日",
    }
