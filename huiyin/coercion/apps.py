from huiyin.casework.kinds import Group, Heading, MatterConfig, RoomDoor

from .rules import APPROVE, KEEP, VIEW, VOID


class CoercionConfig(MatterConfig):
    name = "huiyin.coercion"
    verbose_name = "行政强制"
    declares = ("deadlines", "figures")
    doors = (RoomDoor("coercions", "scales", Group.CASES),)
    posts = {
        "行政处罚岗": (VIEW, KEEP),
        "行政处罚负责人": (VIEW, KEEP, APPROVE, VOID),
        "分管领导": (VIEW,),
    }
    tones = {"实施中": "warn"}
    heading = Heading("行政强制", order=27, room="coercions", dates_years=True)
    overview = ("coercion.decided", "coercion.lifted.on-time")
