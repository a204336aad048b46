"""What may not leave the office, and places put among states: found, and left alone."""

from huiyin.checks import Attachment, Severity

ROWS = [
    ("internal.secrecy", "机密★1年", ["机密★1年"]),
    ("internal.secrecy", "<p>秘密</p><p>绝密 长期</p><p>【机密】</p>", ["秘密", "绝密 长期", "【机密】"]),
    ("internal.secrecy", "密级：机密　份号：000123", ["密级：机密"]),
    ("internal.secrecy", "秘密☆3年", ["秘密☆3年"]),
    ("internal.secrecy", "涉及国家秘密、商业秘密的，按照机密级管理。", []),
    ("internal.secrecy", "<table><tr><td>国家秘密</td><td>秘密</td></tr></table>", []),
    ("internal.not", "内部资料 注意保存", ["内部资料 注意保存"]),
    ("internal.not", "（此件不予公开）", ["此件不予公开"]),
    ("internal.not", "本文仅供局机关内部使用。", ["仅供局机关内部使用"]),
    ("internal.not", "公开属性：不予公开", ["公开属性：不予公开"]),
    ("internal.not", "（此件依申请公开）", ["此件依申请公开"]),
    ("internal.not", "（此件公开发布）", []),
    ("internal.not", "加强内部管理，规范内部资料归档，属于内部事务信息的不予公开。", []),
    ("internal.draft", "（征求意见稿）", ["（征求意见稿）"]),
    ("internal.draft", "（讨论稿）为做好工作，制定本方案。", ["（讨论稿）"]),
    ("internal.draft", "第二稿", ["第二稿"]),
    ("internal.draft", "形成了征求意见稿，并送审稿报市政府。", []),
    ("internal.draft", "<p>（征求意见稿）</p><p>现公开征求意见，请于月底前反馈。</p>", []),
    ("internal.word", "请王局阅示。", ["请王局阅示"]),
    ("internal.word", "呈李主任审阅，请各位领导阅示。", ["呈李主任审阅", "请各位领导阅示"]),
    ("internal.word", "（此处数据请核实）批注[甲1]：建议删", ["（此处数据请核实）", "批注[甲1]"]),
    ("internal.word", "妥否，请批示。报请市政府领导审阅后印发，由局长审定。", []),
    ("internal.to-be", "责任单位：XXX待补充", ["XXX待补充"]),
    ("internal.to-be", "附件名单（待补充）。", ["（待补充）"]),
    ("internal.to-be", "单击此处输入文字", ["单击此处输入文字"]),
    ("internal.to-be", "TODO：补数据", ["TODO："]),
    ("internal.to-be", "当事人张XX、XX公司，待核实后处理，材料待补充完整的限期补正。", []),
    ("internal.draft", "征求意见稿", ["征求意见稿"]),
    ("internal.draft", "（内部讨论稿）", ["（内部讨论稿）"]),
    ("internal.word", "请小李核对后发布。待领导定", ["请小李核对后发布", "待领导定"]),
    ("internal.to-be", "（此处填单位名称）数据待核实，投资××万元", ["（此处填单位名称）", "数据待核实", "××万元"]),
    ("internal.to-be", "开工时间（待定），待局党组研究确定后公布", []),
    ("wording.terr", "赴港澳台等国家", ["港澳台等国家"]),
    ("wording.terr", "赴西藏、新疆、香港、澳门等国家和地区交流。", ["西藏、新疆、香港、澳门等国家和地区"]),
    ("wording.terr", "来自日本、香港等国家的客商", ["香港等国家"]),
    ("wording.terr", "来自美国、台湾等10个国家", ["台湾等10个国家"]),
    ("wording.terr", "中国和台湾的贸易", ["中国和台湾"]),
    ("wording.terr", "来自日本、香港等国家和地区、日本和中国香港等国家", []),
    ("wording.terr", "广东、海南等国家首批试点，北京、上海等国家中心城市", []),
    ("wording.terr", "香港、澳门等地区，中国台湾地区", []),
    ("wording.term", "中港台、台湾总统、新疆自治区", ["中港台", "台湾总统", "新疆自治区"]),
    ("wording.term", "空中港台、香港特别行政区政府、新疆维吾尔自治区、南韩村", []),
    ("wording.term", "户口薄、竞然、市容环镜、群众反应强烈", ["户口薄", "竞然", "环镜", "群众反应"]),
]  # fmt: skip
TITLES = [
    ("云溪市户外广告管理办法（送审稿）", 1),
    ("城市管理工作总结-最终版", 1),
    ("关于《云溪市户外广告管理办法（征求意见稿）》公开征求意见的公告", 0),
    ("《云溪市户外广告管理办法（送审稿）》起草说明", 0),
]


def test_marks_and_places(findings, subtests):
    for code, text, faults in ROWS:
        with subtests.test(f"{code} {text}"):
            assert sorted(h.fault for h in findings(code, text)) == sorted(faults)


def test_marks_stop_a_release(findings):
    hits = findings(
        "internal.", "<p>机密★1年</p><p>（讨论稿）请王局阅示，XXX待补充</p><p>内部资料</p>"
    )
    assert len({hit.code for hit in hits}) == 5
    assert all(hit.severity is Severity.ERROR and "请" in hit.message for hit in hits)


def test_titles_and_attachments(findings, subtests):
    for title, count in TITLES:
        with subtests.test(title):
            assert len(findings("internal.draft", "正文", title=title)) == count
    secret = [Attachment("名单.docx", ("机密★3年", "张三"))]
    assert [hit.fault for hit in findings("internal.secrecy", "正文", attachments=secret)] == [
        "机密★3年"
    ]
