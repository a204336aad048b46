"""Rates, magnitudes and lists of parts: what does not follow from the numbers beside it."""

ROWS = [
    # a rate and its two numbers
    ("sums.rate", "共接到报修27起，办结27起，办结率96.3%。", ["96.3%"]),
    ("sums.rate", "共接到报修27起，办结25起，办结率100%。", ["100%"]),
    ("sums.rate", "受理投诉50件，办结49件（办结率100%）。", ["100%"]),
    ("sums.rate", "受理投诉50件。办结49件，办结率达到100%。", ["100%"]),
    ("sums.rate", "办结率100%，共受理50件，办结49件。", ["100%"]),
    ("sums.rate", "抽检食品50批次，合格48批次，合格率98%。", ["98%"]),
    ("sums.rate", "共检查商户120家，整改完成110家，整改率达到95%。", ["95%"]),
    ("sums.rate", "受理50件，按期办结48件，按期办结率98%", ["98%"]),
    ("sums.rate", "回访100人，满意98人，满意率为99%。", ["99%"]),
    ("sums.rate", "受理1000件，办结999件，办结率100%。", ["100%"]),
    ("sums.rate", "共接到报修27起，办结27起，办结率100%。", []),
    ("sums.rate", "受理投诉27件，办结26件，办结率96.3%。", []),
    ("sums.rate", "受理30件，办结27件，按期办结率100%。", []),  # all that is closed was in time
    ("sums.rate", "受理50件，办结49件，办结率98%，满意49件，满意率100%。", []),
    ("sums.rate", "受理50件，办结约49件，办结率100%。", []),
    ("sums.rate", "工单办结率97%，满意率98%。", []),
    ("sums.rate-above", "按期办结率达120%。", ["120%"]),
    ("sums.rate-above", "主干道亮灯率达到101%。", ["101%"]),
    ("sums.rate-above", "投诉占总数的120%。", ["120"]),
    ("sums.rate-above", "投诉量下降120%。", ["120"]),
    ("sums.rate-above", "任务完成率120%，投资增长120%。", []),
    ("sums.rate-above", "利润下降120%。", []),
    ("sums.decrease", "故障数比去年减少了3倍。", ["减少了3倍"]),
    ("sums.decrease", "面积缩小一倍，用时缩短两倍。", ["缩小一倍", "缩短两倍"]),
    ("sums.decrease", "效率提高3倍，倍数减少，降低到原来的一半。", []),
    # magnitudes and units
    ("sums.magnitude", "投资1.2亿万元。", ["亿万元"]),
    ("sums.magnitude", "投资1.5亿万，3.2万亿元。", ["亿万"]),
    ("sums.magnitude", "投资3万万元、5百千元。", ["万万元", "百千元"]),
    ("sums.magnitude", "投资1.2亿元、3千万元，惠及亿万人民。", []),
    ("sums.unit-twice", "罚款300元元，占12%%。", ["元元", "%%"]),
    ("sums.unit-twice", "罚款300元，元旦前缴清；人人有责。", []),
    # syllables of a name that are no change
    ("sums.parts", "查处620件，其中占道经营7件、流动摊贩377件、乱堆放100件。", [0]),
    ("sums.parts-e", "查处620件，其中占道经营207件、流动摊贩477件、乱堆放100件。", [0]),
    ("sums.parts-e", "检查620家，其中约谈207家、处罚477家、关停200家。", [0]),
    ("sums.parts", "查处584件，其中占道经营7件、流动摊贩477件、乱堆放100件。", []),
    ("sums.parts-e", "共办理20件，比上年增加30件，其中投诉20件。", []),
    # a figure lost on the way
    ("sums.parts-far", "受理620件，其中许可7件、核准47件、审批13件。", [0]),
    ("sums.parts-d", "受理620件，分别为许可7件、核准47件。", [0]),
    ("sums.parts", "受理620件，其中许可7件、核准47件、审批13件等。", []),
    ("sums.parts", "现有69个班，其中六年级65人以上的超大班额班级8个，五年级65人以上的超大班额班级6个，四年级65人以上的超大班额班级2个。", []),
]  # fmt: skip


def test_numbers(findings, subtests):
    for code, text, faults in ROWS:
        with subtests.test(f"{code} {text}"):
            hits = [hit.fault for hit in findings(code, text)]
            assert len(hits) == 1 if faults == [0] else hits == faults
