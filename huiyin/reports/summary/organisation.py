"""组织领导和工作机制: the leading group, who answers for what, the people, plan and assessment."""

from huiyin.reports.text import Citer, Runs

from . import people
from .phrases import joined, kept, listed, said

MOST_HEARD = 3
"""So many categories are named as what people spoke of most."""
WRITES = ("editorial.draft", "editorial.review_department", "editorial.review_secrecy")
RELEASES, ANSWERS = "editorial.release", "foi.handle_application"


def leading_group(cite: Citer) -> list[Runs]:
    """The group for disclosure, and which unit answers for which kinds of matters."""
    return [*people.leading_groups(cite, "公开"), *people.departments(cite)]


def persons(cite: Citer) -> list[Runs]:
    """专人负责: how many people hold the posts of disclosure."""
    posts = people.on_posts(cite, "专门负责公开工作", *WRITES, RELEASES, ANSWERS)
    return [[*posts, "。"]] if posts else []


def planned(cite: Citer) -> list[Runs]:
    """同布置: the tasks of the plan that were due in the period, and what became of them."""
    due = cite("planning.due")
    if not due:
        return []
    sentence = joined(
        [
            ["年度计划中应完成的工作任务", due],
            said("其中转入下年的", cite("planning.carried")),
            kept(cite, "planning.in-time.rate", "按期完成率", "均未按期完成"),
            kept(cite, "planning.reported.rate", "季度进展按时报送率", "季度进展均未按时报送"),
        ],
        "，",
    )
    return [[*sentence, "。"]]


def assessed(cite: Citer) -> list[Runs]:
    """同考核: how many units were assessed in the period."""
    begun = cite("assessment.begun")
    return [["布置年度考核", begun, "（一个单位一件）。"]] if begun else []


def heard(cite: Citer) -> list[Runs]:
    """群众关切: the categories of requests that were received most."""
    most = cite.starting_with("hotline.category.")[:MOST_HEARD]
    return [["群众通过热线和留言反映较多的有", *listed(most), "。"]] if most else []


def results(cite: Citer) -> list[Runs]:
    """考核结果: confirmed, and put into the records of posts; 通报 and 限期整改."""
    confirmed, applied = cite("assessment.confirmed"), cite("assessment.applied")
    used: Runs = []
    if confirmed and applied:
        whole = applied.value == confirmed.value
        used = ["，均记入责任人的岗位考核记录"] if whole else [
            "，其中记入责任人岗位考核记录的", applied,
        ]  # fmt: skip
    sentence = said("确认年度考核结果", confirmed)
    return [[*sentence, *used, "。"]] if sentence else []
