from importlib import import_module

from huiyin.casework import deadlines
from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

VIEW, HANDLE = "proposals.view_proposals", "proposals.handle_proposal"
KEEP = (
    VIEW,
    "proposals.register_proposal",
    HANDLE,
    "proposals.see_proposer",
    "coordination.coordinate",
)


class ProposalsConfig(MatterConfig):
    name = "huiyin.proposals"
    verbose_name = "建议提案"
    declares = ("deadlines", "disclosed", "figures")
    doors = (
        RoomDoor("proposals", "speech", Group.CASES),
        PageDoor("建议提案历年", "/desk/proposal-years/", "table", Group.DATA, (VIEW,)),
        PageDoor(
            "办理期限和分类",
            "/desk/proposal-terms/",
            "clock",
            Group.REST,
            ("proposals.keep_terms",),
        ),
    )
    posts = {
        "建议提案办理岗": KEEP,
        "建议提案负责人": (
            *KEEP,
            "proposals.assign_proposal",
            "proposals.publish_reply",
            "proposals.void_proposal",
            "proposals.keep_terms",
        ),
        "主要负责人": (VIEW, "proposals.sign_reply", "organisations.lead"),
        "分管领导": (VIEW,),
        "督办岗": (VIEW,),
    }
    verbs = {"term.set": "设定办理期限", "class.set": "设定答复分类"}
    facts = {
        "step": "事项",
        "period": "期限",
        "mark": "字母",
        "definition": "含义",
        "is_promise": "列入承诺事项",
        "is_in_use": "使用",
    }
    tones = {"待签发": "warn"}
    heading = Heading("建议提案", order=45, room="proposals", dates_years=True)
    overview = (
        "proposals.received",
        "proposals.in-time.rate",
        "proposals.late",
        "proposals.satisfied.rate",
    )

    def ready(self) -> None:
        super().ready()
        models = import_module(f"{self.name}.models")
        deadlines.declare_family("proposals", models.Term.in_force)
