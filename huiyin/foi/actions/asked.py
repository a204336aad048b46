"""Arguments that several moves ask for."""

from typing import Annotated

from django import forms

from huiyin.casework.arguments import NeededWhen
from huiyin.casework.forms import ChoiceField, LineField
from huiyin.foi.models import Decision, ServiceMethod

RESULTS = [("", "请选择"), *Decision.choices]
DAY_OF_ANSWER = (
    "直接、委托送达的，以申请人签收之日为答复之日；电子送达的，以到达申请人系统之日为答复之日"
)
HOW_WITHDRAWN = "如 3月2日来信书面撤回；材料请先添加到本件，另一人核对后办结"

Seen = Annotated[str, forms.CharField(widget=forms.HiddenInput, required=False)]
"""The digest of the letter that was looked at."""
Method = Annotated[str, ChoiceField("送达方式", ServiceMethod.choices)]
PostNumber = Annotated[str, LineField("邮件号码", 40, required=False), NeededWhen("邮政寄递的必填")]
Receipt = Annotated[
    str,
    LineField("送达凭证", 80, required=False, help_text="送达回证的编号；不写姓名、邮箱"),
    NeededWhen("直接送达、委托送达的必填"),
]
Number = Annotated[
    str, LineField("告知文号", 80, required=False, help_text="随文书的由系统编号，不填")
]
