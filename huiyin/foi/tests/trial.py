"""The table of moves of an application: from where to where, by which right, and by whom never."""

from dataclasses import replace
from datetime import date, timedelta

from huiyin.accounts.models import User
from huiyin.casework.testing import EVERYBODY, VISITOR, Row, Start, Trial, stays
from huiyin.foi.actions import applicant_actor, register, submit, workflow
from huiyin.foi.models import ApplicantKind, Application, Channel
from huiyin.organisations.models import Membership
from huiyin.organisations.roles import ensure_posts

from . import factories

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
LATER = date(2026, 4, 20)
MUCH_LATER = timedelta(days=48)
OPEN = tuple(sorted(Application.OPEN))
REGISTER, HANDLE = "foi.register_application", "foi.handle_application"
EXTEND, REVIEW, SIGN = "foi.approve_extension", "foi.review_answer", "foi.sign_answer"
RECORD, CONFIRM = "foi.record_answer", "foi.confirm_answer"
APPLICANT = ("applicant",)
WANTED = {"wanted": "请写明所需文件的年份"}
MANY = {"wanted": "本月已提出四十件", "due_on": date(2026, 3, 10)}
FEE = {"basis": "per-item", "count": 11, "noticed_on": TUESDAY}
EXTENDED = ("received", "reasoning", "consulting", "drafted", "reviewed", "signed")
SERVED = {"method": "direct", "received_on": TUESDAY, "receipt": "回证 1 号"}


def application(bureau, **values):
    return Application(
        **{
            "agency": bureau, "channel": Channel.ONLINE, "applicant_kind": ApplicantKind.PERSON,
            "applicant_name": "欧阳测试", "description": "二〇二五年预算", "received_on": MONDAY,
            **values,
        }
    )  # fmt: skip


def prepare(scene):
    """Somebody with a post in the agency, to whom applications are assigned."""
    post = ensure_posts(scene.bureau)["信息公开岗"]
    user = User.objects.create(username="handler")
    Membership.objects.create(user=user, post=post, since=date(2019, 1, 1))


def other_applicant(matter):
    return replace(applicant_actor(matter), key=f"applicant:{matter.pk + 1}")


WAYS = {
    "submitted": ["submit"],
    "received": ["register"],
    "correcting": ["register", "ask_correction"],
    "reasoning": ["register", "ask_reasons"],
    "paying": ["register", "notice_fee"],
    "consulting": ["register", "consult"],
    "drafted": ["register", "draft_answer"],
    "reviewed": ["register", "draft_answer", "review"],
    "signed": ["register", "draft_answer", "review", "sign"],
    "entered": ["register", "answer"],
    "answered": ["register", "draft_answer", "review", "sign", "serve"],
    "voided": ["register", "void"],
}

TRIAL = Trial(
    workflow,
    starts={
        "register": Start(REGISTER, make=lambda s, who: register(application(s.bureau), actor=who, at=s.at)),
        "submit": Start(EVERYBODY, also=(VISITOR,), make=lambda s, who: submit(application(s.bureau), actor=who, at=s.at)),
    },
    prepare=prepare,
    people={"applicant": applicant_actor, "other applicant": other_applicant},
    ways=WAYS,
    moves={
        # intake
        "amend": Row(REGISTER, to=stays(*OPEN, "answered"), arguments={"values": {"delivery": "邮寄"}}),
        "confirm": Row(HANDLE, to={"submitted": "received"}, arguments={"confirmed_on": TUESDAY, "method": "phone"}),
        "confirm_online": Row(HANDLE, also=APPLICANT, to=stays("submitted")),
        "renew_code": Row(REGISTER, to=stays(*OPEN, "answered")),
        "assign": Row("foi.assign_application", to=stays(*OPEN), arguments=lambda m: {"handler": User.objects.get(username="handler")}),
        "split": Row(f"{REGISTER} & {HANDLE}", to=stays("received"), arguments={"parts": ["第一项", "第二项"]}),
        # what is asked of the applicant
        "ask_correction": (
            Row(HANDLE, to={"received": "correcting"}, arguments=WANTED),
            Row(HANDLE, unmet=("received",), before=("ask_correction", "receive_correction"), arguments=WANTED),
        ),
        "receive_correction": Row(HANDLE, also=APPLICANT, to={"correcting": "received"}, arguments={"received_on": TUESDAY}),
        "note_notice_served": (
            Row(HANDLE, to=stays("correcting", "reasoning", "paying"), arguments=SERVED),
            Row(HANDLE, unmet=("correcting", "reasoning", "paying"), before=("note_notice_served",), arguments=SERVED),
        ),
        "lapse_correction": (
            # nobody knows that the notice arrived: no time has run
            Row(HANDLE, unmet=("correcting",), arguments={"closed_on": LATER}, after=MUCH_LATER),
            Row(HANDLE, to={"correcting": "entered"}, before=("note_notice_served",), arguments={"closed_on": LATER}, after=MUCH_LATER),
        ),
        "ask_reasons": (
            Row(HANDLE, to={"received": "reasoning"}, arguments=MANY),
            Row(HANDLE, unmet=("received",), before=("ask_reasons", "receive_reasons"), arguments=MANY),
        ),
        "receive_reasons": Row(HANDLE, also=APPLICANT, to={"reasoning": "received"}, arguments={"reasons": "用于学术研究"}),
        "delay": (
            Row(EXTEND, unmet=("received",), arguments={"until": date(2026, 5, 20)}),
            Row(EXTEND, to=stays("received"), before=("ask_reasons", "receive_reasons"), arguments={"until": date(2026, 5, 20)}),
            Row(EXTEND, unmet=("received",), before=("ask_reasons", "receive_reasons", "delay"), arguments={"until": date(2026, 5, 20)}),
        ),
        "refuse_reasons": (
            # there is still time to give them, and they were not even asked for
            Row(HANDLE, unmet=("reasoning", "received"), arguments={"text": "理由与所申请的信息无关"}),
            Row(HANDLE, to={"reasoning": "drafted"}, before=("note_notice_served",), arguments={"text": "理由与所申请的信息无关"}, after=MUCH_LATER),
        ),
        # what is asked of others
        "consult": Row(HANDLE, to={"received": "consulting", "consulting": "consulting"}, arguments={"sent_on": MONDAY, "whom": "云溪市样例建设有限公司"}),
        "note_enquiry_received": Row(HANDLE, to=stays("consulting"), unmet=("received",), arguments={"received_on": TUESDAY}),
        "receive_opinion": Row(
            HANDLE, to={"consulting": "received"}, unmet=("received", "drafted", "reviewed"),
            arguments={"received_on": TUESDAY, "opinion": "agree"},
        ),
        "notice_fee": (
            Row(HANDLE, to={"received": "paying"}, arguments=FEE),
            Row(HANDLE, unmet=("received",), before=("notice_fee", "receive_payment"), arguments=FEE),
        ),
        "receive_payment": Row(HANDLE, to={"paying": "received"}, arguments={"paid_on": TUESDAY}),
        "claim_payment": Row(HANDLE, also=APPLICANT, to=stays("paying"), arguments={"paid_on": TUESDAY}),
        "lapse_payment": (
            Row(HANDLE, unmet=("paying",), arguments={"closed_on": LATER}, after=MUCH_LATER),
            Row(HANDLE, to={"paying": "entered"}, before=("note_notice_served",), arguments={"closed_on": LATER}, after=MUCH_LATER),
        ),
        # the answer
        "extend": (
            Row(EXTEND, to=stays(*EXTENDED), arguments={"days": 20, "reason": "档案需从外地调取"}),
            Row(EXTEND, unmet=("received",), after=MUCH_LATER, arguments={"days": 20, "reason": "档案需从外地调取"}),
        ),
        "draft_answer": Row(HANDLE, to={"received": "drafted", "drafted": "drafted"}, arguments=factories.DRAFT),
        "review": Row(REVIEW, barred=("draft_answer",), to={"drafted": "reviewed"}, arguments=factories.OPINIONS),
        "return_draft": (
            Row(REVIEW, to=dict.fromkeys(("drafted", "reviewed", "signed"), "received"), arguments={"reason": "请补充依据"}),
            Row(SIGN, to=dict.fromkeys(("drafted", "reviewed", "signed"), "received"), arguments={"reason": "请补充依据"}),
        ),
        "sign": Row(SIGN, barred=("draft_answer",), to={"reviewed": "signed"}),
        "serve": Row(HANDLE, to={"signed": "answered"}, arguments={"method": "post", "served_on": TUESDAY, "post_number": "EMS 3"}),
        "answer": Row(RECORD, to={"received": "entered"}, unmet=("correcting", "paying"), arguments=lambda m: factories.on_paper(m, TUESDAY)),
        "confirm_answer": Row(CONFIRM, barred=("register", "answer"), to={"entered": "answered"}),
        "return_answer": (
            Row(RECORD, to={"entered": "received"}, arguments={"reason": "与答复书不符"}),
            Row(CONFIRM, to={"entered": "received"}, arguments={"reason": "与答复书不符"}),
        ),
        "withdraw": Row(also=APPLICANT, system=False, to=dict.fromkeys(OPEN, "answered"), arguments={"withdrawn_on": TUESDAY}),
        "enter_withdrawal": Row(
            HANDLE, to=dict.fromkeys(set(OPEN) - {"submitted", "entered"}, "entered"),
            arguments={"withdrawn_on": TUESDAY, "note": "来信撤回"},
        ),
        # afterwards
        "contest": Row(HANDLE, to=stays("answered"), arguments={"kind": "reconsideration", "organ": "云溪市人民政府", "filed_on": TUESDAY}),
        "note_answer_received": (
            Row(HANDLE, to=stays("answered"), arguments={"delivered_on": TUESDAY}),
            Row(HANDLE, unmet=("answered",), before=("note_answer_received",), arguments={"delivered_on": TUESDAY}),
        ),
        "note_remedy": (
            Row(HANDLE, unmet=("answered",), arguments={"remedy": 0}),
            Row(HANDLE, to=stays("answered"), before=("contest",), arguments=lambda m: {"remedy": m.remedies.get().pk}),
        ),
        "rate": (
            Row(HANDLE, also=APPLICANT, to=stays("answered"), arguments={"satisfaction": "satisfied"}),
            Row(HANDLE, also=APPLICANT, unmet=("answered",), before=("rate",), arguments={"satisfaction": "fair"}),
        ),
        "recount": Row(to=stays(*OPEN), arguments={"because": "测试"}),
        # nobody who entered or handled it
        "void": tuple(
            Row("foi.void_application", barred=tuple(WAYS[state]), to={state: "voided"}, arguments={"reason": "重复录入"})
            for state in (*OPEN, "answered")
        ),
    },
)  # fmt: skip
