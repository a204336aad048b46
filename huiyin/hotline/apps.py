from importlib import import_module

from huiyin.casework import deadlines
from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

CLERK = (
    "hotline.view_requests",
    "hotline.register_request",
    "hotline.assign_request",
    "hotline.answer_request",
    "hotline.see_caller",
    "coordination.coordinate",
)


class HotlineConfig(MatterConfig):
    name = "huiyin.hotline"
    verbose_name = "热线留言"
    declares = ("figures",)
    doors = (
        RoomDoor("hotline", "phone", Group.CASES),
        PageDoor(
            "热线办理时限", "/desk/hotline-targets/", "clock", Group.REST, ("hotline.keep_targets",)
        ),
    )
    posts = {
        "信息公开负责人": ("hotline.view_requests",),
        "热线办理岗": CLERK,
        "热线负责人": (
            *CLERK,
            "hotline.publish_answer",
            "hotline.confide_request",
            "hotline.void_request",
            "hotline.keep_targets",
        ),
        "分管领导": ("hotline.view_requests",),
    }
    verbs = {"material.read": "查看材料", "target.set": "设定办理时限"}
    tones = {"已答复": "good", "待交办": "warn", "待审核": "warn"}
    heading = Heading("热线与留言", order=40, room="hotline", dates_years=True)

    def ready(self) -> None:
        super().ready()
        models = import_module(f"{self.name}.models")
        deadlines.declare_family("hotline", models.time_limit)
