"""只有起草时能改: the editor of a document is read-only unless its manuscript is being drafted."""

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.editor import EditingLock, locks

from .models import Manuscript

State = Manuscript.State
ADOPT = "/desk/documents/{}/adopt/"
SAID = {
    State.RELEASABLE: "稿件已审完，正待发布，不能再改。",
    State.SCHEDULED: "稿件已审完，到时自动发布，不能再改。",
    State.PUBLISHED: "这条信息已经公开。要改内容，请先在工作台点“更正公开内容”。",
    State.WITHDRAWN: "这条信息已经撤下。要改内容重新公开，请先在工作台点“更正公开内容”。",
    State.HELD: "经审查不予公开。情况有变化的，请先在工作台点“更正公开内容”。",
    State.VOIDED: "这篇稿件已经弃用。",
}


@locks
def manuscript_lock(page: DocumentPage) -> EditingLock | None:
    """Where the manuscript stands; open to its drafter while it is being drafted."""
    manuscript = Manuscript.objects.filter(page=page.pk).first()
    if manuscript is None:
        said = "这条信息还没有稿件，不能直接修改。"
        return EditingLock(page, said, ADOPT.format(page.pk))
    address = manuscript.get_absolute_url()
    if manuscript.state == State.DRAFTING:
        said = f"这篇稿件由{manuscript.drafter_name}起草。要改请先在工作台“接手起草”。"
        return EditingLock(page, said, address, writer=manuscript.drafter_key)
    if manuscript.state == State.REVIEWING:
        review = manuscript.current_review
        step = review.name if review else "审核"
        said = f"稿件正在审核（{step}），不能修改。起草人可以撤回送审，审核人可以退回。"
        return EditingLock(page, said, address)
    return EditingLock(page, SAID[State(manuscript.state)], address)
