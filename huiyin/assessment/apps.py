from importlib import import_module

from huiyin.casework import deadlines
from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

VIEW, ANSWER = "assessment.view_assessments", "assessment.answer_assessment"
ORGANISE, REVIEW = "assessment.organise_assessment", "assessment.review_assessment"


class AssessmentConfig(MatterConfig):
    name = "huiyin.assessment"
    verbose_name = "考核"
    declares = ("ending", "figures", "measures", "mending", "reminding", "written")
    doors = (
        RoomDoor("assessments", "check", Group.DATA, order=60),
        RoomDoor("rubric", "table", Group.DATA, order=61),
        PageDoor(
            "考核结果", "/desk/assessment-results/", "table", Group.DATA, (VIEW, ANSWER), order=62
        ),
        PageDoor(
            "评分方法和期限", "/desk/assessment-rules/", "clock", Group.REST, (ORGANISE,), order=60
        ),
    )
    posts = {
        "考核组织岗": (
            VIEW, ORGANISE, REVIEW, "rectification.view_rectifications",
            "rectification.keep_rectification",
        ),
        "考核复核岗": (VIEW, REVIEW),
        "考核联络岗": (ANSWER,),
        "主要负责人": (VIEW, "assessment.confirm_assessment"),
        "分管领导": (VIEW,),
    }  # fmt: skip
    verbs = {"method.set": "设定指标评分方法", "term.set": "设定考核期限"}
    facts = {
        "code": "指标编号",
        "measured_by": "计算方法",
        "checklist": "检查清单",
        "item": "指标",
        "deducted": "扣分",
        "missing": "清单中缺少的",
        "results": "计算结果",
        "copy": "佐证副本",
    }
    heading = Heading("考核", order=49, room="assessments")
    tones = {"待自评": "warn", "申诉中": "warn", "有扣分": "bad", "达标": "good"}

    def ready(self) -> None:
        super().ready()
        models = import_module(f"{self.name}.models")
        deadlines.declare_family("assessment", models.Term.in_force)
