"""Every form of the portal is taken when somebody really fills it in and presses its button.

Only a browser sends what browsers send: the `Origin` of a form depends on the page's referrer
policy, and a form that every other test can send may be refused to every visitor.
"""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from lxml import html
from playwright.sync_api import expect

from huiyin.foi.tests.public_walk import picture
from tests import demonstration

from .list_forms import (
    commitments,
    datasets,
    decisions,
    licences,
    officers,
    penalties,
    powers,
    powers_of_a_day,
    press,
    proposals,
    search,
)
from .staff import Applicant, fill, receipt
from .test_applications import CITIZEN, ONLINE

TEMPLATES = Path(__file__).parents[2] / "huiyin"
LIST = "web/list"  # draws the form of every public list
A_FEW = 2  # pages of one kind that the crawl opens


def head(page, **_):
    search(page, "/cgj/", "header form", "搜索")


def front(page, **_):
    search(page, "/", ".hero form", "搜索")


def results(page, **_):
    search(page, "/search/", "main form", "搜索")


def stray(page, **_):
    search(page, "/nowhere/at/all/", "main form", "搜索")


def guide_search(page, **_):
    search(page, "/apply/", "main form[role=search]", "查询")


def topics(page, **_):
    search(page, "/subscribe/", "main form", "下一步")


def verification(page, **_):
    """No paper bears this code; the page says so and what to do."""
    page.goto("/verify/")
    page.get_by_label("核验码").fill("2345-6789-ABCD-EFGH")
    with page.expect_navigation() as led:
        page.get_by_role("button", name="核验", exact=True).click()
    assert led.value.status == 404
    expect(page.get_by_role("alert")).to_contain_text("没有查到这个核验码")


def table_of_a_day(page, **_):
    page.goto("/reports/2020/applications/")
    page.locator("#as_of").fill("2020-11-17")
    press(page, "main form.day-form", "查看")
    assert "as_of=2020-11-17" in page.url


def opinion(page, **_):
    page.goto("/decisions/")
    page.locator("main tr", has_text="征求意见中").locator("a").first.click()
    page.locator("main form textarea").first.fill("建议分类箱旁边装一盏灯，晚上看得清楚。")
    press(page, "main form", "提交意见")
    assert "/thanks/" in page.url


def message(page, **_):
    page.goto("/message/")
    form = page.locator("main form")
    form.get_by_label("咨询").first.check()
    fill(form, {"标题": "垃圾分类点几点开放", "内容": "请问我们小区的垃圾分类点每天几点开放？"})
    form.locator("input[name=consents]").first.check()
    press(page, "main form", "提交留言")
    return receipt(page)


def cleared(page, **_):
    message(page)
    press(page, "form.receipt-done", "抄好了，清除本页")
    page.goto("/message/sent/")
    assert not page.locator(".receipt__number").count()


def progress(page, **_):
    number, code = message(page)
    page.goto("/message/progress/")
    fill(page.locator("main form"), {"受理编号": number, "查询码": code})
    press(page, "main form", "查询")
    expect(page.locator("main")).to_contain_text(number)


ANSWERED = (
    "from huiyin.hotline import links; from huiyin.hotline.models import ServiceRequest as R;"
    "print(links.path(R.objects.filter(state='answered', evaluated_on=None).first()))"
)


def rating(page, home, **_):
    page.goto(shell(home, ANSWERED).strip())
    for name in ("resolution", "satisfaction"):
        page.locator(f"input[name={name}]").first.check()
    press(page, "main form", "提交评价")
    expect(page.locator("main")).to_contain_text("谢谢您的评价")


def mistake(page, **_):
    page.goto("/mistakes/?page=/cgj/")
    form = page.locator("main form")
    form.locator("input[name=fault]").first.check()
    fill(form, {"错在哪里": "首页第二条新闻的标题有一个错别字。"})
    press(page, "main form", "提交")
    expect(page.locator(".receipt__number").first).to_be_visible()


def subscribe(page, **_):
    page.goto("/subscribe/?page=/cgj/")
    fill(page.locator("main form"), {"电子邮箱": "d@example.com"})
    press(page, "main form", "订阅")
    assert page.url.endswith("/subscribe/sent/")


def shell(home, code):
    """What the site's own data says to a line of Python."""
    done = subprocess.run(
        [Path(sys.executable).with_name("huiyin"), "shell", "-v0", "-c", code],
        env=demonstration.environment(home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="module")
def letters(browser, site, home):
    """The address in the letter to each of those who ask, as it waits to be sent.

    Each has an address of its own, so that none waits for another.
    """
    context = browser.new_context(base_url=site)
    page = context.new_page()
    mails = ["a@example.com", "b@example.com", "c@example.com"]
    for mail in mails:
        page.goto("/subscribe/?page=/cgj/zhengce/")
        fill(page.locator("main form"), {"电子邮箱": mail})
        press(page, "main form", "订阅")
    context.close()
    code = (
        "from huiyin.notices.models import Notice; "
        "print(*Notice.objects.filter(subject__startswith='请确认订阅').order_by('pk')"
        ".values_list('body', flat=True))"
    )
    links = re.findall(r"/subscribe/confirm/\S+", shell(home, code))
    return dict(zip(mails, links[-len(mails) :], strict=True))


def confirm(page, letters, mail="a@example.com", **_):
    page.goto(letters[mail])
    press(page, "main form", "确认订阅")
    assert "/subscribe/mine/" in page.url


def end_one(page, letters, **_):
    confirm(page, letters, "b@example.com")
    page.locator("main li form button").first.click()
    expect(page.locator("h1")).to_contain_text("退订")


def end_all(page, letters, **_):
    confirm(page, letters, "c@example.com")
    page.get_by_role("button", name="全部退订").click()
    expect(page.locator("h1")).to_contain_text("退订")


def begin(page, **_):
    page.goto("/apply/")
    press(page, "main form[action='/apply/start/']", "开始申请")
    assert page.url.endswith("/apply/kind/")


def begin_again(page, **_):
    begin(page)
    page.goto("/apply/")
    press(page, "main form[action='/apply/start/']", "继续填写")
    assert page.url.endswith("/apply/kind/")


def resume(page, **_):
    begin(page)
    code = page.locator("details.later .code").text_content()
    page.context.clear_cookies()
    page.goto("/apply/resume/")
    page.locator("main form input:not([type=hidden])").first.fill(code.strip())
    press(page, "main form", "继续填写")
    assert "/apply/" in page.url


def apply(page, tmp_path, wanted="2025年路灯维护合同"):
    proof = tmp_path / "身份证.png"
    proof.write_bytes(picture())
    applicant = Applicant(page)
    applicant.apply(
        proof,
        kind={"公民（自然人）": True},
        who=CITIZEN,
        agent={"申请人自己": True},
        contact={"联系电话": "13800000000", "电子邮箱": "wang@example.com"},
        what={"信息的名称": wanted, "其他便于查找的描述": "2025年签订的"},
        how=ONLINE,
    )
    return applicant


def from_step_to_end(page, tmp_path, **_):
    """All steps, the review, the tracking, one act, a word on it and the end."""
    applicant = apply(page, tmp_path)
    applicant.track()
    page.locator("main a[href*='/track/act/withdraw/']").first.click()
    page.locator("main form").get_by_role("button").first.click()
    expect(page.locator(".sheet__where")).to_have_text(f"申请编号 {applicant.number}")
    page.get_by_label("满意", exact=True).check()
    press(page, "form.rate", "提交评价")
    expect(page.get_by_text("您的评价：满意")).to_be_visible()
    press(page, "form[action='/track/end/']", "结束查询")
    page.goto("/apply/sent/")
    press(page, "form.receipt-done", "抄好了，清除本页")
    page.goto("/apply/sent/")
    assert page.url.endswith("/apply/")


def voided(page, home, tmp_path, **_):
    """An applicant sees that the office has voided the entry, and ends the look at it."""
    applicant = apply(page, tmp_path, wanted="2025年路灯更换合同")
    code = (
        "from django.utils import timezone; from huiyin.audit.actors import system; "
        "from huiyin.foi import actions; from huiyin.foi.models import Application; "
        f"actions.void(Application.objects.get(reference='{applicant.number}'), "
        "actor=system('test'), at=timezone.now(), reason='重复登记')"
    )
    shell(home, code)
    applicant.track()
    expect(page.locator("h1")).to_have_text("这件申请已作废")
    press(page, "form[action='/track/end/']", "结束查询")


PUBLIC_SUBJECT = (
    "from huiyin.licensing.models import Licence;"
    "print(Licence.objects.public().filter(holder_kind='法人及非法人组织')"
    ".exclude(holder_uscc='').first().holder_uscc)"
)


def statement(page, home, **_):
    page.goto(f"/subjects/{shell(home, PUBLIC_SUBJECT).strip()}/")
    page.get_by_role("link", name="信用信息查询单").first.click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载查询单（PDF）").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")


FORMS = [
    ("web/_head", "GET search", head),
    ("web/_done", "POST message-sent", cleared),
    ("portal/home", "GET search", front),
    ("portal/search", "GET search", results),
    ("portal/applications", "GET report-applications", table_of_a_day),
    ("web/_stray", "GET search", stray),
    ("foi/portal/guide", "GET search", guide_search),
    ("foi/portal/guide", "POST apply-start", begin),
    ("foi/portal/guide", "POST apply-start", begin_again),
    ("foi/portal/resume", "POST apply-resume", resume),
    ("foi/portal/step", "POST apply-step", from_step_to_end),
    ("foi/portal/review", "POST apply-review", from_step_to_end),
    ("foi/portal/track", "POST track", from_step_to_end),
    ("foi/portal/act", "POST track-act", from_step_to_end),
    ("foi/portal/status", "POST track-end", from_step_to_end),
    ("foi/portal/status", "POST track-act", from_step_to_end),
    ("foi/portal/voided", "POST track-end", voided),
    ("hotline/portal/message", "POST message", message),
    ("hotline/portal/progress", "POST message-progress", progress),
    ("hotline/portal/_evaluate", "POST evaluate", rating),
    ("hotline/portal/mistakes", "POST mistakes", mistake),
    (LIST, "GET licences", licences),
    (LIST, "GET penalties", penalties),
    (LIST, "GET commitments", commitments),
    ("opendata/portal/catalogue", "GET data", datasets),
    ("subjects/portal/statement", "POST subject-statement", statement),
    ("letters/portal/verify", "GET verify", verification),
    (LIST, "GET powers", powers),
    (LIST, "GET proposals", proposals),
    ("registers/portal/powers", "GET powers", powers_of_a_day),
    ("structure/portal/agency", "GET organisation", powers_of_a_day),
    (LIST, "GET decisions", decisions),
    (LIST, "GET officers", officers),
    ("registers/portal/decision", "POST decision", opinion),
    ("subscriptions/portal/topics", "GET subscribe", topics),
    ("subscriptions/portal/ask", "POST subscribe", subscribe),
    ("subscriptions/portal/confirm", "POST subscribe-confirm", confirm),
    ("subscriptions/portal/manage", "POST subscriptions", end_one),
    ("subscriptions/portal/manage", "POST subscriptions", end_all),
]
"""Template, what its form sends to, and who fills it in; one line a form."""
ELSEWHERE = {"hotline/portal/standing": 1}
"""Refusing texts needs a gateway, which no demonstration has: `hotline/tests/test_texting.py`."""
SAME = {
    "POST mistake-progress": "POST message-progress",
    "POST mistake-sent": "POST message-sent",
    "POST apply-sent": "POST message-sent",
}
"""One template, given another address."""
SCENARIOS = list(dict.fromkeys(scenario for *_, scenario in FORMS))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_a_form_is_taken(visit, home, letters, tmp_path, scenario):
    scenario(visit(width=375, height=800), home=home, letters=letters, tmp_path=tmp_path)


def test_every_form_of_every_template_has_a_line():
    written = Counter()
    for path in TEMPLATES.glob("*/templates/**/*.html"):
        depth = len(path.parts) - 2 - path.parts.index("templates")
        name = path.relative_to(path.parents[depth])
        text = path.read_text()
        shown = (
            "/portal/" in str(name)
            or name.parts[0] == "portal"
            or name.name in ("_head.html", "_stray.html", "_done.html", "list.html")
        )
        if shown and "desk" not in name.parts:
            tags = re.findall(r"<form\b.*?(?=csrf_token|>\s*<|>\s*$|>\{)", text, re.S)
            written[str(name.with_suffix(""))] += len(re.findall(r"<form\b", text))
            assert not [tag for tag in tags if "aria-label" not in tag], name
    expected = Counter(template for template, *_ in FORMS)
    expected[LIST] = 1
    assert +written == expected + Counter(ELSEWHERE)


def _view(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def test_every_form_that_a_visitor_meets_has_a_line(visit):
    """From page to page over every link of the site, a few of each kind."""
    request = visit().context.request
    known = {line[1] for line in FORMS}
    waiting, seen, met, opened = ["/"], {"/"}, set(), Counter()
    while waiting:
        address = waiting.pop(0)
        answer = request.get(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        page = html.fromstring(answer.body())
        for form in page.iter("form"):
            to = urljoin(address, form.get("action") or address)
            met.add(f"{form.get('method', 'get').upper()} {_view(to)}")
        for link in page.xpath("//a/@href"):
            target = urljoin(address, link).partition("#")[0]
            view = _view(target)
            if (
                target.startswith("/")
                and target not in seen
                and opened[view] < A_FEW
                and not target.startswith(("/desk/", "/cms/", "/display/"))
            ):
                seen.add(target)
                opened[view] += 1
                waiting.append(target)
    assert {SAME.get(form, form) for form in met} <= known
    assert len(met) >= 10
