"""/api/docs: what there is and how to call it, for the engineer of a partner; no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.web.addresses import absolute
from huiyin.web.context import Section
from huiyin.web.problems import TITLES

from . import offered
from .parameters import MOST, USUAL, parameters_of
from .resources import Records, address_of

SECTION = Section(
    "数据接口",
    "公开数据的程序接口：怎样读取、有哪些字段和参数",
    "接口,API,OpenAPI,数据",
    "数据开放",
)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every resource with its address, parameters and fields."""
    resources = [
        {
            "key": one.key,
            "title": one.title,
            "about": one.about,
            "path": address_of(one.key),
            "page": one.page,
            "is_paged": isinstance(one, Records),
            "columns": one.columns,
            "parameters": [
                p for p in parameters_of(one) if p.name not in ("limit", "cursor", "fields")
            ],
        }
        for one in offered.every()
    ]
    context = {
        "column": SECTION,
        "door": "data",
        "resources": resources,
        "base": absolute(),
        "usual": USUAL,
        "most": MOST,
        "refusals": sorted(TITLES.items()),
    }
    return render(request, "api/docs.html", context)
