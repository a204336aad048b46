from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

VIEW = "penalties.view_penalties"


class PenaltiesConfig(MatterConfig):
    name = "huiyin.penalties"
    verbose_name = "行政处罚"
    declares = ("deadlines", "disclosed", "figures", "grading")
    doors = (
        RoomDoor("penalties", "scales", Group.CASES),
        PageDoor(
            "处罚裁量和限额", "/desk/penalty-rules/", "table", Group.REST, ("penalties.keep_rules",)
        ),
        PageDoor(
            "处罚文书模板",
            "/desk/penalty-templates/",
            "report",
            Group.REST,
            ("letters.edit_template", "letters.approve_template"),
        ),
    )
    facts = {"by_decision": "信用修复受理号"}
    verbs = {
        "evidence.read": "查看处罚证据文件",
        "paper.read": "查看处罚文书",
        "case-file.read": "导出处罚案卷",
        "paper-terms.set": "设定缴纳和救济渠道",
        "grade.set": "设定裁量基准",
        "spot-limit.set": "设定当场处罚限额",
        "extension.set": "设定延长办案期限",
        "credit-rule.set": "设定信用平台公示期",
        "credit-band.set": "设定罚款数额档次",
    }
    posts = {
        "信息公开负责人": (VIEW,),
        "行政处罚岗": (VIEW, "penalties.handle_penalty"),
        "法制审核岗": (VIEW, "penalties.review_penalty"),
        "行政处罚负责人": (
            VIEW,
            "penalties.decide_penalty",
            "penalties.publish_penalty",
            "penalties.withdraw_publication",
            "penalties.void_penalty",
            "penalties.keep_rules",
        ),
        "分管领导": (VIEW,),
    }
    tones = {"已结案": "good", "未予处罚": "good"}
    heading = Heading("行政处罚", order=25, room="penalties", dates_years=True)
    overview = ("penalties.decided", "penalties.published.on-time", "penalties.decided.on-time")
