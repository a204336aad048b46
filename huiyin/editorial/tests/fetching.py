"""All that an anonymous visitor can fetch about a document, and whether a secret is in it."""

import re
from html import unescape

from huiyin.disclosure.tree.attached import read_waiting
from huiyin.files.tests import planted
from huiyin.files.tests.planted import SECRET, says
from huiyin.web.kept.page_cache import pages

FILES = {
    "docx deleted": ("名单.docx", planted.FILES["docx"]["deleted"]),
    "docx author": ("名单.docx", planted.FILES["docx"]["author"]),
    "docx comment": ("名单.docx", planted.FILES["docx"]["comment"]),
    "xlsx hidden row": ("名单.xlsx", planted.FILES["xlsx"]["hidden row"]),
    "pptx notes": ("名单.pptx", planted.FILES["pptx"]["notes"]),
    "pdf author": ("名单.pdf", planted.FILES["pdf"]["author"]),
    "pdf metadata": ("名单.pdf", planted.FILES["pdf"]["metadata"]),
    "jpg": ("名单.jpg", planted.FILES["jpg"]["photograph"]),
}


def fetched(client, page):
    """Address and bytes of all that an anonymous visitor gets about a document."""
    asked = [
        page.permanent_address, f"{page.permanent_address}.pdf", f"{page.permanent_address}.svg",
        "/", "/cgj/", "/cgj/tzgg/", "/feeds/cgj/", "/feeds/cgj/tzgg/", "/feeds/search/?q=公示",
        "/search/?q=公示", f"/search/?q={SECRET}", "/search/suggest?q=密", "/search/suggest?q=公",
        "/sitemap.xml", "/robots.txt",
    ]  # fmt: skip
    seen = set()
    while asked:
        address = asked.pop()
        if address in seen:
            continue
        seen.add(address)
        for mode in ("", "elder", "access"):
            client.cookies["display"] = mode
            answer = client.get(address, follow=True)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            # the page of a search repeats what was asked
            yield address, content.replace(SECRET.encode(), b"") if SECRET in address else content
        text = content.decode("utf-8", "replace")
        links = re.findall(r'(?:href|src)="((?:/i|/files)/[^"#]+)"', text)
        links += re.findall(r"<loc>[^<]*?(/sitemap[^<]*)</loc>", text)
        asked += [unescape(one) for one in links]


def leaks(client, page):
    """The addresses that tell the secret, once the memory of pages has looked for changes again."""
    read_waiting()
    pages.clear()
    return {address for address, content in fetched(client, page) if says(content)}
