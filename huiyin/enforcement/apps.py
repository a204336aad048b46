from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

from .rules import APPROVE, KEEP, PLAN, VIEW, VOID


class EnforcementConfig(MatterConfig):
    name = "huiyin.enforcement"
    verbose_name = "行政检查"
    declares = ("figures",)
    doors = (
        RoomDoor("inspections", "check", Group.CASES),
        PageDoor("检查事项和频次", "/desk/inspection-items/", "table", Group.REST, (KEEP,)),
    )
    posts = {
        "行政检查岗": (VIEW, PLAN, "subjects.look_up"),
        "行政检查负责人": (VIEW, PLAN, APPROVE, VOID, KEEP, "subjects.look_up"),
        "分管领导": (VIEW,),
    }
    verbs = {"body.set": "设定检查主体", "item.set": "设定检查事项"}
    tones = {"待处理": "warn", "已办结": "good"}
    heading = Heading("行政检查", order=23, room="inspections", dates_years=True)
    overview = ("enforcement.inspected", "enforcement.corrected.on-time", "enforcement.over-cap")
