"""Invented names, places and matters of the demonstration city 云溪市; nobody real is meant."""

from dataclasses import dataclass
from functools import cache
from random import Random

from huiyin.common import uscc

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦唐许何吕施张孔曹严华金魏陶姜"
GIVEN = [
    "建国",
    "志强",
    "晓燕",
    "丽华",
    "文斌",
    "雨桐",
    "子涵",
    "佳怡",
    "海涛",
    "国栋",
    "秀英",
    "春梅",
    "立新",
    "思远",
    "明轩",
    "若曦",
    "永康",
    "景行",
    "慧敏",
    "德胜",
    "云鹏",
    "雅琴",
    "长青",
    "玉兰",
    "启明",
    "小满",
    "正阳",
    "可心",
    "向东",
    "如意",
]

STREETS_OF = {
    "东湖街道": ("映月路", "云门街", "南湖路", "白鹭洲路"),
    "石桥街道": ("石桥北路", "青枫路", "滨河西路", "五里铺路"),
    "书院街道": ("书院路", "鼓楼街", "文汇路"),
    "清溪镇": ("清溪大道", "梨园路", "桂花巷"),
    "望江街道": ("望江路", "紫荆大道", "莲池街"),
    "长亭镇": ("长亭路", "新安街", "凤栖路"),
}
"""Every street belongs to one place."""
DISTRICTS = list(STREETS_OF)
STREETS = [street for streets in STREETS_OF.values() for street in streets]
ESTATES_OF = {
    "南湖路": "南湖春晓",
    "映月路": "云溪花园",
    "石桥北路": "石桥小区",
    "滨河西路": "江畔人家",
    "书院路": "书香门第",
    "文汇路": "安居苑",
    "清溪大道": "锦绣新村",
    "桂花巷": "桂语府",
    "紫荆大道": "绿洲家园",
    "长亭路": "梧桐苑",
}
ESTATES = list(ESTATES_OF.values())

FIRM_ROOTS = [
    "云溪恒通",
    "皖南顺达",
    "东湖宏业",
    "清溪绿景",
    "石桥建工",
    "望江运通",
    "长亭市政",
    "鼎诚",
    "嘉和",
    "金穗",
    "盛泽",
    "瑞丰",
    "启航",
    "中岳",
    "广厦",
    "永兴",
    "天衡",
    "佳境",
    "博远",
    "众望",
]
FIRM_KINDS = {
    "construction-waste": [
        "渣土运输有限公司",
        "建筑工程有限公司",
        "土石方工程有限公司",
        "房地产开发有限公司",
    ],
    "outdoor-advertising": ["广告传媒有限公司", "文化发展有限公司", "商业管理有限公司"],
    "municipal-greening": [
        "市政工程有限公司",
        "园林绿化有限公司",
        "管道燃气有限公司",
        "通信建设有限公司",
        "供水有限公司",
    ],
}
PROJECTS = [
    "小学改扩建工程", "商业综合体基坑工程", "标准化厂房项目", "农贸市场改造工程",
    "安置房项目", "雨污分流改造工程", "社区卫生服务中心新建工程",
]  # fmt: skip
OF_AN_ESTATE = ["一期住宅工程", "二期地库土方工程", "老旧小区改造项目", "雨污分流改造工程"]


def project(random: Random, district: str) -> str:
    """A building project in that district."""
    estates = [ESTATES_OF[street] for street in STREETS_OF[district] if street in ESTATES_OF]
    if random.random() < 0.5:
        return random.choice(estates) + random.choice(OF_AN_ESTATE)
    return district + random.choice(PROJECTS)


def person(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(GIVEN)


def telephone(random: Random) -> str:
    """A number with the area code 0000, which no place has: no demonstration calls anybody."""
    return f"0000-100{random.randrange(10000):04d}"


@dataclass(frozen=True)
class Firm:
    """An invented firm: always with the same name, code and legal representative."""

    name: str
    uscc: str
    representative: str


@cache
def firm_named(name: str) -> Firm:
    """A code of the right form with a right check character; the district part 341799 is not in use."""
    random = Random(f"firm {name}")
    middle = "".join(random.choice(uscc.ALPHABET) for _ in range(8))
    first = f"91341799{middle}{random.choice('0123456789')}"
    return Firm(name, first + uscc.check_character(first), person(random))


def firm(random: Random, category: str) -> Firm:
    return firm_named(random.choice(FIRM_ROOTS) + random.choice(FIRM_KINDS[category]))


def place(random: Random, district: str = "") -> str:
    """A crossing, a number or a gate, in the district where that street is."""
    district = district or random.choice(DISTRICTS)
    street, other = random.sample(STREETS_OF[district], 2)
    spots = [f"与{other}交叉口", f"{random.randrange(1, 320)}号"]
    if street in ESTATES_OF:
        spots.append(f"{ESTATES_OF[street]}门口")
    return f"{district}{street}{random.choice(spots)}"
