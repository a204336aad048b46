from datetime import time

from huiyin.casework.kinds import Group, MatterConfig, PageDoor, RoomDoor
from huiyin.jobs.schedule import Daily


class CoordinationConfig(MatterConfig):
    name = "huiyin.coordination"
    verbose_name = "协同办理"
    declares = ("signing",)
    verbs = {"return_term.set": "设定任务退回规定"}
    tones = {"按时": "good", "超时": "bad", "已超时": "bad"}
    doors = (
        RoomDoor("assignments", "check", Group.CASES, order=60),
        RoomDoor("supervisions", "bell", Group.CASES, order=70),
        PageDoor(
            "任务退回规定",
            "/desk/return-terms/",
            "clock",
            Group.REST,
            ("coordination.keep_returns",),
        ),
    )
    jobs = {"remind": Daily(at=time(6, 0), label="办理期限提醒")}
    posts = {
        "任务协调岗": ("coordination.coordinate",),
        "任务承办岗": ("coordination.handle",),
        "督办岗": ("coordination.supervise", "coordination.keep_returns"),
    }
