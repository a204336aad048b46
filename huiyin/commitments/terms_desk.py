"""信用承诺期限 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import TERMS

PAGE = LocalPage(
    "commitment-terms",
    "信用承诺期限",
    "信用承诺书自承诺之日起多久公示、没有写明履行期限的多久核查，国家没有统一规定，"
    "请按本地规定核对每一行并写明依据。",
    (TERMS,),
)
