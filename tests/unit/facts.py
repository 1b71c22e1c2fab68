"""The reference's tables as written down for the tests, apart from the package's own data."""

import json
from pathlib import Path
from typing import Any

FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "reference_facts.json").read_text(encoding="utf-8")
)
