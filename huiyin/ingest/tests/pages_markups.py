"""The same catalogue block in the many markups of old portals."""

from html import escape

from huiyin.ingest.pages.store import Importer

BODY = "".join(
    f"<p>{n}、全市共处理占道经营问题{n * 37}件，办结率98.{n}%，其余问题已转相关单位限期整改并跟踪督办。</p>"
    for n in range(1, 8)
)


def page(
    head="", block="", body=BODY, before="", after="", title="关于做好2020年市容整治工作的通知"
):
    """A whole page around a block."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-云溪市人民政府</title>{head}</head><body>'
        f'<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xxgk/">政府信息公开</a></li></ul></div>'
        f'{before}{block}<h1>{title}</h1><div id="zoom">{body}</div>{after}'
        f'<div class="footer">主办单位：云溪市人民政府办公室 皖ICP备00000000号</div></body></html>'
    )


def _cells(pair, tag="td"):
    return f"<{tag}>{escape(pair[0])}</{tag}><td>{escape(pair[1])}</td>"


def table(pairs):
    return "<table>" + "".join(f"<tr>{_cells(pair)}</tr>" for pair in pairs) + "</table>"


def table_two(pairs):
    rows = [pairs[i : i + 2] for i in range(0, len(pairs), 2)]
    return (
        "<table>"
        + "".join(f"<tr>{''.join(_cells(p, 'th') for p in row)}</tr>" for row in rows)
        + "</table>"
    )


def table_colon(pairs):
    return (
        "<table>"
        + "".join(
            f"<tr><td><b>{escape(a)}：</b></td><td><span>\n   {escape(b)}\n  </span></td></tr>"
            for a, b in pairs
        )
        + "</table>"
    )


def definition_list(pairs):
    return (
        "<dl>" + "".join(f"<dt>{escape(a)}：</dt><dd>{escape(b)}</dd>" for a, b in pairs) + "</dl>"
    )


def list_bold(pairs):
    return "<ul>" + "".join(f"<li><b>{escape(a)}</b>{escape(b)}</li>" for a, b in pairs) + "</ul>"


def strong_colon(pairs):
    return "".join(f"<p><strong>{escape(a)}</strong>：{escape(b)}</p>" for a, b in pairs)


def spans(pairs):
    return "".join(
        f'<div class="row"><span class="l">{escape(a)}：</span><span class="r">{escape(b)}</span></div>'
        for a, b in pairs
    )


def brackets(pairs):
    return "".join(f"<li>【{escape(a)}】{escape(b)}</li>" for a, b in pairs)


def breaks(pairs):
    return "<div>" + "<br>".join(f"{escape(a)}:&nbsp;{escape(b)}" for a, b in pairs) + "</div>"


def blocks(pairs):
    return "".join(f"<div>{escape(a)}</div><div>{escape(b)}</div>" for a, b in pairs)


def spread(pairs):
    """Labels with spaces between their characters."""
    return strong_colon([("&nbsp;".join(a.replace(" ", "")), b) for a, b in pairs]).replace(
        "&amp;nbsp;", "&nbsp;"
    )


HTML = {
    "a table, one pair a row": table,
    "a table, two pairs a row": table_two,
    "a table with colons and nested elements": table_colon,
    "a definition list": definition_list,
    "list items with a bold label and no colon": list_bold,
    "paragraphs with a strong label": strong_colon,
    "two spans in a row": spans,
    "labels in brackets": brackets,
    "lines with breaks and hard spaces": breaks,
    "label block over value block": blocks,
    "labels with hard spaces inside": spread,
}
TEXT = {
    "lines with colons": lambda pairs: "\n".join(f"{a}：{b}" for a, b in pairs),
    "label over value": lambda pairs: "\n".join(f"{a}\n{b}" for a, b in pairs),
    "several pairs on one line": lambda pairs: "\n".join(
        " ".join(f"{a}: {b}" for a, b in pairs[i : i + 2]) for i in range(0, len(pairs), 2)
    ),
    "brackets": lambda pairs: "\n".join(f"【{a}】{b}" for a, b in pairs),
}


TITLE = "关于做好2020年市容整治工作的通知"
TRAIL = "<div>您所在的位置：首页 &gt; 市城管局 &gt; 监督保障 &gt; 工作推进</div>"
CANONICAL = '<link rel="canonical" href="http://cgj.yunxi.example/a/1.html">'
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"


def saved(
    number="11341799MB1Q00017E/202005-00012",
    title=TITLE,
    body=BODY,
    head=CANONICAL,
    before=TRAIL,
    **more,
):
    pairs = {
        "索引号": number,
        "发布机构": "云溪市城市管理局",
        "名称": title,
        "发布日期": "2020-05-08 10:30",
        **more,
    }
    block = table([(label, value) for label, value in pairs.items() if value])
    return page(head=head, before=before, block=block, body=body, title=title)


def statuses(results):
    return {name: result.status for name, result in results.items()}


def codes(result):
    return [warning.code for warning in result.warnings]


def importer_of(folder, agency, actor, at):
    """A function that writes files (name → text or bytes) into `folder` and imports it: results by name."""

    def run(files=None, path=None, **options):
        for name, content in (files or {}).items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        importer = Importer(agency, actor, at, **options)
        return {result.file: result for result in importer.run([path or folder])}

    return run
