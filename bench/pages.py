"""How long it takes to import 500 saved pages of an old portal, and to import them again."""

import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from . import servers, site

COUNT = 500
USCC = "11341799MB1Q00017E"
COLUMNS = ("部门文件", "工作动态", "通知公告", "行政许可", "财政资金")
SENTENCE = (
    "为进一步规范城市管理工作，第{number}号文件就第{part}项事项作出安排，请各单位结合实际认真落实。"
)


def run() -> dict[str, Any]:
    site.prepare()
    servers.huiyin("setup-agency", "--name", "云溪市城市管理局", "--slug", "cgj", "--uscc", USCC)
    folder = Path(os.environ["HUIYIN_HOME"], "saved")
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:04}.html").write_text(page(number), encoding="utf-8")
    first, created = _import(folder)
    again, unchanged = _import(folder)
    if set(created) != {"created"} or set(unchanged) != {"unchanged"}:
        raise RuntimeError(f"not all were taken in: {set(created)}, then {set(unchanged)}")
    return {"pages": COUNT, "seconds": first, "again_seconds": again}


def _import(folder: Path) -> tuple[float, list[str]]:
    """Seconds, with the start of the command, and what became of each page."""
    command = [str(Path(sys.executable).with_name("huiyin")), "import-pages", str(folder), "--json"]
    begun = time.monotonic()
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
    )
    seconds = round(time.monotonic() - begun, 2)
    report = servers.as_json(done.stdout)
    return seconds, [
        entry["status"] for entry in (report if isinstance(report, list) else report["files"])
    ]


def page(number: int) -> str:
    """A page as old portals print it: page tags, a table of catalogue data, crumbs, a text of some size."""
    day = date(2019, 1, 2) + timedelta(days=number)
    title = f"云溪市城市管理局关于第{number}号事项的通知"
    text = "".join(
        f"<p>　　{SENTENCE.format(number=number, part=part) * 3}</p>" for part in range(1, 21)
    )
    column = COLUMNS[number % len(COLUMNS)]
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title>
<meta name="SiteName" content="云溪市人民政府"><meta name="ColumnName" content="{column}">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:30">
<meta name="ContentSource" content="云溪市城市管理局"></head>
<body><div class="nav">您现在的位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a> &gt; <a href="/xxgk/c/">{column}</a></div>
<table class="xxgk"><tr><td>索引号：</td><td>{USCC}/{day:%Y%m}-{number:05}</td><td>组配分类：</td><td>{column}</td></tr>
<tr><td>发布机构：</td><td>云溪市城市管理局</td><td>主题分类：</td><td>城乡建设、环境保护</td></tr>
<tr><td>名称：</td><td>{title}</td><td>文号：</td><td>云城管〔{day.year}〕{number + 1}号</td></tr>
<tr><td>成文日期：</td><td>{day}</td><td>发布日期：</td><td>{day}</td></tr></table>
<h1>{title}</h1><div id="zoom">{text}</div></body></html>"""
