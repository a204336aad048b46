"""重大行政决策: the fields of a matter, and of an opinion that somebody sent."""

from huiyin.casework.sheets import Field, Section, Sheet

from .models import Decision, Opinion

DECISION = Sheet(
    Decision,
    Section(
        "事项",
        Field("name"),
        Field("department"),
        Field("basis"),
        Field("explanation"),
        Field("draft"),
        Field("draft_link"),
        Field("ways"),
        "void_reason",
    ),
    Section(
        "征求意见",
        "consult_from",
        "consult_until",
        Field("short_reason", needed_when="缩短期限的必填", help="不足规定天数时必填，将对外公布"),
        "feedback_due_on",
        "feedback_on",
        "other_opinions",
        "adoption",
    ),
    Section(
        "审议和结果",
        "meeting",
        "deliberated_on",
        "outcome",
        "outcome_link",
        "outcome_on",
        "ended_on",
        "end_reason",
    ),
    dated_by="consult_from",
)
OPINION = Sheet(
    Opinion,
    Section("意见", "decision", "text", "name", "contact", "sent_on", "void_reason"),
    Section("处理", "outcome", "answer", "handled_on"),
    dated_by="sent_on",
)
