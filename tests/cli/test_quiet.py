import os
import subprocess
import sys

SCRIPT = """
import os
from cli.quiet import native_stderr_closed
os.write(2, b"before ")
with native_stderr_closed():
    os.write(2, b"within ")
    print("printed within", file=__import__("sys").stderr, flush=True)
os.write(2, b"after ")
try:
    with native_stderr_closed():
        raise ValueError("it passes")
except ValueError as error:
    os.write(2, str(error).encode())
"""


def test_what_native_code_writes_meanwhile_is_dropped_and_nothing_else():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stderr == "before after it passes"
