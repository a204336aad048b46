from huiyin.casework.kinds import Group, MatterConfig, PageDoor, RoomDoor

LOOK = "subjects.look_up"
PROPOSE, CONFIRM = "subjects.propose_unification", "subjects.confirm_unification"


class SubjectsConfig(MatterConfig):
    name = "huiyin.subjects"
    verbose_name = "相对人主体"
    doors = (
        PageDoor("相对人主体", "/desk/subjects/", "person", Group.REST, (LOOK,)),
        RoomDoor("unifications", "person", Group.REST),
    )
    posts = {
        "行政审批岗": (PROPOSE,),
        "行政审批负责人": (CONFIRM,),
    }
    verbs = {
        "subject.read": "查看主体的全部记录",
        "statement.issue": "出具信用信息查询单",
        "statement.read": "查看信用信息查询单",
    }
    facts = {"document_number": "文号", "purpose": "用途", "is_public": "只列公示信息"}
    tones = {"待确认": "warn", "已归并": "good"}
