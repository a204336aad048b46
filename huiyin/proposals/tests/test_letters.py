"""The reply as a letter: what it says, where it says it, and that its numbers have no gap."""

import pytest

from huiyin.files import keeping, word
from huiyin.proposals import papers
from huiyin.proposals.models import ReplyClass

from .trial import proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(bureau, morning):
    matter = proposal(
        bureau, state="drafted", draft_text="一、已增设车位120个。\n二、年内再增设80个。"
    )
    matter.draft_class = ReplyClass.objects.get(letter="A")
    matter.reference = matter.named
    matter.save()
    return matter


def lines(reply):
    return [line for line in word.body_lines(keeping.content_of(reply.docx)) if line.strip()]


def test_reply(drafted, morning):
    text = lines(papers.issue(drafted, "李局长", morning))
    assert text == [
        "A类",
        "云溪市城市管理局",
        "关于市五届人大四次会议第023号建议的答复",
        "云城管建提〔2026〕1号",
        "签发人：李局长",
        "张某某代表：",
        "市五届人大四次会议第023号建议“增加老旧小区停车位”收悉，现答复如下：",
        "一、已增设车位120个。",
        "二、年内再增设80个。",
        "感谢您对本机关工作的关心和支持。",
        "云溪市城市管理局",
        "2026年3月3日",
        "抄送：市人大常委会办公室、市政府办公室。",
    ]
