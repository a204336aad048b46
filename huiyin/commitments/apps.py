from importlib import import_module

from huiyin.casework import deadlines
from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

VIEW, REGISTER = "commitments.view_commitments", "commitments.register_commitment"
PUBLISH, TERMS = "commitments.publish_commitment", "commitments.keep_terms"


class CommitmentsConfig(MatterConfig):
    name = "huiyin.commitments"
    verbose_name = "信用承诺"
    declares = ("figures",)
    doors = (
        RoomDoor("commitments", "check", Group.CASES),
        PageDoor("信用承诺期限", "/desk/commitment-terms/", "clock", Group.REST, (TERMS,)),
    )
    posts = {
        "行政审批岗": (VIEW, REGISTER),
        "行政审批负责人": (
            VIEW, REGISTER, PUBLISH, "commitments.withdraw_publication", "commitments.find_breach",
            "commitments.void_commitment", TERMS,
        ),
        "信息公开负责人": (VIEW, PUBLISH),
        "分管领导": (VIEW,),
    }  # fmt: skip
    verbs = {"term.set": "设定信用承诺期限", "evidence.read": "查看信用承诺材料"}
    tones = {"履行中": "warn", "已履行": "good", "未履行": "bad", "违诺": "bad"}
    heading = Heading("信用承诺", order=21, room="commitments", dates_years=True)
    overview = (
        "commitments.made",
        "commitments.published.on-time",
        "commitments.breached",
    )

    def ready(self) -> None:
        super().ready()
        models = import_module(f"{self.name}.models")
        deadlines.declare_family("commitments", models.Term.in_force)
