import json

from diagnostics.build.signatures import TABLE, signatures


def test_the_table_is_that_of_the_installed_keras():
    assert json.loads(TABLE.read_text("utf-8")) == signatures(), "run `python -m diagnostics.build.signatures`"
