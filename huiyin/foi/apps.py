from importlib import import_module

from huiyin.casework import deadlines
from huiyin.casework.kinds import Group, Heading, MatterConfig, RoomDoor


class FoiConfig(MatterConfig):
    name = "huiyin.foi"
    verbose_name = "依申请公开"
    declares = ("converted", "deadlines", "disclosed", "figures", "reminding", "subject")
    doors = (RoomDoor("foi", "letter", Group.CASES),)
    posts = {
        "信息公开岗": (
            "foi.view_register",
            "foi.register_application",
            "foi.handle_application",
            "foi.record_answer",
            "foi.see_personal",
        ),
        "信息公开负责人": (
            "foi.view_register",
            "foi.register_application",
            "foi.assign_application",
            "foi.handle_application",
            "foi.review_answer",
            "foi.sign_answer",
            "foi.record_answer",
            "foi.confirm_answer",
            "foi.approve_extension",
            "foi.void_application",
            "foi.see_personal",
        ),
        "分管领导": (
            "foi.view_register",
            "foi.assign_application",
            "foi.sign_answer",
            "foi.confirm_answer",
            "foi.approve_extension",
            "foi.void_application",
        ),
    }
    verbs = {
        "remedy.register": "登记救济",
        "past.enter": "登记办理经过",
        "redaction.release": "完成区分处理",
        "material.attach": "添加材料",
        "material.take-back": "不再提供材料",
        "published-on": "转为主动公开",
        "promise.set": "改定办理承诺",
        "service.note": "登记告知送达",
        "case-file": "生成案卷",
        "material.read": "查看材料",
        "answer.read": "查看将要发出的答复",
        "paper.draw": "制作文书草稿",
        "paper.redraw": "重新制作文书草稿",
        "paper.freeze": "文书定稿",
        "paper.void": "文书作废",
    }
    facts = {
        "for_applicant": "提供给申请人",
        "left_behind": "未遮盖的词语",
        "organ": "机关",
        "proof": "检查记录",
        "role": "用途",
    }
    tones = {"已答复": "good", "待补正": "warn", "征求意见中": "warn"}
    heading = Heading("依申请公开", order=30, room="foi", dates_years=True)
    overview = (
        "foi.received",
        "foi.answered",
        "foi.answered.on-time",
        "foi.late",
        "foi.days-mean",
        "foi.days-median",
    )

    def ready(self) -> None:
        super().ready()
        models = import_module(f"{self.name}.models")
        deadlines.declare_promise("foi.confirmation", models.confirmation_of)
