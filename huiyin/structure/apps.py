from huiyin.casework.kinds import Group, MatterConfig, PageDoor, RoomDoor


class StructureConfig(MatterConfig):
    name = "huiyin.structure"
    verbose_name = "机构和职责"
    declares = ("ending",)
    doors = (
        RoomDoor("reorganisations", "person", Group.REST, order=60),
        PageDoor("职责分工", "/desk/duties/", "person", Group.REST, ("structure.keep",), order=61),
    )
    verbs = {
        "profile.set": "设定机构职能",
        "leader.set": "设定领导分工",
        "group.set": "设定领导小组",
        "charge.set": "设定责任分工",
        "oversight.set": "设定考核关系",
    }
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
        "deputies": "副组长",
        "about": "事项",
        "duties": "职责",
        "head": "负责人",
        "members": "成员",
        "office": "办公室",
        "place": "排序",
        "seat": "职务",
        "telephone": "联系电话",
        "has_ended": "不再考核",
    }
    tones = {"待确认": "warn", "不予确认": "bad"}
