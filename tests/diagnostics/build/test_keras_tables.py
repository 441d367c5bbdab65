import json

from diagnostics.build.keras_tables import TABLE, tables


def test_the_stored_tables_are_those_of_the_installed_keras():
    assert json.loads(TABLE.read_text(encoding="utf-8")) == json.loads(json.dumps(tables()))
