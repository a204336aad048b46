from huiyin.casework.kinds import Group, MatterConfig, RoomDoor


class ReportsConfig(MatterConfig):
    name = "huiyin.reports"
    verbose_name = "报告"
    doors = (RoomDoor("plans", "check", Group.DATA),)
    posts = {
        "信息公开岗": ("reports.write_summary", "reports.view_plans"),
        "信息公开负责人": ("reports.write_summary", "reports.view_plans", "reports.keep_plans"),
        "热线负责人": ("reports.view_plans", "reports.keep_plans"),
        "分管领导": ("reports.view_plans", "reports.keep_plans"),
        "信息起草岗": ("reports.write_summary",),
    }
    verbs = {
        "freeze": "定下已发布数据",
        "paragraph": "撰写工作总结",
        "frame": "修改总结的版头和落款",
        "measures": "选取总结的措施",
    }
    facts = {
        "before": "原来选的",
        "digests": "各项数据的摘要",
        "measures": "选取的措施",
        "slot": "位置",
        "taken_from": "沿用自",
    }
