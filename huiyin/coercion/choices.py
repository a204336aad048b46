"""The kinds of 行政强制, by their article."""

from django.db import models


class Type(models.TextChoices):
    """行政强制措施 (第九条), then 行政强制执行 (第十二条).

    限制公民人身自由 is not among them: it needs a law of its own (第十条), and no law gives it to
    an office of urban management.
    """

    PREMISES = "premises", "查封场所、设施或者财物"
    SEIZURE = "seizure", "扣押财物"
    FREEZING = "freezing", "冻结存款、汇款"
    OTHER_MEASURE = "other-measure", "其他行政强制措施"
    SURCHARGE = "surcharge", "加处罚款或者滞纳金"
    TRANSFER = "transfer", "划拨存款、汇款"
    AUCTION = "auction", "拍卖或者依法处理查封、扣押的场所、设施或者财物"
    RESTORATION = "restoration", "排除妨碍、恢复原状"
    SUBSTITUTE = "substitute", "代履行"
    OTHER_EXECUTION = "other-execution", "其他强制执行方式"


TIMED = frozenset({Type.PREMISES, Type.SEIZURE, Type.FREEZING})
"""Thirty days at most, and thirty more (第二十五条、第三十二条)."""
MEASURES = TIMED | {Type.OTHER_MEASURE}
EXECUTIONS = frozenset(Type) - MEASURES


class Lifted(models.TextChoices):
    """解除的情形: 第二十八条、第三十三条."""

    INNOCENT = "innocent", "当事人没有违法行为"
    UNRELATED = "unrelated", "场所、设施、财物或者款项与违法行为无关"
    DECIDED = "decided", "已经作出处理决定，不再需要"
    EXPIRED = "expired", "期限已经届满"
    OTHER = "other", "其他不再需要采取措施的情形"
