"""佐证 as copies: a page as it was, a file, a figure with its records; the digest is of what is kept."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone

from huiyin.audit.actors import Actor, visitor
from huiyin.casework.models import Matter
from huiyin.figures import registry
from huiyin.files import intake, keeping
from huiyin.measuring import inside
from huiyin.measuring.base import Ask, Measurement
from huiyin.personal.keys import UnreadableError
from huiyin.planning.models import Evidence as PlanEvidence
from huiyin.web.addresses import absolute

from .models import Assessment, Evidence, Score

HTML, JSON = "text/html", "application/json"
LONGEST = 120
FETCHING = ("script", "link", "base", "iframe", "object", "embed")


@dataclass(frozen=True)
class Copy:
    """A thing as it was at a moment."""

    kind: str
    label: str
    address: str
    name: str
    media_type: str
    content: bytes


def page(address: str, *, at: datetime) -> Copy:
    """A public page of this site as a visitor sees it now, without what it would fetch.

    Raises:
        ValidationError: it is no page of this site that everybody can open.
    """
    copy = page_or_why(address, at=at)
    if isinstance(copy, str):
        raise ValidationError({"address": copy})
    return copy


def page_or_why(address: str, *, at: datetime) -> Copy | str:
    """The same, or the sentence that says why there is none."""
    parts, site = urlsplit(address.strip()), urlsplit(absolute())
    if parts.netloc not in ("", site.netloc) or not parts.path.startswith("/"):
        return "只能保存本网站的网页；其他网页请打印成 PDF 上传"
    place = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if parts.path.startswith(("/desk/", "/cms/")):
        return "只能保存公众打得开的网页"
    response = inside.get(place)
    if response.status_code != 200 or not response.get("Content-Type", "").startswith(HTML):
        return f"这个网址打不开网页（答复 {response.status_code}），请核对"
    tree = lxml.html.document_fromstring(response.content)
    label = " ".join((tree.findtext(".//title") or place).split())[:LONGEST]
    content = _self_contained(tree, f"{absolute()}{place}", at)
    return Copy(
        Evidence.Kind.PAGE, label, place[:500], intake.clean_name(f"{label}.html"), HTML, content
    )


def _self_contained(tree: Any, address: str, at: datetime) -> bytes:
    """Nothing in it is fetched or sent anywhere; above it stand its address and the moment."""
    for part in list(tree.iter(*FETCHING)):
        part.drop_tree()
    for part in tree.iter():
        for name in ("src", "srcset", "action", "poster"):
            part.attrib.pop(name, None)
    moment = timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
    head = lxml.html.Element("p")
    head.text = f"网页副本　{address}　取得时间 {moment}"
    tree.body.insert(0, head)
    content: bytes = lxml.html.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    return content


def upload(file: UploadedFile) -> Copy:
    """A file that somebody brings, by its content.

    Raises:
        ValidationError: it may not be kept.
    """
    name, kind, content = intake.check(file, intake.DOCUMENTS)
    return Copy(Evidence.Kind.FILE, name[:LONGEST], "", name, kind.media_type, content)


def of_the_plan(assessment: Assessment) -> "QuerySet[PlanEvidence]":
    """What the unit has brought for its own tasks of the plan of that year, the newest first."""
    rows = PlanEvidence.objects.filter(
        item__unit=assessment.unit_id, item__year=assessment.year
    ).exclude(item__state=Matter.VOIDED)
    return rows.select_related("item", "file").order_by("-pk")


def planned(evidence: PlanEvidence) -> Copy:
    """A copy of it, named by its task.

    Raises:
        ValidationError: it is not in the store as it was.
    """
    file = evidence.file
    try:
        content = keeping.content_of(file)
    except (OSError, UnreadableError, ValueError):
        raise ValidationError({"shown": "这份材料不在存储中，请告诉系统管理员"}) from None
    label = f"{evidence.item.reference} {file.name}"[:LONGEST]
    return Copy(Evidence.Kind.FILE, label, "", file.name, file.media_type, content)


def finding(score: Score, measure: str, formula: str, found: Measurement, ask: Ask) -> Copy:
    """What was computed, with everything that it was computed from."""
    said = {
        "指标": str(score), "计算方法": measure, "口径": formula, "计算时间": ask.at.isoformat(),
        "实际": found.value, "要求": found.limit, "问题数": found.faults, "说明": found.note,
        "依据": [{"网址": one.address, "内容": one.sentence} for one in found.evidence],
        "数据": _figures(measure, ask),
    }  # fmt: skip
    content = json.dumps(said, ensure_ascii=False, indent=1).encode()
    name = f"{score.item.code}计算结果.json"
    return Copy(Evidence.Kind.FIGURE, f"{score.item.code}计算结果", "", name, JSON, content)


def _figures(measure: str, ask: Ask) -> list[dict[str, object]]:
    """Value, definition and records of each figure; what is confidential is counted and not named."""
    frozen = []
    for key in filter(lambda one: "." in one, map(str.strip, measure.split("+"))):
        figure, scope = registry.find(key, ask.agency), ask.scope
        reading = registry.read([figure], scope)[key]
        frozen.append(
            {
                "标识": key, "数据": figure.label, "数值": str(reading.value), "单位": figure.unit,
                "口径": figure.definition, "口径版本": figure.version,
                "统计期": scope.period, "统计日": scope.as_of.isoformat(),
                "记录": registry.references(figure, scope, visitor()),
            }
        )  # fmt: skip
    return frozen


def keep(
    score: Score, copy: Copy, *, actor: Actor, at: datetime, automatic: bool = False
) -> Evidence:
    """Store a copy with the score, encrypted; part of the caller's transaction."""
    file = keeping.keep_sealed(copy.name, copy.media_type, copy.content)
    return Evidence.objects.create(
        score=score, kind=copy.kind, label=copy.label, address=copy.address, file=file,
        is_automatic=automatic, taken_at=at, taken_by=actor.name[:100],
    )  # fmt: skip
