"""看不见的字 in what is pasted: the rule of the server, held by the same table."""

import json
import re
from pathlib import Path

import huiyin

HOUSE = Path(huiyin.__file__).parent
SCRIPTS = HOUSE / "disclosure/static/disclosure"
RIGHT = json.loads((HOUSE / "web/tests/right_cases.json").read_text("utf-8"))
CASES = json.loads((HOUSE / "web/tests/hidden_cases.json").read_text("utf-8"))
HOST = "http://paste.test"
CLEAN = """async (cases) => {
  const { cleanPaste } = await import("/word-paste.js")
  const words = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\\s+/g, "")
  return cases.map(([name, html]) => [name, cleanPaste(html).html]).map(([name, html]) => [name, words(html), html])
}"""


def serve(route):
    name = route.request.url.removeprefix(HOST).lstrip("/")
    if name:
        route.fulfill(path=SCRIPTS / name, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>粘贴</title>", content_type="text/html")


def test_a_paste_brings_only_what_is_seen(browser):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route(f"{HOST}/**", serve)
        page.goto(f"{HOST}/")
        cleaned = page.evaluate(CLEAN, CASES)
        placed = page.evaluate(CLEAN, [[name, html] for name, html, _ in RIGHT])
    finally:
        context.close()
    wrong = [(name, html) for name, words, html in cleaned if words != "留文" or "密" in html]
    assert len(cleaned) == len(CASES)
    assert not wrong
    (row,) = [html for name, _, html in cleaned if name == "hidden column beside a span"]
    assert len(re.findall("<td", row)) == 3
    is_right = {name: '<p class="right"' in html for name, _, html in placed}
    assert is_right == {name: wanted for name, _, wanted in RIGHT}
