"""What the mutation run goes by: modules and tests that exist, explanations of lines that still stand."""

import tomllib

from tests.mutation.__main__ import ROOT
from tests.mutation.modules import JUDGES


def test_each_module_and_each_test_that_judges_it_exist() -> None:
    named = [f"stancer_tui/{module}.py" for module in JUDGES]
    named += [path.partition("::")[0] for paths in JUDGES.values() for path in paths]
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_each_explanation_is_of_a_line_that_still_stands() -> None:
    explained = tomllib.loads((ROOT / "tests/mutation/explained.toml").read_text("utf-8"))
    assert explained
    for name, line in explained.items():
        module, _operator, _occurrence = name.split(" ")
        assert module in JUDGES, name
        lines = (ROOT / f"stancer_tui/{module}.py").read_text("utf-8").splitlines()
        assert line in map(str.strip, lines), name
