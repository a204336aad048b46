from huiyin.casework.kinds import Group, MatterConfig, RoomDoor
from huiyin.jobs.schedule import Every


class EditorialConfig(MatterConfig):
    name = "huiyin.editorial"
    verbose_name = "稿件编审"
    declares = ("locking", "access", "pictures", "printed")
    doors = (RoomDoor("manuscripts", "pen", Group.DISCLOSURE, order=10),)
    posts = {
        "信息公开岗": (
            "editorial.draft",
            "editorial.view_manuscripts",
            "wagtailadmin.access_admin",
        ),
        "信息公开负责人": ("editorial.manage_chains", "editorial.view_manuscripts"),
        "信息起草岗": (
            "editorial.draft",
            "editorial.view_manuscripts",
            "wagtailadmin.access_admin",
        ),
        "部门审核岗": ("editorial.review_department", "editorial.view_manuscripts"),
        "保密审查岗": ("editorial.review_secrecy", "editorial.view_manuscripts"),
        "信息发布岗": ("editorial.release", "editorial.view_manuscripts"),
    }
    jobs = {"keep_time": Every(minutes=1, label="稿件定时发布和撤下")}
    verbs = {
        "chain.set": "设置审核流程",
        "chain.drop": "恢复上级栏目的审核流程",
        "picture.add": "上传插图",
    }
    facts = {"alternative": "替代文字"}
