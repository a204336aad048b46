from datetime import time

from huiyin.casework.kinds import Group, Heading, MatterConfig, RoomDoor
from huiyin.jobs.schedule import Daily

KEEPER = (
    "registers.view_powers",
    "registers.keep_powers",
    "registers.view_officers",
    "registers.keep_officers",
    "registers.view_budgets",
    "registers.keep_budgets",
    "registers.view_decisions",
    "registers.keep_decisions",
    "registers.see_opinion_sender",
)


class RegistersConfig(MatterConfig):
    name = "huiyin.registers"
    verbose_name = "专项公开"
    declares = (
        "disclosed",
        "powers.figures",
        "officers.figures",
        "budgets.figures",
        "decisions.figures",
        "decisions.reminding",
    )
    doors = (
        RoomDoor("powers", "scales", Group.REGISTERS),
        RoomDoor("officers", "badge", Group.REGISTERS),
        RoomDoor("budgets", "coins", Group.REGISTERS),
        RoomDoor("budget-lines", "table", Group.REGISTERS),
        RoomDoor("decisions", "vote", Group.REGISTERS),
        RoomDoor("opinions", "speech", Group.REGISTERS),
    )
    posts = {
        "信息公开岗": KEEPER,
        "信息公开负责人": (
            *KEEPER,
            "registers.void_register",
            "registers.release_budgets",
            "registers.release_decisions",
            "registers.release_powers",
            "registers.release_officers",
        ),
        "分管领导": (
            "registers.view_powers",
            "registers.view_officers",
            "registers.view_budgets",
            "registers.view_decisions",
            "registers.release_powers",
            "registers.release_officers",
        ),
    }
    jobs = {"daily": Daily(at=time(0, 5), label="决策事项截止")}
    verbs = {"registersettings.set": "修改专项公开口径", "proposal": "待核准的内容"}
    tones = {"有效": "good", "征求意见中": "warn"}
    heading = Heading("专项公开", order=50)
