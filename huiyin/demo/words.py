"""Invented names, places and matters of the demonstration city 云溪市; nobody real is meant."""

from random import Random

from huiyin.common import uscc

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
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

STREETS = [
    "映月路",
    "清溪大道",
    "云门街",
    "望江路",
    "书院路",
    "石桥北路",
    "青枫路",
    "滨河西路",
    "鼓楼街",
    "梨园路",
    "文汇路",
    "紫荆大道",
    "长亭路",
    "南湖路",
    "新安街",
    "桂花巷",
    "白鹭洲路",
    "五里铺路",
    "莲池街",
    "凤栖路",
]
DISTRICTS = ["东湖街道", "石桥街道", "书院街道", "清溪镇", "望江街道", "长亭镇"]
ESTATES = [
    "梧桐苑",
    "云溪花园",
    "江畔人家",
    "锦绣新村",
    "书香门第",
    "绿洲家园",
    "南湖春晓",
    "石桥小区",
    "桂语府",
    "安居苑",
]

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
    "一期住宅工程",
    "二期地库土方工程",
    "安置房项目",
    "小学改扩建工程",
    "商业综合体基坑工程",
    "老旧小区改造项目",
    "人民医院门诊楼工程",
    "标准化厂房项目",
    "雨污分流改造工程",
    "农贸市场改造工程",
]


def person(random: Random) -> str:
    return random.choice(SURNAMES) + random.choice(GIVEN)


def telephone(random: Random) -> str:
    """A number with the area code 0000, which no place has: no demonstration calls anybody."""
    return f"0000-100{random.randrange(10000):04d}"


def firm(random: Random, category: str) -> str:
    return random.choice(FIRM_ROOTS) + random.choice(FIRM_KINDS[category])


def firm_code(random: Random) -> str:
    """A code of the right form with a right check character; the district part 341799 is not in use."""
    middle = "".join(random.choice(uscc.ALPHABET) for _ in range(8))
    first = f"91341799{middle}{random.choice('0123456789')}"
    return first + uscc.check_character(first)


def place(random: Random) -> str:
    return (
        f"{random.choice(DISTRICTS)}{random.choice(STREETS)}"
        f"{random.choice(['与' + random.choice(STREETS) + '交叉口', f'{random.randrange(1, 320)}号', random.choice(ESTATES) + '门口'])}"
    )
