from huiyin.casework.kinds import MatterConfig


class LettersConfig(MatterConfig):
    name = "huiyin.letters"
    verbose_name = "文书"
