"""每日摘要: what is new, once a document to each subscriber, whatever happens in between.

The documents of a letter and the letter itself are written in one transaction: a run that dies
has sent a subscriber all of them or none, and the next run sends the rest.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.publishing import SEARCH_KIND, search_key
from huiyin.jobs.rows import Walk
from huiyin.notices import still
from huiyin.notices.actions import queue
from huiyin.notices.models import Notice
from huiyin.personal.fields import is_readable
from huiyin.search.index import Query, find
from huiyin.web.addresses import absolute
from huiyin.web.context import profile

from . import actions
from .models import Subscriber, Subscription, Told

LOOK_BACK = timedelta(days=7)
"""A document is news for a week: so long a digest that did not run is made up for."""
MOST_HITS = 500
MOST_LINES = 100
Documents = list[DocumentPage]


def send(*, at: datetime) -> int:
    """Queue today's letters; the number of them."""
    documents = _recent(at)
    if not documents:
        return 0
    matching = _Matching(documents, at)
    wanted = Subscription.objects.confirmed().filter(subscriber=OuterRef("pk"))
    subscribers = Subscriber.objects.filter(Exists(wanted)).order_by("pk")
    walk = Walk("huiyin.subscriptions.tasks.tell", at)
    letters = walk.each(
        subscribers.values_list("pk", flat=True),
        lambda pk: _tell(pk, matching, at),
        name=lambda pk: f"{Subscriber._meta.verbose_name} {pk}",
    )
    walk.forget()
    return sum(letters)


def _recent(at: datetime) -> Documents:
    """What has been published within the last days, newest first."""
    since = at - LOOK_BACK
    released = Q(first_published_at__gt=since) | Q(published_at__gt=since)
    return list(
        DocumentPage.objects.live()
        .filter(released, published_at__lte=at)
        .order_by("-published_at", "-pk")
        .defer("body")
    )


class _Matching:
    """Which of the recent documents belong to a topic; each search is asked once."""

    def __init__(self, documents: Documents, at: datetime) -> None:
        self.documents, self.at = documents, at
        self._found: dict[str, set[str]] = {}

    def of(self, subscription: Subscription) -> Iterable[DocumentPage]:
        since = subscription.confirmed_at
        for page in self.documents:
            if since and _released(page) > since and self._is_about(subscription, page):
                yield page

    def _is_about(self, subscription: Subscription, page: DocumentPage) -> bool:
        if subscription.page is not None:
            return bool(page.path.startswith(subscription.page.path))
        return search_key(page) in self._keys(subscription.query)

    def _keys(self, text: str) -> set[str]:
        if text not in self._found:
            oldest = min(timezone.localdate(page.published_at) for page in self.documents)
            asked = Query(text, kind=SEARCH_KIND, since=oldest, order="date", limit=MOST_HITS)
            self._found[text] = {hit.key for hit in find(asked).hits}
        return self._found[text]


def _released(page: DocumentPage) -> datetime:
    """When it became public: imports keep the old site's day, releases have their own moment."""
    return max(moment for moment in (page.first_published_at, page.published_at) if moment)


@transaction.atomic
def _tell(key: int, matching: _Matching, at: datetime) -> bool:
    """One letter to one subscriber about everything new; False if there is nothing."""
    subscriber = Subscriber.objects.select_for_update().filter(pk=key).first()
    if subscriber is None:  # ended meanwhile
        return False
    if not (is_readable(subscriber.email) and is_readable(subscriber.token)):
        return False  # nobody to write to, or no way for them to end it
    topics = list(subscriber.subscriptions.confirmed().select_related("page"))
    sent = set(Told.objects.filter(subscriber=subscriber).values_list("document_id", flat=True))
    news: dict[int, DocumentPage] = {}
    for topic in topics:
        news |= {page.pk: page for page in matching.of(topic) if page.pk not in sent}
    if not news:
        return False
    Told.objects.bulk_create(Told(subscriber=subscriber, document_id=pk, at=at) for pk in news)
    letter = _letter(subscriber, list(news.values()), topics)
    queue("email", subscriber.email, *letter, about=subscriber, at=at)
    return True


def true_now(notice: Notice) -> still.Letter | None:
    """A queued digest as it leaves: without what has been taken down, or is asked for no more.

    What it leaves out counts as not sent: released again, it is news in the next one.
    """
    subscriber = Subscriber.objects.filter(pk=notice.subject_key).first()
    if subscriber is None or not is_readable(subscriber.token):
        return None
    topics = list(subscriber.subscriptions.confirmed().select_related("page"))
    entries = Told.objects.filter(subscriber=subscriber, at=notice.created_at)
    public = DocumentPage.objects.live().filter(pk__in=entries.values("document")).defer("body")
    matching = _Matching(list(public), notice.created_at)
    pages = {page.pk: page for topic in topics for page in matching.of(topic)}
    entries.exclude(document__in=pages).delete()
    return _letter(subscriber, list(pages.values()), topics) if pages else None


def question_now(notice: Notice) -> still.Letter | None:
    """The question whether somebody wants the letters; none for those who have ended it already."""
    is_asked = Subscription.objects.filter(pk=notice.subject_key).exists()
    return still.Letter(notice.subject, notice.body) if is_asked else None


still.ask(Subscriber._meta.label_lower, true_now)
still.ask(Subscription._meta.label_lower, question_now)


def _letter(subscriber: Subscriber, pages: Documents, topics: list[Subscription]) -> still.Letter:
    pages = sorted(pages, key=lambda page: (page.published_at, page.pk), reverse=True)
    return still.Letter(
        f"{profile().name}：{len(pages)} 条新信息", _text(subscriber, pages, topics)
    )


def _text(subscriber: Subscriber, pages: Documents, topics: list[Subscription]) -> str:
    lines = "\n\n".join(_line(page) for page in pages[:MOST_LINES])
    more = (
        f"\n\n另有 {len(pages) - MOST_LINES} 条，请到网站查看。" if len(pages) > MOST_LINES else ""
    )
    return (
        f"您好：\n\n您订阅的{'、'.join(topic.topic for topic in topics)}有 {len(pages)} 条新信息：\n\n"
        f"{lines}{more}\n\n"
        f"退订或者修改订阅：{actions.address_of(subscriber)}\n"
        "本邮件由系统自动发出，请勿回复。\n"
    )


def _line(page: DocumentPage) -> str:
    day = timezone.localtime(page.published_at)
    number = f"（{page.doc_number}）" if page.doc_number else ""
    return f"{day:%Y-%m-%d} {page.title}{number}\n{absolute(page.permanent_address)}"
