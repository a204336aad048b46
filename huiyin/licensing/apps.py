from huiyin.casework.kinds import Group, Heading, MatterConfig, PageDoor, RoomDoor

KEEPER = (
    "licensing.view_ledger",
    "licensing.register_licence",
    "licensing.publish_licence",
    "subjects.look_up",
    "subjects.issue_statement",
)


class LicensingConfig(MatterConfig):
    name = "huiyin.licensing"
    verbose_name = "行政许可"
    declares = ("deadlines", "disclosed", "figures")
    doors = (
        RoomDoor("licences", "stamp", Group.CASES),
        PageDoor(
            "许可事项对应词", "/desk/licence-words/", "words", Group.REST, ("licensing.keep_words",)
        ),
    )
    posts = {
        "信息公开负责人": ("licensing.view_ledger", "subjects.look_up"),
        "行政审批岗": KEEPER,
        "行政审批负责人": (
            *KEEPER,
            "licensing.void_licence",
            "licensing.withdraw_publication",
            "licensing.issue_certificate",
            "licensing.keep_words",
        ),
        "分管领导": ("licensing.view_ledger", "subjects.look_up"),
    }
    verbs = {"certificate.read": "查看许可证"}
    tones = {"有效": "good", "已撤销": "bad"}
    heading = Heading("行政许可", order=20, room="licences", dates_years=True)
    overview = (
        "licensing.decided",
        "licensing.published.on-time",
        "licensing.published.late",
    )
