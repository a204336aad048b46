"""The words of a penalty, by their article."""

from django.db import models


class Procedure(models.TextChoices):
    ORDINARY = "ordinary", "普通程序"
    ON_SPOT = "on-spot", "简易程序（当场处罚）"


class ReviewGround(models.TextChoices):
    """应当法制审核的情形: 行政处罚法第五十八条第一款."""

    PUBLIC = "public", "涉及重大公共利益"
    HEARING = "hearing", "直接关系当事人或者第三人重大权益，经过听证程序"
    COMPLEX = "complex", "案件情况疑难复杂、涉及多个法律关系"
    STATUTE = "statute", "法律、法规规定应当进行法制审核的其他情形"


class Outcome(models.TextChoices):
    """未予处罚的处理: 第三十三条、第五十七条."""

    MINOR = "minor", "违法行为轻微并及时改正，没有造成危害后果，不予处罚"
    FIRST = "first", "初次违法、危害后果轻微并及时改正，不予处罚"
    NO_FAULT = "no-fault", "没有主观过错，不予处罚"
    UNFOUNDED = "unfounded", "违法事实不能成立"
    CRIME = "crime", "涉嫌犯罪，移送司法机关"
    ELSEWHERE = "elsewhere", "不属于本机关管辖，移送有管辖权的机关"


class Service(models.TextChoices):
    HANDED = "handed", "当场交付"
    DIRECT = "direct", "直接送达"
    LEFT = "left", "留置送达"
    POST = "post", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达（当事人已签确认书）"
    NOTICE = "notice", "公告送达"


class Enforcement(models.TextChoices):
    """第七十二条; 行政强制法第五十三条、第五十四条."""

    SURCHARGE = "surcharge", "加处罚款"
    URGED = "urged", "书面催告"
    PROPERTY = "property", "拍卖、划拨抵缴罚款"
    COURT = "court", "申请人民法院强制执行"
    PAUSED = "paused", "批准延期、分期缴纳"


class Annulment(models.TextChoices):
    """第四十八条第二款."""

    CHANGED = "changed", "变更"
    REVOKED = "revoked", "撤销"
    UNLAWFUL = "unlawful", "确认违法"
    INVALID = "invalid", "确认无效"


class Withheld(models.TextChoices):
    """不得公示的情形."""

    MINOR = "minor", "当事人未满十八周岁"
    SECRET = "secret", "主要事实涉及国家秘密、商业秘密、个人隐私"
    SAFETY = "safety", "公示可能危及国家安全、公共安全、经济安全和社会稳定"
