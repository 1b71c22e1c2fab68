"""`stancer-tui code`: what a response code means."""


def run(code: str, family: str | None, *, json_output: bool) -> int:
    """Placeholder until the reference is there."""
    del family, json_output
    print(code)
    return 0
