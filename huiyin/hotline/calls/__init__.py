"""接线登记台: a call is typed while its caller speaks."""
