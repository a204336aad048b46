"""主体归并: its fields, as the form asks and the desk shows them."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import Unification

SHEET = Sheet(
    Unification,
    Section(
        "归并",
        Field(
            "kept_code",
            help="以后在这个代码下查看全部记录；自然人填写主体页面上的证件号码摘要",
        ),
        Field("joined_code", help="统一社会信用代码、原有代码；自然人填写证件号码摘要"),
        Field("grounds", help="例如“登记机关变更登记通知书载明换发新代码”"),
        "proposed_on",
        "confirm_by",
    ),
    Section("办理", "decided_on", "refusal", "parted_on", "part_reason", "void_reason"),
    dated_by="proposed_on",
)
