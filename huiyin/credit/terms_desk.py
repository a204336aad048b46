"""信用修复和异议期限 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import TERMS

PAGE = LocalPage(
    "credit-terms",
    "信用修复和异议期限",
    "受理和决定信用修复、告知信用平台、答复公示信息异议各要多久。随软件提供的各行没有见到国家规定的原文，"
    "请按本地规定核对后，从今天起另设一行并写明依据。",
    (TERMS,),
)
