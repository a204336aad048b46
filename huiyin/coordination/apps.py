from datetime import time

from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor
from huiyin.jobs.schedule import Daily, Every


class CoordinationConfig(MatterConfig):
    name = "huiyin.coordination"
    verbose_name = "协同办理"
    declares = ("signing", "timed", "figures", "dissolving")
    verbs = {
        "return_term.set": "设定任务退回规定",
        "light.set": "设定亮灯规定",
        "rung.set": "设定升级规定",
        "rule.set": "设定自动督办规定",
    }
    facts = {
        "rung": "升级到",
        "side": "何时",
        "warn_before": "黄灯：到期前",
        "late_after": "红灯：到期后",
        "cause": "督办事由",
        "least": "达到",
        "answer_days": "答复期限（工作日）",
    }
    tones = {
        "按时": "good",
        "超时": "bad",
        "已超时": "bad",
        "绿灯": "good",
        "黄灯": "warn",
        "红灯": "bad",
        "待过问": "warn",
        "无人在岗": "bad",
    }
    doors = (
        RoomDoor("assignments", "check", Group.CASES, order=60),
        RoomDoor("supervisions", "bell", Group.CASES, order=70),
        RoomDoor("escalations", "bell", Group.CASES, order=80),
        PageDoor(
            "督办规定",
            "/desk/supervision-rules/",
            "clock",
            Group.REST,
            ("coordination.keep_supervision",),
        ),
        PageDoor(
            "撤销机构",
            "/desk/dissolve-unit/",
            "site",
            Group.REST,
            ("organisations.appoint",),
        ),
        PageDoor(
            "任务退回规定",
            "/desk/return-terms/",
            "clock",
            Group.REST,
            ("coordination.keep_returns",),
        ),
    )
    jobs = {
        "remind": Daily(at=time(6, 0), label="办理期限提醒"),
        "escalate": Every(3, label="升级督办"),
    }
    posts = {
        "任务协调岗": ("coordination.coordinate",),
        "任务承办岗": ("coordination.handle",),
        "科室负责人": ("coordination.handle", "coordination.lead_unit"),
        "督办岗": (
            "coordination.supervise",
            "coordination.keep_returns",
            "coordination.keep_supervision",
        ),
        "主要负责人": ("coordination.head_agency",),
    }
    heading = Heading("督办与退单", order=47, room="supervisions")
    overview = (
        "coordination.supervised",
        "coordination.supervisions-in-time",
    )
