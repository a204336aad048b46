"""The fixed words of applications for information: columns, results, grounds, ways."""

from django.db import models


class ApplicantKind(models.TextChoices):
    """The six columns of the statutory table (年报第三部分)."""

    PERSON = "person", "自然人"
    COMPANY = "company", "商业企业"
    RESEARCH = "research", "科研机构"
    CHARITY = "charity", "社会公益组织"
    LEGAL_SERVICE = "legal-service", "法律服务机构"
    OTHER = "other", "其他"


class Channel(models.TextChoices):
    """申请渠道; each has its own day of receipt (条例第三十一条)."""

    COUNTER = "counter", "当面提交"
    LETTER = "letter", "邮寄"
    ONLINE = "online", "网上申请"
    FAX = "fax", "传真"
    PLAIN_LETTER = "plain-letter", "平常信函"


class ConfirmMethod(models.TextChoices):
    """How the office and the applicant confirmed that the application is there."""

    PHONE = "phone", "电话"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    ONLINE = "online", "网上"
    VISIT = "visit", "当面"


class IdKind(models.TextChoices):
    RESIDENT = "resident", "居民身份证"
    PASSPORT = "passport", "护照"
    OFFICER = "officer", "军官证"
    HK_MACAO = "hk-macao", "港澳居民来往内地通行证"
    TAIWAN = "taiwan", "台湾居民来往大陆通行证"
    FOREIGNER = "foreigner", "外国人永久居留证"
    OTHER = "other", "其他"


class DeliveryForm(models.TextChoices):
    PAPER = "paper", "纸面"
    EMAIL = "email", "电子邮件"
    DISC = "disc", "光盘等电子数据"
    OTHER = "other", "其他"


class DeliveryChannel(models.TextChoices):
    POST = "post", "邮寄"
    EMAIL = "email", "电子邮件"
    ONLINE = "online", "网上获取"
    PICKUP = "pickup", "自行领取"
    FAX = "fax", "传真"


class Decision(models.TextChoices):
    """办理结果: the 21 result rows of the statutory table, keyed as there."""

    FULL = "r3_1", "予以公开"
    PARTIAL = "r3_2", "部分公开"
    STATE_SECRET = "r3_3_1", "不予公开：属于国家秘密"
    FORBIDDEN_BY_LAW = "r3_3_2", "不予公开：其他法律行政法规禁止公开"
    SAFETY = "r3_3_3", "不予公开：危及“三安全一稳定”"
    THIRD_PARTY_RIGHTS = "r3_3_4", "不予公开：保护第三方合法权益"
    INTERNAL = "r3_3_5", "不予公开：属于三类内部事务信息"
    IN_PROCESS = "r3_3_6", "不予公开：属于四类过程性信息"
    ENFORCEMENT_FILE = "r3_3_7", "不予公开：属于行政执法案卷"
    ADMINISTRATIVE_QUERY = "r3_3_8", "不予公开：属于行政查询事项"
    NOT_HELD = "r3_4_1", "无法提供：本机关不掌握相关政府信息"
    TO_BE_MADE = "r3_4_2", "无法提供：没有现成信息需要另行制作"
    STILL_UNCLEAR = "r3_4_3", "无法提供：补正后申请内容仍不明确"
    COMPLAINT = "r3_5_1", "不予处理：信访举报投诉类申请"
    REPEATED = "r3_5_2", "不予处理：重复申请"
    PUBLICATION = "r3_5_3", "不予处理：要求提供公开出版物"
    EXCESSIVE = "r3_5_4", "不予处理：无正当理由大量反复申请"
    RECONFIRMATION = "r3_5_5", "不予处理：要求行政机关确认或重新出具已获取信息"
    NOT_CORRECTED = "r3_6_1", "其他处理：申请人无正当理由逾期不补正"
    FEE_NOT_PAID = "r3_6_2", "其他处理：申请人逾期未缴纳费用"
    OTHER = "r3_6_3", "其他处理：其他"


class Exemption(models.TextChoices):
    """不予公开的理由, by article of the Regulation."""

    STATE_SECRET = "E14a", "依法确定为国家秘密（条例第十四条）"
    FORBIDDEN_BY_LAW = "E14b", "法律、行政法规禁止公开（条例第十四条）"
    SAFETY = "E14c", "公开后可能危及国家安全、公共安全、经济安全、社会稳定（条例第十四条）"
    THIRD_PARTY_RIGHTS = "E15", "公开会损害第三方合法权益（条例第十五条）"
    INTERNAL = "E16-1", "内部事务信息（条例第十六条第一款）"
    IN_PROCESS = "E16-2", "过程性信息（条例第十六条第二款）"
    ENFORCEMENT_FILE = "E16-3", "行政执法案卷信息（条例第十六条第二款）"
    ADMINISTRATIVE_QUERY = "E36-7", "依照有关法律、行政法规查询（条例第三十六条第七项）"


EXEMPTION_OF: dict[str, Exemption] = {
    Decision.STATE_SECRET: Exemption.STATE_SECRET,
    Decision.FORBIDDEN_BY_LAW: Exemption.FORBIDDEN_BY_LAW,
    Decision.SAFETY: Exemption.SAFETY,
    Decision.THIRD_PARTY_RIGHTS: Exemption.THIRD_PARTY_RIGHTS,
    Decision.INTERNAL: Exemption.INTERNAL,
    Decision.IN_PROCESS: Exemption.IN_PROCESS,
    Decision.ENFORCEMENT_FILE: Exemption.ENFORCEMENT_FILE,
    Decision.ADMINISTRATIVE_QUERY: Exemption.ADMINISTRATIVE_QUERY,
}
"""The ground that a refusal rests on; 部分公开 may rest on any."""


class ConsultationKind(models.TextChoices):
    """Whose opinion: only an own department does not stop the clock (条例第三十三条第三款)."""

    THIRD_PARTY = "third-party", "第三方"
    CO_MAKER = "co-maker", "共同制作机关"
    DEPARTMENT = "department", "本机关科室"
    ORGAN = "organ", "其他机关"


class Opinion(models.TextChoices):
    AGREE = "agree", "同意公开"
    REFUSE = "refuse", "不同意公开"
    NONE = "none", "逾期未答复"


class FeeBasis(models.TextChoices):
    ITEM = "per-item", "按件计收"
    PAGE = "per-page", "按量计收"
    RECORDED = "recorded", "按登记的金额"
    """An old register tells the sum only; never the way of a new notice."""

    @classmethod
    def offered(cls) -> list[tuple[str, str]]:
        """The two ways of 国办函〔2020〕109号."""
        return [(str(one), str(one.label)) for one in (cls.ITEM, cls.PAGE)]


class ServiceMethod(models.TextChoices):
    """送达方式; by post means the postal enterprise, no courier (国办公开办函〔2016〕235号)."""

    DIRECT = "direct", "直接送达"
    ENTRUSTED = "entrusted", "委托送达"
    POST = "post", "邮政寄递"
    ELECTRONIC = "electronic", "电子送达"


class NoticeOf(models.TextChoices):
    """What is asked of the applicant by a notice that has to reach it."""

    CORRECTION = "correction", "补正告知"
    REASONS = "reasons", "说明理由告知"
    FEE = "fee", "收费通知"


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    PARTLY = "partly", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class FileRole(models.TextChoices):
    IDENTITY = "identity", "身份证明"
    CORRECTION = "correction", "补正材料"
    ANSWER = "answer", "答复附件"
    PAYMENT = "payment", "缴费凭证"
    SIGNED_PAPER = "signed-paper", "已作出的答复"
    OTHER = "other", "其他材料"


class PaperKind(models.TextChoices):
    RECEIPT = "receipt", "登记回执"
    CORRECTION = "correction", "补正告知书"
    REASONS = "reasons", "说明理由告知书"
    EXTENSION = "extension", "延期答复告知书"
    THIRD_PARTY = "third-party", "第三方意见征询函"
    CONSULTING = "consulting", "征求意见告知书"
    CO_MAKER = "co-maker", "征求意见书（共同制作机关）"
    ORGAN = "organ", "征求意见书（其他机关）"
    ASSISTANCE = "assistance", "协办函"
    FEE = "fee", "收费通知"
    ANSWER = "answer", "答复书"
    DISCLOSED_ANYWAY = "disclosed-anyway", "第三方告知书"
    OTHER = "other", "不予处理告知书"
    NO_LONGER = "no-longer", "不再处理告知书"
    ENDED = "ended", "终结办理告知书"


class RemedyKind(models.TextChoices):
    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "未经复议直接起诉"
    LITIGATION_AFTER = "litigation-after", "复议后起诉"


class Outcome(models.TextChoices):
    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"
    PENDING = "pending", "尚未审结"


class Alarm(models.TextChoices):
    """Kinds of dates that the nightly reminder names, each date once."""

    UNCONFIRMED = "unconfirmed", "逾期未与申请人确认收到"
    DUE_SOON = "due-soon", "三个工作日内到期"
    OVERDUE = "overdue", "已超期"
    SILENT = "silent", "征求意见期限届满，对方未答复"
    UNRECEIVED = "unreceived", "征求意见已经发出，没有登记对方收到的日期"
    UNSERVED = "unserved", "告知已经发出，没有登记申请人收到的日期"
    UNCORRECTED = "uncorrected", "补正期限届满，可按逾期不补正办结"
    UNEXPLAINED = "unexplained", "说明理由期限届满"
    UNPAID = "unpaid", "缴费期限届满，可按逾期未缴费办结"
    HEARING = "hearing", "听证（开庭）临近"
    REPLY = "reply", "复议答复（应诉答辩）期限临近"
