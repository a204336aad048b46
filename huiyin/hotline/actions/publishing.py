"""公开问答: one person proposes what the portal is to say, another one publishes it."""

from datetime import date, datetime
from typing import Annotated

from huiyin.audit.actors import Actor
from huiyin.casework.forms import LineField, TextField
from huiyin.casework.publication import PublicationByTwo
from huiyin.hotline import publicity, rules
from huiyin.hotline.models import ServiceRequest

from .registering import State, workflow


def _never_public(request: ServiceRequest, day: date) -> str:
    if request.is_child:
        return "并入主案的工单不单独公开，由主案公开一次"
    if request.consents and not request.is_confidential:
        return ""
    return "来信人没有同意公开，或者这件工单是保密的，不能公开"


def hide(request: ServiceRequest) -> None:
    """Off the portal, with the texts that stood there; what was only proposed is kept to be changed."""
    if request.published_at is not None:
        request.public_subject = request.public_content = request.public_answer = ""
    request.take_down()


publication = PublicationByTwo(
    workflow,
    "问答",
    {State.ANSWERED},
    write=rules.ANSWER,
    release=rules.PUBLISH,
    faults=lambda request: publicity.faults(request, publicity.texts(request)),
    hide=hide,
    barred=_never_public,
)


@publication.propose
def propose(
    request: ServiceRequest,
    *,
    actor: Actor,
    at: datetime,
    public_subject: Annotated[str, LineField("标题", 200)],
    public_content: Annotated[
        str, TextField("来信内容", 5000, rows=6, help_text="号码和姓名已遮掩，请再通读一遍")
    ],
    public_answer: Annotated[str, TextField("答复内容", 5000, rows=6)],
) -> None:
    """拟公开问答: proposes the public text of question and answer, which another person reviews."""
    request.public_subject, request.public_content = public_subject, public_content
    request.public_answer = public_answer


publish = publication.publish(basis="国办发〔2017〕47号")
send_back = publication.send_back()
withdraw = publication.withdraw(rules.may_withdraw)
