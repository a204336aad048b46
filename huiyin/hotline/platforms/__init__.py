"""对接平台: other programs that send requests, each with its keys."""
