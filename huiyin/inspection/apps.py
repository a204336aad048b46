from datetime import time
from importlib import import_module

from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor
from huiyin.jobs.schedule import Daily, Every


class InspectionConfig(MatterConfig):
    name = "huiyin.inspection"
    verbose_name = "网站自查"
    declares = ("charged", "figures", "measures", "mending", "reminding")
    doors = (
        RoomDoor("reminders", "bell", Group.DISCLOSURE),
        PageDoor(
            "网站自查",
            "/desk/inspection/",
            "lens",
            Group.DISCLOSURE,
            ("inspection.view_inspection",),
            order=70,
        ),
    )
    posts = {
        "信息公开岗": ("inspection.run_inspection", "inspection.view_inspection"),
        "信息公开负责人": (
            "inspection.change_indicator",
            "inspection.run_inspection",
            "inspection.view_inspection",
            "rectification.view_rectifications",
            "rectification.keep_rectification",
        ),
        "分管领导": ("inspection.view_inspection",),
        "全站自查岗": (
            "inspection.view_inspection",
            "inspection.run_inspection",
            "inspection.change_indicator",
            "inspection.inspect_site",
        ),
        "系统管理岗": ("inspection.run_inspection", "inspection.view_inspection"),
    }
    jobs = {
        "inspect": Daily(at=time(1, 30), label="网站自查发起"),
        "carry_on": Every(minutes=1, is_long=True, label="网站自查"),
    }
    verbs = {
        "start": "网站自查",
        "indicator.set": "修改检查指标",
        "indicator.restore": "恢复检查指标",
        "column.remind": "提醒更新栏目",
        "column.reopen": "重新打开更新提醒",
        "column.alarm": "告知负责人栏目逾期",
    }
    heading = Heading("栏目更新", order=60, room="reminders")
    overview = (
        "inspection.columns.late",
        "inspection.columns.overdue",
    )

    def ready(self) -> None:
        super().ready()
        import_module(f"{self.name}.unmet").declare()
