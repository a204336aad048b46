"""Four people take one document from a Word paste to the portal, where everybody sees it at once."""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{}</style></head><body>
<h1><span lang=EN-US style='mso-bidi-font-size:16pt'>一、总体要求<o:p></o:p></span></h1>
<p class=MsoNormal style='text-indent:32pt;mso-char-indent-count:2'><span style='color:red'>为改善市容环境，决定开展整治。<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>清理占道经营；</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span>规范停车。</p>
<h1>二、时间安排</h1>
<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>路段</b></p></td><td><p class=MsoNormal><b>日期</b></p></td></tr>
<tr><td><p class=MsoNormal>清溪大道</p></td><td><p class=MsoNormal>周一</p></td></tr></table>
<script>alert(1)</script></body></html>"""
PASTE = """(element, html) => {
  const clipboard = new DataTransfer()
  clipboard.setData("text/html", html)
  element.focus()
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }))
}"""
TITLE = "关于开展背街小巷环境整治的通告"


def open_task(page):
    page.goto("/desk/")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_url("**/desk/manuscripts/*/")


def make(page, label):
    """A move by its form on the page of the manuscript."""
    page.locator(".moves a.move", has_text=label).first.click()
    page.locator("#move form button").first.wait_for()
    assert page.locator("#move input:checked").count() == 0
    for untouched in page.locator("#move form input[value=no]").all():
        untouched.check()  # the secrecy review answers each point, and decides
    if page.locator("#move [name=ground]").count():
        page.get_by_label("主动公开", exact=True).check()
        page.fill("#move [name=ground]", "条例第二十条第（一）项")
    if page.locator("#move [name=opinion]").count():
        page.fill("#move [name=opinion]", "已通读全文，同意")
    page.locator("#move form button").first.click()
    page.wait_for_load_state()
    page.locator(".said.success").wait_for()


def test_from_word_to_the_portal(sign_in, visit):
    clerk = sign_in("qicao")
    clerk.goto("/desk/manuscripts/new/")
    column = clerk.locator("[name=column] option", has_text="通知公告").get_attribute("value")
    clerk.select_option("[name=column]", column)
    clerk.fill("[name=title]", TITLE)
    clerk.locator("main .main-button").click()
    clerk.wait_for_url("**/cms/pages/*/edit/")
    clerk.locator(".tiptap").evaluate(PASTE, WORD)
    assert clerk.locator(".tiptap h2").all_inner_texts() == ["一、总体要求", "二、时间安排"]
    assert clerk.locator(".tiptap ol > li").count() == 2
    assert clerk.locator(".tiptap th").all_inner_texts() == ["路段", "日期"]
    clerk.locator("button.action-save").first.click()
    clerk.wait_for_load_state("networkidle")
    open_task(clerk)
    make(clerk, "送审")
    manuscript = clerk.url

    for username in ("shenhe", "baomi", "fabu"):
        reviewer = sign_in(username)
        open_task(reviewer)
        make(reviewer, "通过")

    citizen = visit()
    citizen.goto("/")
    assert citizen.get_by_text(TITLE).count() == 0
    reviewer.goto(manuscript)
    make(reviewer, "立即发布")
    address = reviewer.get_by_role("link", name="在网站上查看").get_attribute("href")
    citizen.goto(address)
    assert citizen.locator("h1", has_text=TITLE).is_visible()
    text = citizen.locator(".text").inner_html()
    assert "MsoNormal" not in text
    assert "style=" not in text
    assert citizen.locator(".text th[scope=col]").all_inner_texts() == ["路段", "日期"]
    citizen.goto("/")
    citizen.get_by_role("link", name=TITLE).first.wait_for()
