from diagnostics.source.tables import tables_in

HEADER = "Layer (type)  Output Shape  Param #\n"


def found(text):
    return tables_in(text.split("\n"))


def test_a_table_with_title_rules_and_totals():
    text = f'So:\nModel: "m"\n____\n{HEADER}====\nd (Dense)  (None, 3)  5\n====\n'
    assert found(f"{text}Total params: 5\nTrainable params: 5\n____\nThanks!") == [(2, 10)]


def test_a_table_without_totals_ends_with_its_rows():
    rows = f"{HEADER}====\nbatch_normalization (BatchN  (None, 3)  5\normalization)\n"
    assert found(f"{rows}\nI think that it is 3.\n") == [(1, 4)]


def test_two_tables():
    one = f"{HEADER}d (Dense)  (None, 3)  5\nTotal params: 5"
    assert found(f"{one}\n\nand\n{one}") == [(1, 3), (6, 8)]


def test_a_table_of_boxes():
    rows = "┏━━┓\n┃ Layer (type) ┃ Output Shape ┃ Param # ┃\n┡━━┩\n│ d (Dense) │ (None, 3) │ 5 │\n└──┘\nso"
    assert found(rows) == [(1, 5)]
