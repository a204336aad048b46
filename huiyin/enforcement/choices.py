"""The words of an inspection: 国办发〔2024〕54号, 行政强制法."""

from django.db import models


class Mode(models.TextChoices):
    """检查类型. The last two are not counted against the yearly cap (国办发〔2024〕54号)."""

    DAILY = "daily", "日常检查"
    SPECIAL = "special", "专项检查"
    RANDOM = "random", "双随机抽查"
    CLUE = "clue", "按线索检查（不计入频次）"
    ASKED = "asked", "应企业申请（不计入频次）"


UNCOUNTED = frozenset({Mode.CLUE, Mode.ASKED})


class ClueSource(models.TextChoices):
    HOTLINE = "hotline", "热线诉求"
    COMPLAINT = "complaint", "投诉举报"
    REFERRED = "referred", "转办交办"
    DATA = "data", "数据监测"


class Way(models.TextChoices):
    ON_SITE = "on-site", "现场检查"
    OFF_SITE = "off-site", "非现场检查"


class Result(models.TextChoices):
    CLEAN = "clean", "未发现问题"
    CORRECT = "correct", "责令改正"
    FILED = "filed", "移送立案"


class Business(models.TextChoices):
    """检查对象: whom a yearly cap protects; natural persons are not among them."""

    ORGANISATION = "organisation", "法人及非法人组织"
    SOLE_TRADER = "sole-trader", "个体工商户"


class BodySort(models.TextChoices):
    STATUTORY = "statutory", "法定行政机关"
    AUTHORISED = "authorised", "法律、法规授权的组织"
    ENTRUSTED = "entrusted", "受委托的组织"
