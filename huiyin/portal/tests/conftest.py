"""A small site: profile, one agency, two columns, documents."""

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Site

from huiyin.disclosure.models import AgencyPage, DocumentAttachment, PortalPage
from huiyin.disclosure.tree.actions import add_column, publish_document
from huiyin.disclosure.tree.nodes import arranging
from huiyin.files.models import StoredFile
from huiyin.web.kept import page_cache
from huiyin.web.models import SiteProfile

HELLO = hashlib.sha256(b"hello").hexdigest()


@pytest.fixture
def site(bureau):
    """The site with its particulars and the agency's page."""
    profile = SiteProfile.objects.create(
        site=Site.objects.get(),
        name='云溪"城管"',
        domain="cgj.example.gov.cn",
        id_code="3417990000",
        sponsor="云溪市城市管理局",
        contact="0000-1234567",
        icp_number="演示ICP备0号",
        police_number="演示公网安备0号",
        notice="演示数据",
    )
    page = AgencyPage(title="市城管局", slug="cgj", organisation=bureau)
    with arranging():
        PortalPage.objects.get().add_child(instance=page)
    page_cache.pages.clear()
    return profile


@pytest.fixture
def column(site, robot, morning):
    """Make a column: `column("工作动态", "gzdt")`."""

    def make(title="工作动态", slug="gzdt", parent=None, **values):
        parent = parent or AgencyPage.objects.get()
        return add_column(parent, title, slug=slug, actor=robot, at=morning, **values)

    return make


@pytest.fixture
def document(bureau, column, robot, morning):
    """Publish a document: `document(title="…", published_at=…)`; its column is made when needed."""
    documents = {}

    def make(at=None, attachments=(), old_address=None, within=None, **values):
        if within is None:
            within = documents.setdefault("column", None) or documents.setdefault("news", column())
            documents["column"] = within
        day = at or datetime(2020, 11, 13, 16, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
        return publish_document(
            within,
            bureau,
            {
                "title": "关于加强<环境>管理的通知",
                "issuer": "云溪市城市管理局",
                "source": "云溪市城市管理局",
                "published_at": day,
                "body": "<p>全市垃圾分类工作的安排如下。</p>",
                **values,
            },
            attachments=attachments,
            old_address=old_address,
            actor=robot,
            at=morning,
        )

    return make


@pytest.fixture
def attachment(settings, tmp_path):
    """A stored file as an attachment: `attachment("方案.docx", is_public=True)`."""
    settings.MEDIA_ROOT = tmp_path

    def make(name="方案.docx", *, is_public=True, media_type="application/msword"):
        file = StoredFile(
            name=name, media_type=media_type, size=5, sha256=HELLO, is_public=is_public
        )
        file.content.save("x", ContentFile(b"hello"))
        return DocumentAttachment(name=name, file=file)

    return make
