from huiyin.casework.kinds import Group, MatterConfig, PageDoor

COORDINATE = "coordination.coordinate"


class TrainingConfig(MatterConfig):
    name = "huiyin.training"
    verbose_name = "培训清单"
    doors = (PageDoor("培训清单", "/desk/training/", "table", Group.DATA, (COORDINATE,), order=80),)
