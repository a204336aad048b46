"""Rows of ledgers to import, and workbooks of them; every person and number is invented."""

import io
from datetime import date

import xlsxwriter

IDENTITY = "99999919500105123X"
LICENCE = {
    "行政相对人名称": "云溪市样例建设有限公司",
    "行政相对人类别": "法人及非法人组织",
    "XK_XDR_SHXYM": "91341799MA2TEX01KJ",
    "行政许可决定文书名称": "准予行政许可决定书",
    "行政许可决定文书号": "云城管许字〔2020〕1号",
    "许可类别": "核准",
    "许可内容": "准予处置建筑垃圾",
    "许可决定日期": date(2020, 5, 6),
    "有效期自": "2020/5/6",
    "有效期至": "2021年5月5日",
    "许可事项": "城市建筑垃圾处置核准",
}
APPLICATION = {
    "申请编号": "SQ2020-0001",
    "收到日期": "2020-03-02",
    "申请渠道": "网上申请",
    "申请人类型": "自然人",
    "申请人": "周示例",
    "联系方式": "13800001111",
    "所需信息的内容描述": "道路挖掘计划",
}
REQUEST = {
    "工单编号": "RX2020-00001",
    "受理日期": "2020-03-02",
    "来源渠道": "市长热线",
    "诉求类型": "投诉",
    "标题": "夜间占道",
    "诉求内容": "每晚有摊点占道",
    "诉求人": "周示例",
    "联系电话": "13800001111",
}
ROWS = {"licences": LICENCE, "foi": APPLICATION, "hotline": REQUEST}


def book(*rows, before=(), other=None):
    """A workbook of the rows (dicts of one header), as a stream."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy/m/d"})
    headers = list(rows[0])
    lines = [
        *[[text] for text in before],
        headers,
        *[[row.get(h, "") for h in headers] for row in rows],
    ]
    for number, cells in enumerate(lines):
        for index, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(number, index, cell, day)
            elif isinstance(cell, str) and cell.startswith("=ERR"):
                sheet.write_formula(number, index, "=1/0", None, "#REF!")
            elif isinstance(cell, str):
                sheet.write_string(number, index, cell)
            else:
                sheet.write(number, index, cell)
    if other:
        other(book)
    book.close()
    stream.seek(0)
    return stream
