"""复姓: surnames of two characters and more, those of 百家姓 and others that people bear."""

from .folding import fold

_NAMES = """
万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟
公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 公孙 仲孙
轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空 亓官
司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋
夹谷 宰父 谷梁 榖梁 段干 百里 东郭 南门 呼延 羊舌 微生
梁丘 左丘 东门 西门 南宫 第五 独孤 纳兰 叶赫 完颜 那拉
富察 佟佳 乌雅 章佳 耶律 尔朱 贺兰 贺若 达奚 哥舒 仆固
公仪 公输 公户 公伯 公仲 公乘 司城 司鸿 北宫 东宫 东里
西郭 南郭 南荣 叔孙 季孙 孟孙 王孙 士孙 太史 屈突 屠岸
毌丘 毋丘 水丘 相里 綦毋 綦连 胡母 胡毋 豆卢 陆费 高堂
黑齿 褚师 仲长 五鹿 乞伏 秃发 沮渠 斛律 斛斯 库狄 左师
右师 延陵 息夫 成公 扶余 朱邪 主父 空桐 虞丘 雍门 青阳
龙丘 温孤 范姜 张简 张廖 钮祜禄 赫舍里 瓜尔佳 侯莫陈 吐谷浑
爱新觉罗 叶赫那拉
"""
_COMPOUND = frozenset(_NAMES.split())
_LONGEST = max(map(len, _COMPOUND))


def length(name: str) -> int:
    """How many characters of a name are its surname; a name is more than its surname."""
    folded = fold(name)
    if len(folded) == len(name):
        for size in range(min(_LONGEST, len(name) - 1), 1, -1):
            if folded[:size] in _COMPOUND:
                return size
    return 1
