"""Terms as notices of assessments usually have them, and what computes the items of one rubric."""

from datetime import date

from django.db import migrations

CHECK = "；二手文本，请按本地的考核通知核对"
TERMS = [
    ("score", 10, f"各地考核通知一般给10个工作日自评{CHECK}"),
    ("review", 15, f"各地考核通知一般在15个工作日内复核{CHECK}"),
    ("appeal", 5, f"各地考核通知一般给5个工作日申诉{CHECK}"),
    ("answer", 5, f"各地考核通知一般在5个工作日内答复申诉{CHECK}"),
]
BASIS = f"市级部门政务公开考核细则（67项）的对应表{CHECK}"
LOST = (
    "foi.remedies.reconsideration.corrected+foi.remedies.litigation.corrected"
    "+foi.remedies.litigation-after.corrected"
)
FILLED, CURRENT, IF_ANY = "columns_filled", "columns_current", "columns_if_any"
LAW = "行政执法公示、权责清单、行政执法人员名录、行政许可、行政处罚"
METHODS = [
    # code, measure, checklist, threshold
    ("A-001", FILLED, "机构职能、负责人信息、权责清单", None),
    ("A-003", CURRENT, "公开指南", None),
    ("A-004", FILLED, "公开制度", None),
    ("A-005", "annual_report_in_time+annual_report_repeats", "", None),
    ("A-007", FILLED, "意见征集", None),
    ("A-008", "documents_titled", "征求意见、听证、座谈", 1),
    ("A-010", "registers.feedback.on-time", "", 100),
    ("A-011", "validity_marked", "", None),
    ("A-012", IF_ANY, "重大决策部署", None),
    ("A-013", FILLED, "行政事业性收费", None),
    ("A-014", FILLED, "规划计划", None),
    ("A-015", FILLED, "建议提案办理", None),
    ("A-016", FILLED, "预算决算、政府采购", None),
    ("A-017", FILLED, LAW, None),
    ("A-018", IF_ANY, "市场监管", None),
    ("A-019", IF_ANY, "办事", None),
    ("A-020", IF_ANY, "公共企事业单位", None),
    ("A-021", IF_ANY, "就业", None),
    ("A-022", IF_ANY, "养老", None),
    ("A-023", IF_ANY, "社会救助", None),
    ("A-024", IF_ANY, "教育", None),
    ("A-025", IF_ANY, "卫生健康", None),
    ("A-026", IF_ANY, "生态环境", None),
    ("A-027", IF_ANY, "应急管理", None),
    ("A-028", IF_ANY, "公共文化", None),
    ("A-029", IF_ANY, "人事信息", None),
    ("A-030", IF_ANY, "住房保障", None),
    ("A-031", IF_ANY, "国有土地", None),
    ("A-032", FILLED, "政府采购", None),
    ("A-033", IF_ANY, "国有产权", None),
    ("A-034", IF_ANY, "工程建设", None),
    ("A-035", FILLED, "财政资金", None),
    *((f"A-{number:03d}", IF_ANY, "重大建设项目", None) for number in range(36, 44)),
    ("B-044", "application_ways", "", None),
    ("B-045", "application_papers", "", None),
    ("B-046", "foi.late", "", None),
    ("B-048", LOST, "", None),
    ("C-051", CURRENT, "政策解读", None),
    ("C-052", "policies_interpreted+interpretation_links", "", None),
    ("C-053", "policies_interpreted", "", None),
    ("C-055", "documents_titled", "开放日", 1),
    ("C-056", "message_channel", "", None),
    ("C-057", "hotline.late", "", None),
    ("D-058", "search_page", "", None),
    ("D-059", "search_works", "", None),
    ("D-060", "search_orders", "", None),
    ("D-061", FILLED, "文件清理", None),
    ("D-062", "documents_titled", "国务院、党中央", 1),
    ("E-065", IF_ANY, "三项清单", None),
    ("E-066", IF_ANY, "公开目录", None),
]


def forward(apps, schema_editor):
    terms = apps.get_model("assessment", "Term").objects
    for step, length, basis in TERMS:
        terms.create(
            step=step, length=length, unit="工作日", valid_from=date(2000, 1, 1), basis=basis
        )
    methods = apps.get_model("assessment", "Method").objects
    for code, measure, checklist, threshold in METHODS:
        methods.create(
            code=f"SQ-DEP-{code}", measure=measure, checklist=checklist, threshold=threshold,
            valid_from=date(2000, 1, 1), basis=BASIS,
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
