"""Secrets that the reader of an old page does not see: no byte of what is imported has them."""

import pytest

from huiyin.disclosure.models import DocumentPage
from huiyin.editorial.tests.fetching import FILES, leaks
from huiyin.files.tests import planted
from huiyin.files.tests.planted import SECRET
from huiyin.ingest.pages.store import Importer

pytestmark = pytest.mark.django_db


def imported(tmp_path, bureau, robot, at, markup, files):
    folder = tmp_path / "pages"
    (folder / "a_files").mkdir(parents=True, exist_ok=True)
    (folder / "a.html").write_text(markup, encoding="utf-8")
    for name, content in files.items():
        (folder / "a_files" / name).write_bytes(content)
    results = list(Importer(bureau, robot, at).run([folder]))
    return DocumentPage.objects.get(), results


def test_an_import_brings_what_its_reader_saw(tmp_path, settings, bureau, robot, morning, client):
    settings.MEDIA_ROOT = tmp_path / "media"
    files = {name: make() for name, make in FILES.values() if not name.endswith("jpg")}
    links = "".join(f'<p><a href="a_files/{name}">{name}</a></p>' for name in files)
    markup = (
        "<html><head><title>关于结果的公示</title><style>.h{display:none}</style>"
        '<meta name="ArticleTitle" content="关于结果的公示"><meta name="PubDate" content="2021-03-05 10:20">'
        f'<meta name="Description" content="{SECRET}反映的情况已经查清，现将处理的结果予以公示。"></head><body>'
        f'<div class="TRS_Editor"><p>反映的情况已经查清，现将处理的结果予以公示。{"工作正在进行。" * 20}</p>'
        f'<p class="h">{SECRET}</p><p style="font-size:0">{SECRET}</p><p hidden>{SECRET}</p>{links}'
        '<p><img src="a_files/p.jpg" alt="街道"></p></div></body></html>'
    )  # fmt: skip
    page, results = imported(
        tmp_path, bureau, robot, morning, markup, files | {"p.jpg": planted.photograph()}
    )
    assert page.attachments.count() == len(files), results
    assert all(one.file and one.file.is_public for one in page.attachments.all())
    assert "/files/" in page.body
    assert not leaks(client, page)
