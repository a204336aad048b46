"""Applications and facts for every letter; the persons are invented."""

from datetime import date

from huiyin.foi import actions
from huiyin.foi.models import (
    Application,
    Consultation,
    ConsultationKind,
    Decision,
    Exemption,
    Fee,
    FeeBasis,
    Ground,
    PaperKind,
)

NAME, PHONE = "柳青禾", "13900000017"
DECISION_FACTS = {
    Decision.FULL: {"提供方式": "可以在本机关网站“政府信息公开”栏目查阅。"},
    Decision.PARTIAL: {"公开内容": "《清运合同》第一条至第十二条", "提供方式": "到本机关政务公开窗口领取复制件。"},
    Decision.STATE_SECRET: {"定密依据": "有关保密事项范围第三条，密级为秘密"},
    Decision.FORBIDDEN_BY_LAW: {"禁止规定": "《中华人民共和国统计法》第九条"},
    Decision.SAFETY: {},
    Decision.THIRD_PARTY_RIGHTS: {"第三方权益": "商业秘密"},
    Decision.INTERNAL: {"信息类别": "内部工作流程"},
    Decision.IN_PROCESS: {"信息类别": "过程稿"},
    Decision.ENFORCEMENT_FILE: {"案卷名称": "云城管罚字〔2025〕31号案卷"},
    Decision.ADMINISTRATIVE_QUERY: {"查询事项": "不动产登记资料", "查询规定": "《不动产登记资料查询暂行办法》", "办理途径": "云溪市不动产登记中心查询窗口"},
    Decision.NOT_HELD: {"不掌握的情形": "经以“渣土”“清运台账”为关键词检索本机关2019年以来的电子和纸质档案，没有查到该信息。", "适用条款": "第三十六条第四项"},
    Decision.TO_BE_MADE: {},
    Decision.STILL_UNCLEAR: {"不明确之处": "没有说明所指的是哪一个项目。"},
    Decision.COMPLAINT: {"相应渠道": "云溪市12345政务服务便民热线"},
    Decision.REPEATED: {"原答复日期": "2025年6月3日", "原答复文号": "云城管公复〔2025〕7号"},
    Decision.PUBLICATION: {"出版物": "《云溪年鉴（2024）》", "获取途径": "云溪市图书馆地方文献室"},
    Decision.EXCESSIVE: {},
    Decision.RECONFIRMATION: {"已获取情况": "2025年8月以复制件方式取得"},
    Decision.NOT_CORRECTED: {"补正告知日期": "2026年2月3日", "补正期限": "2026年2月28日"},
    Decision.FEE_NOT_PAID: {"收费通知日期": "2026年1月20日", "缴费期限": "2026年2月24日"},
    Decision.OTHER: {"情况说明": "您于2026年2月27日书面撤回了该政府信息公开申请。"},
}  # fmt: skip
ANSWER_TEXT = "经核查，情况如下：\n一、该信息形成于2024年。\n二、共 3 份，请注意查收"
"""What was drafted: paragraphs, one of them without a mark at its end."""
KIND_FACTS = {
    PaperKind.RECEIPT: {},
    PaperKind.CORRECTION: {
        "补正事项": "1.所指清运项目的名称或者地点；\n2.所需信息的起止时间；\n3.受托人的授权委托书。",
        "补正期限": "2026年3月20日",
    },
    PaperKind.REASONS: {
        "说明事项": "2026年2月1日至2月28日，您就同一清运项目共提出申请43件，其中31件内容相近。",
        "说明期限": "2026年3月17日",
    },
    PaperKind.EXTENSION: {
        "延期理由": "申请获取的信息涉及2019年以来的七个清运项目，分存于三个科室，检索和审查需要较长时间。",
        "延长天数": "15",
    },
    PaperKind.THIRD_PARTY: {
        "涉及内容": "《老城区建筑垃圾清运合同》及其附件，主要内容为清运范围、单价和违约责任。"
    },
    PaperKind.CONSULTING: {},
    PaperKind.CO_MAKER: {"涉及内容": "《老城区建筑垃圾清运联合执法方案》全文。"},
    PaperKind.ORGAN: {"涉及内容": "《渣土运输路线》全文。", "协办期限": "2026年3月10日"},
    PaperKind.ASSISTANCE: {
        "涉及内容": "2024年度老城区建筑垃圾清运台账。",
        "协办期限": "2026年3月10日",
    },
    PaperKind.FEE: {"缴纳方式": "凭本通知到云溪市政务服务中心非税收入窗口缴纳。"},
    PaperKind.DISCLOSED_ANYWAY: {
        "涉及内容": "《老城区建筑垃圾清运合同》中的清运范围和安全责任条款。",
        "公开理由": "上述条款关系周边居民的出行安全，不公开可能对公共利益造成重大影响。",
    },
}
CONSULTED = {
    PaperKind.THIRD_PARTY: (ConsultationKind.THIRD_PARTY, "云溪市样例清运有限公司"),
    PaperKind.CONSULTING: (ConsultationKind.THIRD_PARTY, "云溪市样例清运有限公司"),
    PaperKind.DISCLOSED_ANYWAY: (ConsultationKind.THIRD_PARTY, "云溪市样例清运有限公司"),
    PaperKind.CO_MAKER: (ConsultationKind.CO_MAKER, "云溪市公安局"),
    PaperKind.ORGAN: (ConsultationKind.ORGAN, "云溪市交通运输局"),
    PaperKind.ASSISTANCE: (ConsultationKind.DEPARTMENT, "监督指挥科"),
}
TO_OTHERS = [PaperKind.THIRD_PARTY, PaperKind.CO_MAKER, PaperKind.ORGAN, PaperKind.ASSISTANCE]


def application(bureau, robot, morning, **values):
    """One application, registered; received on a Monday three weeks before the morning."""
    return actions.register(
        Application(
            **{
                "agency": bureau,
                "channel": "online",
                "applicant_kind": "person",
                "applicant_name": NAME,
                "applicant_phone": PHONE,
                "applicant_address": "云溪市南门街道样例路7号",
                "description": "2024年度老城区建筑垃圾清运合同及清运台账。",
                "delivery_form": "paper",
                "delivery_channel": "post",
                "received_on": date(2026, 2, 9),
                **values,
            }
        ),
        actor=robot,
        at=morning,
    )


def asked(case, whom, opinion, kind=ConsultationKind.THIRD_PARTY):
    """An enquiry, with what was said to it."""
    return Consultation.objects.create(
        application=case, kind=kind, whom=whom, sent_on=date(2026, 2, 12), opinion=opinion,
        replied_on=date(2026, 2, 26) if opinion else None,
    )  # fmt: skip


def prepare(case, kind):
    """What must be on record before a letter of this kind can be drawn."""
    if kind in CONSULTED:
        whom, name = CONSULTED[kind]
        asked(case, name, "refuse" if kind == PaperKind.DISCLOSED_ANYWAY else "", kind=whom)
    if kind == PaperKind.FEE:
        Fee.objects.create(
            application=case,
            basis=FeeBasis.PAGE,
            count=250,
            amount=470000,
            noticed_on=date(2026, 3, 3),
            due_on=date(2026, 3, 31),
        )


def decide(case, decision):
    """The draft of an answer, as far as the letters read it."""
    case.draft_decision, case.draft_text = decision, ANSWER_TEXT
    case.draft_letter = dict(DECISION_FACTS[decision])
    case.save(update_fields=["draft_decision", "draft_text", "draft_letter"])
    if decision == Decision.THIRD_PARTY_RIGHTS and not case.consultations.exists():
        asked(case, "云溪市样例清运有限公司", "refuse")
    if decision == Decision.PARTIAL:
        Ground.objects.create(
            application=case,
            code=Exemption.THIRD_PARTY_RIGHTS,
            portion="《清运合同》附件二的成本构成",
            reason="属于第三方的商业秘密，第三方不同意公开且有合理理由",
        )
        Ground.objects.create(
            application=case,
            code=Exemption.IN_PROCESS,
            portion="台账中的内部审核意见",
            reason="是未定稿的讨论记录。",
        )
    return case
