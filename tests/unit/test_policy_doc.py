"""docs/policy.md: its example is read, and every rule stands in its table."""

import re
from pathlib import Path

from stancer_tui.settings.policy import RULES, load_policy

GUIDE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")


def test_the_example_is_read_whole(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    path = tmp_path / "policy.toml"
    path.write_text(found[1], encoding="utf-8")
    assert load_policy(path, "default").idle_minutes == 10
    assert load_policy(path, "trainee").refund_ceiling["eur"].amount == 5000
    assert set(re.findall(r"^(\w+) = ", found[1].split("[profiles")[0], re.MULTILINE)) == set(RULES)


def test_every_rule_is_explained() -> None:
    assert re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE) == list(RULES)
