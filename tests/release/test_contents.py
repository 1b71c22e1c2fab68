"""What the packages hold: all that belongs to them, and nothing else."""

import tarfile
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from stancer_tui import __version__
from tests.tracked import tracked

NAME = f"stancer_tui-{__version__}"
DATA = {
    "share/bash-completion/completions/stancer-tui": "stancer_tui/cli/completions/en/stancer-tui",
    "share/zsh/site-functions/_stancer-tui": "stancer_tui/cli/completions/en/_stancer-tui",
    "share/fish/vendor_completions.d/stancer-tui.fish": "stancer_tui/cli/completions/en/stancer-tui.fish",
    "share/man/man1/stancer-tui.1": "man/stancer-tui.1",
    "share/man/fr/man1/stancer-tui.1": "man/fr/stancer-tui.1",
}
"""Where shells and man look, below the environment, and the file that they find there."""

LEFT_OUT: set[str] = set()
"""What the repository keeps and the source distribution does without."""


def test_the_wheel_has_the_package_with_its_words_and_what_shells_and_man_look_for(wheel: Path) -> None:
    package = {path for path in tracked() if path.startswith("stancer_tui/")}
    words = {path for path in package if path.endswith(".po")}
    compiled = {str(PurePosixPath(path).with_suffix(".mo")) for path in words}
    about = {"METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE", "RECORD"}
    expected = (package - words) | compiled
    expected |= {f"{NAME}.data/data/{path}" for path in DATA}
    expected |= {f"{NAME}.dist-info/{name}" for name in about}
    with ZipFile(wheel) as opened:
        assert set(opened.namelist()) == expected
        for path, source in DATA.items():
            assert opened.read(f"{NAME}.data/data/{path}") == Path(source).read_bytes()


def test_the_source_distribution_has_every_file_of_the_repository(sdist: Path) -> None:
    with tarfile.open(sdist) as opened:
        files = {each.name.removeprefix(f"{NAME}/") for each in opened.getmembers() if each.isfile()}
    assert files == (tracked() - LEFT_OUT) | {"PKG-INFO"}


def test_the_source_distribution_holds_what_stands_here(sdist: Path) -> None:
    with tarfile.open(sdist) as opened:
        for path in ("pyproject.toml", ".ci/constraints.txt", "docs/refunds.md", "screenshots/payments.svg"):
            found = opened.extractfile(f"{NAME}/{path}")
            assert found is not None
            assert found.read() == Path(path).read_bytes()
