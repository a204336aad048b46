"""许可事项对应词 on the desk: which words of a decision mean which matter."""

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage

from .matter_words import MatterWord

WORDS = LocalTable(
    MatterWord,
    "word",
    "许可事项对应词",
    right="licensing.keep_words",
    refusal="许可事项对应词由行政审批负责人设定",
    asked=("word", "matter", "valid_from", "basis"),
    columns={"word": "词语", "matter": "许可事项", "valid_from": "执行日期", "basis": "依据"},
    kept="此前作出的决定按原来的对应",
)
PAGE = LocalPage(
    "licence-words",
    "许可事项对应词",
    "国家标准的许可表没有“许可事项”一列。导入时依次在许可证书名称、决定文书名称、项目名称、许可内容里找这些词和事项名称，"
    "只对应到一个事项的才采用；看不出的行退回，由导入人填写。按决定当日有效的对应词判断，许可事项留空表示这个词从那天起不再对应。",
    (WORDS,),
)
