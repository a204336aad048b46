"""公开时限: from forming to publishing, in working days (政府信息公开条例第二十六条)."""

from collections.abc import Iterator

from .document import Context, Document
from .finding import Finding, Severity
from .registry import check, rule
from .signatures import signed_on

LATE = rule("timeliness.late", "超过公开时限", Severity.WARNING, "政府信息公开条例第二十六条")
UNKNOWN = rule(
    "timeliness.formed-unknown", "没有成文日期", Severity.NOTICE, "政府信息公开条例第十二条"
)
_LONGEST = 3660


@check
def late(document: Document, context: Context) -> Iterator[Finding]:
    """Working days between the two dates against the limit of the column."""
    published, formed = document.published_on, document.formed_on
    if published is None:
        return
    if formed is None:
        if document.doc_number and signed_on(document) is None:
            yield UNKNOWN.on(
                "目录信息",
                document.doc_number,
                "有文号而没有成文日期，请补填：公开时限从成文日起算",
            )
        return
    limit = context.publish_days
    if not limit or context.calendar is None or formed >= published:
        return
    if (published - formed).days > _LONGEST:
        taken = f"{(published - formed).days}天"
    else:
        days = context.calendar.between(formed, published)
        if days <= limit:
            return
        taken = f"{days}个工作日"
    yield LATE.on(
        "目录信息", f"{formed:%Y-%m-%d} 至 {published:%Y-%m-%d}",
        f"从成文到发布用了{taken}，超过本栏目{limit}个工作日的时限，请核对日期或者说明原因",
    )  # fmt: skip
