from huiyin.casework.kinds import Group, MatterConfig, PageDoor


class ProofreadingConfig(MatterConfig):
    name = "huiyin.proofreading"
    verbose_name = "校对"
    declares = ("addresses",)
    doors = (
        PageDoor(
            "校对用语",
            "/desk/wording/",
            "words",
            Group.DISCLOSURE,
            ("proofreading.edit_wording",),
            order=60,
        ),
    )
    posts = {"信息公开负责人": ("proofreading.edit_wording",)}
    verbs = {
        "term.add": "新增用语",
        "term.change": "修改用语",
        "term.on": "启用用语",
        "term.off": "停用用语",
        "term.import": "导入用语",
    }
