from importlib import import_module

from huiyin.casework import deadlines
from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

VIEW, KEEP = "rectification.view_rectifications", "rectification.keep_rectification"
ISSUE, CHECK = "rectification.issue_rectification", "rectification.check_rectification"
KEEP_TERMS = "rectification.keep_terms"


class RectificationConfig(MatterConfig):
    name = "huiyin.rectification"
    verbose_name = "整改"
    declares = ("supervised", "ending", "figures")
    doors = (
        RoomDoor("rectifications", "check", Group.CASES, order=75),
        PageDoor(
            "整改文书模板",
            "/desk/rectification-templates/",
            "report",
            Group.REST,
            ("letters.edit_template", "letters.approve_template"),
        ),
        PageDoor("整改期限", "/desk/rectification-terms/", "clock", Group.REST, (KEEP_TERMS,)),
    )
    posts = {
        "督办岗": (
            VIEW, KEEP, ISSUE, CHECK, "rectification.void_rectification", KEEP_TERMS,
        ),
        "分管领导": (VIEW, CHECK),
        "主要负责人": (VIEW, ISSUE, CHECK),
    }  # fmt: skip
    verbs = {"term.set": "设定整改期限", "evidence.read": "查看整改材料"}
    facts = {"category": "类别"}
    tones = {"待下达": "warn", "待复查": "warn", "待复函": "warn", "已销号": "good"}
    heading = Heading("整改", order=48, room="rectifications")
    overview = (
        "rectification.issued",
        "rectification.in-time.rate",
        "rectification.late",
    )

    def ready(self) -> None:
        super().ready()
        models = import_module(f"{self.name}.models")
        deadlines.declare_family("rectification", models.Term.in_force)
