"""起草: from the first line to 送审."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from lxml import html as lxml_html

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.forms import LineField, NumberField, TextField
from huiyin.casework.ordinary import Ordinary
from huiyin.disclosure.models import AgencyPage, ColumnPage, DocumentAttachment, DocumentPage
from huiyin.disclosure.tree.actions import next_index_number, slug_in
from huiyin.editorial import attaching, chains, checking, proof, rules, suggestions
from huiyin.editorial.models import Manuscript, Outcome, Review
from huiyin.editorial.word_file import NO_WORDS
from huiyin.files.models import StoredFile
from huiyin.organisations.models import Organisation
from huiyin.web.html import to_text

from .flow import (
    Finding,
    State,
    as_it_is_public,
    back_to_drafting,
    keep_revision,
    user_of,
    workflow,
)

NUMBERS = numbering.declare("GJ", "editorial", 5)


@workflow.start("起草", rule=rules.may_begin)
def begin(
    column: ColumnPage,
    agency: Organisation,
    values: dict[str, Any],
    *,
    attachments: Iterable[DocumentAttachment] = (),
    since: date | None = None,
    writers: Iterable[User] = (),
    actor: Actor,
    at: datetime,
) -> Manuscript:
    """起草: a draft that nobody outside sees, and its manuscript.

    `values` are field values of DocumentPage; `since` is when the time to publish began, if it
    was not the day the information was formed. `writers` are others whose words it is made of:
    each has a revision of it, so that none of them reviews it.

    Raises:
        ValidationError: a value cannot be, by field name; the column is of another agency.
    """
    page = _draft(column, agency, values, list(attachments), actor, at)
    if others := [writer for writer in writers if str(writer.pk) != actor.key]:
        for user in (*others, user_of(actor)):
            page.save_revision(user=user, clean=False)
    formed = page.formed_on
    began = since or min(formed or at.date(), at.date())
    return _manuscript(page, column, began, actor, at)


@workflow.start("导入旧站网页", rule=rules.may_bring_in)
def bring_in(
    column: ColumnPage,
    agency: Organisation,
    values: dict[str, Any],
    *,
    attachments: Iterable[DocumentAttachment] = (),
    actor: Actor,
    at: datetime,
) -> Manuscript:
    """导入: a page of an old portal becomes a draft; its time to publish begins with its coming."""
    page = _draft(column, agency, values, list(attachments), actor, at)
    return _manuscript(page, column, at.date(), actor, at)


@workflow.start("纳入编审", rule=rules.may_adopt)
def adopt(page: DocumentPage, *, actor: Actor, at: datetime) -> Manuscript:
    """纳入编审: what was published before there were manuscripts, to be corrected or withdrawn."""
    if Manuscript.objects.filter(page=page).exists():
        raise ValidationError("这条信息已经有稿件")
    if page.first_published_at is None:
        raise ValidationError("这条信息还没有公开过，不能纳入编审")
    manuscript = _manuscript(page, page.column, at.date(), actor, at)
    manuscript.state = State.PUBLISHED if page.live else State.WITHDRAWN
    return manuscript


def _draft(
    column: ColumnPage,
    agency: Organisation,
    values: dict[str, Any],
    attachments: list[DocumentAttachment],
    actor: Actor,
    at: datetime,
) -> DocumentPage:
    if not AgencyPage.objects.ancestor_of(column).filter(organisation=agency).exists():
        raise ValidationError({"column": "这个栏目不属于本机关"})
    usual = {
        "issuer": agency.name,
        "source": agency.name,
        "category": column.title,
        "published_at": at,
        "index_number": next_index_number(agency, timezone.localdate(at)),
    }
    filled = {name: value for name, value in values.items() if value not in ("", None)}
    page = DocumentPage(agency=agency, **{**usual, **filled})
    page.live, page.has_unpublished_changes = False, True
    page.slug = slug_in(column, page.index_number)
    page.owner = user_of(actor)
    column.add_child(instance=page)
    page.attachments.set(attachments)
    if attachments:
        page.save(clean=False)
    page.save_revision(user=user_of(actor), clean=False)
    return page


def _manuscript(
    page: DocumentPage, column: ColumnPage, began: date, actor: Actor, at: datetime
) -> Manuscript:
    manuscript = Manuscript(
        agency=page.agency,
        page=page,
        drafter_key=actor.key,
        drafter_name=actor.name,
        publish_days=column.publish_days,
        received_on=began,
    )
    manuscript.recount()
    NUMBERS.give(manuscript, at.year)
    return manuscript


@workflow.move(
    "送审",
    sources={State.DRAFTING},
    target=State.REVIEWING,
    rule=rules.is_drafter,
    basis="条例第十七条",
)
def submit(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    note: Annotated[str, TextField("送审说明", 300, required=False, rows=2)] = "",
) -> None:
    """送审: the text as it is now goes through the chain of its column, step by step."""
    page = checking.draft_of(manuscript)
    _check_ready(page)
    revision = manuscript.page.get_latest_revision()
    steps = chains.steps_for(page.column)
    manuscript.round += 1
    manuscript.revision, manuscript.fingerprint = revision, proof.fingerprint(revision)
    Review.objects.bulk_create(
        Review(
            manuscript=manuscript,
            round=manuscript.round,
            order=order,
            name=step.name,
            kind=step.kind,
            post=step.post,
            days=step.days,
            revision=revision,
            fingerprint=manuscript.fingerprint,
        )
        for order, step in enumerate(steps, start=1)
    )
    to_step(manuscript, 1, at.date())


def to_step(manuscript: Manuscript, order: int, day: date) -> None:
    """The step of this round with that number waits from now on."""
    review = manuscript.reviews.get(round=manuscript.round, order=order)
    manuscript.state, manuscript.step, manuscript.step_kind = State.REVIEWING, order, review.kind
    manuscript.start_clock(day)
    Review.objects.filter(pk=review.pk).update(began_on=day, due_on=manuscript.due_on)


def _check_ready(page: DocumentPage) -> None:
    """What must be there before anybody is asked to read it."""
    if not to_text(page.body):
        raise ValidationError("正文还是空的，请先写好正文再送审")
    if page.formed_on is None:
        raise ValidationError("请先填写成文日期：公开期限自信息形成之日起计算（条例第二十六条）")
    if pictures_without_words(page.body):
        raise ValidationError("有图片没有替代文字：请在编辑器里点图片，写上图上是什么")
    try:
        page.full_clean(exclude=["path", "depth", "slug", "url_path", "content_type", "owner"])
    except ValidationError as error:
        raise ValidationError(error.messages) from error


def pictures_without_words(body: str) -> bool:
    """Every picture says in words what is on it."""
    root = lxml_html.fragment_fromstring(body, create_parent="div")
    alternatives = [(picture.get("alt") or "").strip() for picture in root.iter("img")]
    return any(words in ("", NO_WORDS) for words in alternatives)


@workflow.move("撤回送审", sources={State.REVIEWING}, rule=rules.is_drafter)
def recall(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    reason: Annotated[str, TextField("原因", 300, required=False, rows=2)] = "",
) -> None:
    """撤回送审: the drafter wants to change something before the reviews are done."""
    back_to_drafting(manuscript, Outcome.RECALLED, at.date())


@workflow.move("接手起草", sources={State.DRAFTING, State.REVIEWING}, rule=rules.may_take_over)
def take_over(manuscript: Manuscript, *, actor: Actor, at: datetime) -> None:
    """接手起草: the drafter is away; who wrote before stays barred from reviewing this text."""
    if manuscript.state == State.REVIEWING:
        back_to_drafting(manuscript, Outcome.RECALLED, at.date())
    manuscript.drafter_key, manuscript.drafter_name = actor.key, actor.name


@workflow.move("采纳建议", sources={State.DRAFTING}, rule=rules.is_drafter)
def take_suggestion(manuscript: Manuscript, *, actor: Actor, at: datetime, key: Finding) -> None:
    """采纳建议: what the check proposes is written into the draft, as a new revision."""
    page = checking.draft_of(manuscript)
    finding = next((f for f in checking.findings_in(manuscript, page) if f.key == key), None)
    if finding is None:
        raise ValidationError("这个问题已经不在稿件里了，可能已经改过。请刷新后再看")
    suggestions.take_over(page, finding.finding)
    keep_revision(page, actor)


@workflow.move("添加附件", sources={State.DRAFTING}, rule=rules.is_drafter)
def attach(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    file: StoredFile,
    name: Annotated[
        str, LineField("显示名称", 200, required=False, help_text="空着就用文件名")
    ] = "",
) -> None:
    """添加附件 to the draft; it becomes public with it, not before."""
    page = checking.draft_of(manuscript)
    if name:
        attaching.rename(file, name)
    page.attachments.add(DocumentAttachment(name=name or file.name, file=file))
    keep_revision(page, actor)


@workflow.move("清理附件", sources={State.DRAFTING}, rule=rules.is_drafter)
def clean_files(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    number: Annotated[int | None, NumberField("第几个附件", 1, 200, required=False)] = None,
) -> None:
    """清理附件: copies that show the same take the place of files that carry more than is seen.

    All that can be, or the one in that place; what cannot be cleaned stays a finding.
    """
    page = checking.draft_of(manuscript)
    files = list(page.attachments.all())
    copies: dict[int, StoredFile] = {}
    refused: list[str] = []
    for place, item in enumerate(files, start=1):
        if item.file is None or number not in (None, place):
            continue
        try:
            copy = attaching.without_unseen(item.file)
        except ValidationError as error:
            refused += error.messages
        else:
            copies |= {place: copy} if copy != item.file else {}
    if not copies:
        raise ValidationError(refused or ["附件里没有需要清理的内容。请刷新后再看"])
    for place, copy in copies.items():
        files[place - 1].file = copy
    page.attachments.set(files)
    keep_revision(page, actor)


@workflow.move("删除附件", sources={State.DRAFTING}, rule=rules.is_drafter)
def detach(
    manuscript: Manuscript,
    *,
    actor: Actor,
    at: datetime,
    number: Annotated[int, NumberField("第几个附件", 1, 200)],
) -> None:
    """删除附件: the one in that place, counted from 1."""
    page = checking.draft_of(manuscript)
    files = list(page.attachments.all())
    if not 1 <= number <= len(files):
        raise ValidationError("没有这个附件，可能已经删除。请刷新后再看")
    page.attachments.set([item for place, item in enumerate(files, 1) if place != number])
    keep_revision(page, actor)


def _has_a_public_text(manuscript: Manuscript, day: date) -> str:
    if manuscript.is_public:
        return ""
    return "这篇稿件还没有公开，没有可以恢复的版本；不要了请“弃稿”"


@workflow.move(
    "放弃修改", sources={State.DRAFTING}, rule=rules.is_drafter, guard=_has_a_public_text
)
def give_up(manuscript: Manuscript, *, actor: Actor, at: datetime) -> None:
    """放弃修改: the public text stays as it is; what was being written is put aside."""
    as_it_is_public(manuscript.page, actor)
    manuscript.state = State.PUBLISHED


def _was_never_public(manuscript: Manuscript, day: date) -> str:
    """Never published, and not to be."""
    if manuscript.page.first_published_at is None:
        return ""
    return "曾经公开过的信息不能弃稿；不再公开请“撤下”，不改了请“放弃修改”"


void = Ordinary(workflow).void(
    rules.is_drafter,
    sources={State.DRAFTING, State.HELD},
    label="弃稿",
    guard=_was_never_public,
)
