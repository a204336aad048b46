"""The texts of a made-up city, always the same ones, and what a reader would ask for in them."""

# ruff: noqa: SIM905 - word lists are written as words

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

SEED, BODY = 20201231, 1000

NOUNS = """政府信息 行政许可 行政处罚 城市管理 建筑垃圾 户外广告 园林绿化 市容环境 环境卫生 生活垃圾 垃圾分类
污水处理 供水管网 燃气安全 物业管理 住房公积金 保障性住房 老旧小区 棚户区改造 征地补偿 土地出让 不动产登记
义务教育 学前教育 职业技能 招生入学 教师资格 公共卫生 疫苗接种 医疗保障 医保报销 社会救助 最低生活保障 养老服务
残疾人福利 退役军人 就业创业 失业保险 工伤认定 社会保险 农民工工资 劳动仲裁 食品安全 药品监管 特种设备 消费投诉
知识产权 市场主体 营业执照 营商环境 放管服改革 一网通办 政务服务 财政预算 财政决算 专项资金 政府采购 招标投标
国有资产 税收优惠 减税降费 统计公报 国民经济 固定资产投资 重点项目 产业园区 科技创新 高新技术企业 乡村振兴 脱贫攻坚
高标准农田 粮食生产 耕地保护 水利工程 防汛抗旱 河长制 林长制 大气污染 水质监测 噪声扰民 油烟治理 扬尘管控 安全生产
消防安全 应急预案 地质灾害 道路交通 公交线路 停车收费 占道经营 违法建设 共享单车 农贸市场 文化遗产 公共图书馆
全民健身 旅游景区 法治政府 行政复议 行政诉讼 规范性文件 合法性审查 政务公开 依申请公开 信访事项 市长热线 督查督办
绩效考核 干部培训 人大代表建议 政协提案 数据共享 电子证照 信用信息 双随机一公开 权责清单 负面清单""".split()
VERBS = """推进 落实 加强 规范 开展 完善 印发 公布 受理 办理 审核 检查 整改 约谈 督促 协调 组织 召开 部署 研究 制定
修订 废止 公示 征求 答复 回应 解读 宣传 培训 考核 通报 表彰 拨付 核算 审计 监督 抽查 查处 取缔 拆除 清理 修缮 新建
改造 验收 移交 备案 登记 注销 变更 延续 撤销 听证 送达 催告 执行 复核 统筹 优化 简化 压减 提升 巩固 深化 建立 健全""".split()
LINKS = """为进一步 根据 按照 结合 围绕 针对 截至目前 据统计 会议指出 会议强调 会议要求 下一步 与此同时 一是 二是 三是
切实 全面 扎实 有序 依法 及时 严格 认真 着力 持续 积极 稳妥 深入 有效 共 累计 同比增长 同比下降 以及 并 对 由 在 向 与 的 了 等""".split()
OFFICES = """市人民政府办公室 市城市管理局 市发展和改革委员会 市教育局 市科学技术局 市公安局 市民政局 市司法局 市财政局
市人力资源和社会保障局 市自然资源和规划局 市生态环境局 市住房和城乡建设局 市交通运输局 市水利局 市农业农村局 市商务局
市文化和旅游局 市卫生健康委员会 市退役军人事务局 市应急管理局 市审计局 市市场监督管理局 市统计局 市医疗保障局 市信访局""".split()
ENDS = "。 。 。 ； ， ， ， 、 ： ！".split()
UNITS = "万元 亿元 件 户 人次 平方米 公里 吨 个百分点 μg/m³ ㎡ % 家 处 批次".split()
KINDS = "通知 公告 通告 公示 意见 办法 实施方案 工作总结 工作计划 情况通报 批复 函 年度报告 政策解读 办事指南 会议纪要".split()
FILES = "附表 申报表 名单 汇总表 评分标准 承诺书 流程图 图纸 目录 征求意见稿".split()
ENDINGS = ".pdf .docx .xlsx .doc .zip .ofd".split()
PLACES = "街道 镇 乡 社区 村 路 大道 小区 工业园 广场 水库 桥 中学 医院 市场 公园".split()
TRADES = "建设 物业 环保 园林 商贸 餐饮 运输 科技 能源 农业".split()
LETTERS = (
    "安白百宝北本碧滨沧昌长常城川春大丹德东鼎恩发方芳丰凤扶福富甘高古关光广贵桂国海含汉和恒红洪鸿湖华怀黄惠吉佳嘉建江金锦景静久"
    "开康昆兰乐丽利良临灵凌龙隆陆鹿罗洛马茂美民明宁农盘平萍浦齐启前青清庆泉仁荣瑞润三沙山上尚韶深神盛石双水顺松苏泰潭唐桃天通同"
    "湾万望威文五武西溪祥向象小孝欣新星兴秀徐雪雅岩阳永友余玉裕源远月云泽张兆镇正之志中州竹卓紫"
)
SOURCES = (("body", "title", "index_number", "doc_number", "attachments"), (12, 4, 1, 1, 1))
"""where queries come from, and how often"""
THEMES = "城乡建设 科技教育 卫生体育 民政扶贫 财政金融 市场监管 国土资源 综合政务 劳动人事 公安安全".split()


class Corpus:
    """Documents of a made-up city, the same for the same number."""

    def __init__(self, documents: int) -> None:
        self.random = random.Random(SEED)
        self.documents = documents
        coined = [self._coin(PLACES) for _ in range(3000)]
        coined += [self._coin(TRADES) + "有限公司" for _ in range(1500)]
        self.words = [*NOUNS * 3, *VERBS * 4, *LINKS * 8, *OFFICES, *coined]
        self.random.shuffle(self.words)
        # a few words are everywhere, most are rare, as in real texts
        self.weights = list(accumulate(1 / (rank + 20) ** 0.8 for rank in range(len(self.words))))

    def _coin(self, endings: list[str]) -> str:
        name = self.random.choices(LETTERS, k=self.random.choice((2, 2, 3)))
        return "".join([*name, self.random.choice(endings)])

    def _body(self) -> str:
        text: list[str] = []
        length = 0
        target = self.random.randint(BODY // 2, BODY * 3 // 2)
        while length < target:
            words = self.random.choices(
                self.words, cum_weights=self.weights, k=self.random.randint(3, 9)
            )
            if self.random.random() < 0.25:
                words.append(f"{self.random.randint(1, 99999) / 10:g}{self.random.choice(UNITS)}")
            if self.random.random() < 0.08:
                year, serial = self.random.randint(2008, 2025), self.random.randint(1, 300)
                words.append(f"（{self.random.choice(LETTERS)}政办〔{year}〕{serial}号）")
            sentence = "".join(words) + self.random.choice(ENDS)
            if self.random.random() < 0.1:
                sentence += "\n　　"
            text.append(sentence)
            length += len(sentence)
        return "".join(text)

    def __iter__(self) -> Iterator[dict]:
        for number in range(self.documents):
            chance = self.random
            office = chance.randrange(len(OFFICES))
            day = date(2008, 5, 1) + timedelta(chance.randrange(6500))
            subject = "".join(chance.choices(self.words, cum_weights=self.weights, k=3))
            yield {
                "key": f"document:{number}",
                "url": f"/i/{number}",
                "title": f"{OFFICES[office]}关于{chance.choice(VERBS)}{subject}的{chance.choice(KINDS)}",
                "body": self._body(),
                "published_on": day,
                "agency": f"agency-{office}",
                "agency_name": OFFICES[office],
                "column": f"/agency-{office}/{'abcdefgh'[number % 8]}/{number % 3}/",
                "column_name": KINDS[number % 8],
                "theme": chance.choice(THEMES),
                "index_number": f"{day:%Y%m}-{number:05}",
                "doc_number": f"云{'城教财民水'[office % 5]}发〔{day.year}〕{chance.randint(1, 200)}号",
                "attachments": "\n".join(
                    f"{index + 1}.{chance.choice(NOUNS)}{chance.choice(FILES)}{chance.choice(ENDINGS)}"
                    for index in range(chance.choice((0, 0, 1, 3)))
                ),
            }


def queries(documents: list[dict], count: int) -> list[str]:
    """Passages of 2 to 8 characters out of all that is to be found, as a reader would copy them."""
    chance = random.Random(SEED + 1)
    queries: list[str] = []
    while len(queries) < count:
        document = chance.choice(documents)
        text = document[chance.choices(*SOURCES)[0]]
        length = chance.randint(2, 8)
        if len(text) < length:
            continue
        start = chance.randrange(len(text) - length + 1)
        # a space would ask for two words, a line break ends the name of an attachment
        passage = text[start : start + length]
        if not any(map(str.isspace, passage)) and sum(map(str.isalnum, passage)) >= 2:
            queries.append(passage)
    return queries
