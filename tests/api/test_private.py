"""The alarm of what `api` does behind the back of a library: it tells when an upgrade has changed it."""

import subprocess
import sys


def test_httpx_is_loaded_without_its_command_line() -> None:
    program = (
        "import sys\n"
        "from stancer_tui.api.lean_httpx import httpx\n"
        "loaded = [name for name in ('click', 'rich.syntax') if name in sys.modules]\n"
        "sys.exit(f'httpx {httpx.__version__} loads {loaded}' if loaded else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, f"api/private.py no longer keeps it out: {done.stderr}"
