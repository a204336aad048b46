from huiyin.casework.kinds import Group, MatterConfig, RoomDoor


class StructureConfig(MatterConfig):
    name = "huiyin.structure"
    verbose_name = "机构和职责"
    declares = ("ending",)
    doors = (RoomDoor("reorganisations", "person", Group.REST, order=60),)
    posts = {
        "信息公开负责人": ("structure.keep",),
        "分管领导": ("structure.keep",),
        "系统管理岗": ("structure.keep",),
    }
    facts = {
        "former": "此前名称",
        "founded_on": "成立日期",
        "heir": "承接机关",
        "parent": "上级机构",
        "posts": "岗位",
        "stands_for": "代行",
    }
    tones = {"待确认": "warn", "不予确认": "bad"}
