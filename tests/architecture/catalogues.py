"""`python -m tests.architecture.catalogues` compiles every Chinese catalogue (.po → .mo)."""

import polib

from . import tree


def compile_all() -> None:
    for source in sorted((tree.ROOT / "huiyin").rglob("locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    compile_all()
