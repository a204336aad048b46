"""People of the office and applicants as the tests' stories tell of them: by the words on the screen."""

import io
import re

import pypdfium2
from playwright.sync_api import expect


def fill(form, answers):
    """Fill fields by their labels; True ticks a box or picks an option."""
    for label, answer in answers.items():
        field = form.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(（[^）]*）)?\s*$"))
        kind = field.evaluate("field => field.type")
        if kind == "select-one":
            field.select_option(label=answer)
        elif kind in ("checkbox", "radio"):
            field.set_checked(answer)
        elif kind == "file":
            field.set_input_files(answer)
        else:
            field.fill(answer)


def follow(link):
    """Click it and be on the page it leads to: a click alone returns before that is there."""
    with link.page.expect_navigation():
        link.click()


def receipt(page):
    """What the page after sending shows, once it is there: the number and the query code."""
    numbers = page.locator(".receipt__number")
    expect(numbers).to_have_count(2)
    return numbers.all_inner_texts()


def words_of(content):
    """The text of a PDF as another program extracts it."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def downloaded(page, link):
    """The bytes behind a link."""
    with page.expect_download() as download:
        link.click()
    return download.value.path().read_bytes()


def draw_box(page, left, top, right, bottom):
    """Drag the mouse over a part of the page to be redacted, in fractions of it."""
    sheet = page.locator("#redact-page img")
    expect(sheet).to_have_js_property("complete", True)
    sheet.scroll_into_view_if_needed()
    frame = sheet.bounding_box()
    across = [frame["x"] + frame["width"] * side for side in (left, right)]
    down = [frame["y"] + frame["height"] * side for side in (top, bottom)]
    page.mouse.move(across[0], down[0])
    page.mouse.down()
    page.mouse.move(across[1], down[1], steps=4)
    page.mouse.up()


class Clerk:
    """Somebody signed in at the desk, mostly with one application before them."""

    def __init__(self, page):
        self.page = page

    def open(self, reference):
        self.page.goto(f"/desk/foi/?q={reference}")
        self.page.locator("main tbody td.reference a", has_text=reference).click()
        self.page.wait_for_url(re.compile(r"/desk/foi/\d+/(\?.*)?$"))

    def register(self, answers):
        """登记; the receipt's number and query code."""
        self.page.goto("/desk/foi/")
        self.page.get_by_role("link", name="登记", exact=True).click()
        fill(self.page.locator("main form"), answers)
        self.page.locator("main form").get_by_role("button", name="登记").click()
        expect(self.page.get_by_role("heading", name="回执")).to_be_visible()
        return self.fact("申请编号"), self.fact("查询码")

    def begin(self, label, answers=None):
        """Open the form of a move and fill it."""
        self.page.locator(".moves a.move", has_text=re.compile(rf"^\s*{label}")).click()
        form = self.page.locator("#move form")
        expect(form.get_by_role("heading", name=label)).to_be_visible()
        fill(form, answers or {})
        return form.get_by_role("button", name="确认")

    def move(self, label, answers=None):
        """Make a move."""
        self.confirm(self.begin(label, answers))

    def draft(self, result, answers):
        """拟定答复: with the choice of a result the form asks for what its letter needs."""
        button = self.begin("拟定答复")
        form = self.page.locator("#move form")
        fill(form, {"拟办结果": result})
        expect(form.get_by_label(next(iter(answers)), exact=False)).to_be_visible()
        fill(form, answers)
        self.confirm(button)

    def attach(self, path):
        """Add what goes to the applicant as it is, and come back."""
        self.page.get_by_role("link", name="材料和区分处理").first.click()
        self.page.get_by_label("文件").set_input_files(path)
        self.page.get_by_label("没有需要遮盖的内容").check()
        self.page.get_by_role("button", name="添加").click()
        expect(self.page.locator(".materials li", has_text=path.name)).to_contain_text(
            "提供给申请人"
        )

    def confirm(self, button):
        """Press it; the next page says that it was done."""
        self.page.evaluate(
            "document.documentElement.dataset.before = '';"
            "document.querySelector('#move .errors')?.remove()"
        )
        button.click()
        done = self.page.locator("html:not([data-before]) .said.success")
        refused = self.page.locator("#move .errors")
        expect(done.or_(refused).first).to_be_visible()
        assert not refused.count(), refused.inner_text()

    def fact(self, label):
        """What the page says of one field."""
        named = self.page.locator("dt", has_text=re.compile(rf"^{label}$"))
        return self.page.locator("dl.facts > div", has=named).locator("dd").inner_text()

    @property
    def state(self):
        return self.page.locator("h1 .state").first.inner_text()

    def counted(self, year, *cells):
        """Numbers of the statutory tables, each by two words of the heads beside and above it."""
        self.page.goto(f"/desk/reports/{year}/applications/")
        boxes = self.page.evaluate(NUMBERS)
        return [
            next(int(number) for number, heads in boxes if all(_heads(heads, words)))
            for words in cells
        ]


NUMBERS = """() => [...document.querySelectorAll("main table.grid")].flatMap(table => {
  const heads = [], numbers = [];
  [...table.rows].forEach((row, r) => {
    heads[r] ??= [];
    let c = 0;
    for (const box of row.cells) {
      while (heads[r][c] !== undefined) c++;
      for (let down = 0; down < box.rowSpan; down++)
        for (let across = 0; across < box.colSpan; across++)
          (heads[r + down] ??= [])[c + across] = box.tagName === "TH" ? box.innerText.trim() : "";
      if (box.tagName === "TD") numbers.push([box.innerText.trim(), r, c]);
    }
  });
  return numbers.map(([number, r, c]) =>
    [number, [...heads[r], ...heads.slice(0, table.tHead.rows.length).map(row => row[c])]]);
})"""
"""Each number of the printed tables with every head that it stands beside or below."""


def _heads(heads, words):
    return (any(word in head for head in heads) for word in words)


class Applicant:
    """Somebody outside, with a number and a query code once they have applied."""

    def __init__(self, page, number="", code=""):
        self.page, self.number, self.code = page, number, code

    def apply(self, proof, **pages):
        """The form from the guide to the receipt; `pages` are the answers page by page."""
        self.page.goto("/apply/")
        self.page.get_by_role("button", name="开始申请").click()
        for answers in (*pages.values(), {"身份证明": proof}):
            fill(self.page.locator("main form").first, answers)
            self.page.get_by_role("button", name="继续", exact=True).click()
        fill(self.page.locator("main"), {"我承诺以上内容和上传的材料真实": True})
        self.page.get_by_role("button", name="提交申请").click()
        expect(self.page.get_by_role("heading", name="申请已提交")).to_be_visible()
        self.number, self.code = receipt(self.page)

    def track(self):
        """/track/ as it is now; what its page says."""
        self.page.goto("/track/")
        if self.page.get_by_label("查询码").count():
            fill(self.page.locator("main"), {"申请编号": self.number, "查询码": self.code})
            self.page.locator("main form").get_by_role("button").first.click()
        expect(self.page.locator(".sheet__where")).to_have_text(f"申请编号 {self.number}")
        return self.page.locator("main").inner_text()

    def act(self, link, answers, button):
        """What the page asks of the applicant: the link, the form, its button."""
        self.page.get_by_role("link", name=link).click()
        fill(self.page.locator("main"), answers)
        self.page.get_by_role("button", name=button).click()
        expect(self.page.locator(".sheet__where")).to_have_text(f"申请编号 {self.number}")
