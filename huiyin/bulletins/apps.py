from datetime import time

from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor
from huiyin.jobs.schedule import Daily

VIEW, SEND, KEEP = (
    "bulletins.view_bulletins",
    "bulletins.send_bulletin",
    "bulletins.keep_practice",
)


class BulletinsConfig(MatterConfig):
    name = "huiyin.bulletins"
    verbose_name = "周公示"
    declares = ("deadlines", "figures", "shown")
    doors = (
        RoomDoor("bulletins", "table", Group.DISCLOSURE, order=40),
        PageDoor("周公示核对", "/desk/bulletin-proof/", "check", Group.DATA, (VIEW,)),
        PageDoor("周公示安排", "/desk/bulletin-practice/", "clock", Group.REST, (KEEP,)),
    )
    posts = {
        "信息公开岗": (VIEW, SEND),
        "信息起草岗": (VIEW, SEND),
        "信息公开负责人": (VIEW, KEEP),
        "部门审核岗": (VIEW,),
        "保密审查岗": (VIEW,),
        "信息发布岗": (VIEW,),
        "行政审批岗": (VIEW,),
        "行政审批负责人": (VIEW,),
        "行政处罚负责人": (VIEW,),
        "分管领导": (VIEW,),
    }
    jobs = {"compile_weeks": Daily(at=time(6, 10), label="周公示编制和核对")}
    verbs = {"practice.set": "设定周公示安排"}
    facts = {"listed": "列入决定数"}
    tones = {"待送审": "warn", "本周无决定": "good"}
    heading = Heading("周公示", order=26, room="bulletins", dates_years=True)
    overview = ("bulletins.published", "bulletins.published.on-time")
