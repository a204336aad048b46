"""What every list understands besides its own filters: how many, from where, which fields."""

from .resources import Parameter, Records, Resource

USUAL, MOST = 50, 200
"""Records in one answer."""
LIMIT = Parameter(
    "limit",
    f"一次最多几条，1 到 {MOST}；不写就是 {USUAL} 条",
    {"type": "string", "pattern": "^([1-9]|[1-9][0-9]|1[0-9]{2}|200)$"},
    f"请填写 1 到 {MOST} 的整数",
)
CURSOR = Parameter(
    "cursor", "从哪里接着读，见上一次答复的 next", {"type": "string", "maxLength": 1000}
)


def fields_of(of: Resource) -> Parameter:
    names = "|".join(of.names)
    return Parameter(
        "fields",
        "只要这些字段，用半角逗号隔开；id、self、page 总是有的",
        {"type": "string", "pattern": f"^({names})(,({names}))*$", "maxLength": 2000},
        f"只能是：{'、'.join(of.names)}，用半角逗号隔开",
    )


def parameters_of(of: Resource) -> tuple[Parameter, ...]:
    """All that the address of a list understands."""
    paged = (LIMIT, CURSOR) if isinstance(of, Records) else ()
    return (*of.parameters(), *paged, fields_of(of))
