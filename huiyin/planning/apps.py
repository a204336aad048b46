from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

VIEW, KEEP, HANDLE = "reports.view_plans", "reports.keep_plans", "coordination.handle"


class PlanningConfig(MatterConfig):
    name = "huiyin.planning"
    verbose_name = "工作计划"
    declares = ("supervised", "figures", "mending")
    doors = (
        RoomDoor("plans", "check", Group.DATA),
        RoomDoor("plan-documents", "report", Group.DATA, order=51),
        PageDoor(
            "计划看板", "/desk/plan-board/", "table", Group.DATA, (VIEW, KEEP, HANDLE), order=52
        ),
        PageDoor("季度报送规定", "/desk/plan-terms/", "clock", Group.REST, (KEEP,)),
    )
    posts = {
        "信息公开岗": (VIEW,),
        "信息公开负责人": (VIEW, KEEP),
        "热线负责人": (VIEW, KEEP),
        "分管领导": (VIEW, KEEP),
        "督办岗": (VIEW, KEEP),
        "主要负责人": (VIEW,),
    }
    facts = {"rows": "列入的条目"}
    verbs = {"term.set": "设定季度报送规定", "evidence.read": "查看计划任务佐证"}
    tones = {"待落实": "warn", "已落实": "good", "转入下年": "warn", "待确认": "warn"}
    heading = Heading("工作计划", order=49, room="plans")
