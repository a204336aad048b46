"""What a subject may be, and by which codes it was known."""

from django.db import models


class SubjectKind(models.TextChoices):
    ORGANISATION = "organisation", "法人及非法人组织"
    SOLE_TRADER = "sole-trader", "个体工商户"
    PERSON = "person", "自然人"


class Scheme(models.TextChoices):
    """代码类型: what numbered organisations before the one code, and beside it."""

    REGISTRATION = "registration", "工商注册号"
    ORGANISATION = "organisation", "组织机构代码"
    INSTITUTION = "institution", "事业单位证书号"
    SOCIETY = "society", "社会组织登记证号"
