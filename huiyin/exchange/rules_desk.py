"""报送规定 on the desk."""

from huiyin.casework.terms_desk import LocalPage

from .actions import RULES, WORDS

PAGE = LocalPage(
    "exchange-rules",
    "报送规定",
    "信用平台按哪一版数据标准、以什么格式接收文件，几天内给回执，请按平台的要求填写并写明依据。"
    "生成批次时按当日有效的规定，已经生成的不变。平台回执表的列名和结果用语各地不同，导入时认不出的，在回执用词里添加。",
    (RULES, WORDS),
)
