"""推送接口: other programs send requests and ask what became of them (docs/howto/push-requests.md)."""
