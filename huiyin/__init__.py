"""回音 huiyin: 政务公开 and 热线办理 in one system."""

__version__ = "0.1.0"
