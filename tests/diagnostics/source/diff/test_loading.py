import subprocess
import sys


def test_the_parser_is_loaded_when_a_diff_is_made():
    code = (
        "import diagnostics.source.diff.program_diffs, sys; print('libcst' in sys.modules, 'tensorflow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == "False False\n"
