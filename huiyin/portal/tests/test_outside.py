"""What leaves the site names it as it is set: every feed, map, code, paper, letter and page tag."""

import io
import re
from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone

from huiyin.audit.actors import visitor
from huiyin.notices.models import Notice
from huiyin.subscriptions import actions, digest
from huiyin.web.kept import page_cache

BASE = "https://yx.example.gov.cn:8443"
OTHER = re.compile(rb"https?://(?:127\.0\.0\.1|localhost|testserver|0\.0\.0\.0)")


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.WAGTAILADMIN_BASE_URL = BASE
    settings.HOME = settings.MEDIA_ROOT = tmp_path
    page_cache.pages.clear()
    yield
    page_cache.pages.clear()


def content(answer):
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/feeds/cgj/", 4), ("/feeds/search/?q=垃圾分类", 4), ("/sitemap.xml", 2),
        ("/sitemap/pages.xml", 5), ("/sitemap/documents-0.xml", 1), ("/robots.txt", 1),
        ("{page}", 3), ("{page}.svg", 0),
    ],
)  # fmt: skip
def test_every_answer(client, document, address, names):
    page = document()
    html = content(client.get(address.format(page=page.permanent_address)))
    assert html.count(BASE.encode()) >= names
    assert not OTHER.search(html)


def test_a_paper_and_its_code(client, document):
    page = document()
    code = client.get(f"{page.permanent_address}.svg").content
    paper = client.get(f"{page.permanent_address}.pdf")
    with pypdfium2.PdfDocument(io.BytesIO(paper.content)) as pdf:
        words = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    assert f"{BASE}{page.permanent_address}" in re.sub(r"\s", "", words)
    client.get("/")
    assert client.get(f"{page.permanent_address}.svg").content == code


def test_a_code_follows_the_setting(client, document, settings):
    page = document()
    address = f"{page.permanent_address}.svg"
    first = client.get(address).content
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8107"
    page_cache.pages.clear()
    assert client.get(address).content != first


def test_letters(document, django_capture_on_commit_callbacks):
    page = document()
    at = timezone.now() - timedelta(days=3000)
    subscription = actions.ask("a@example.com", page.get_parent(), "", actor=visitor(), at=at)
    actions.confirm(subscription, actor=visitor(), at=at)
    page.first_published_at = timezone.now()
    page.save(update_fields=["first_published_at"])
    assert digest.send(at=timezone.now()) == 1
    bodies = list(Notice.objects.values_list("body", flat=True))
    assert len(bodies) == 2
    assert all(f"{BASE}/subscribe/" in body and not OTHER.search(body.encode()) for body in bodies)
