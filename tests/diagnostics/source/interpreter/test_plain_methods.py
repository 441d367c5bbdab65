from diagnostics.source.interpreter.plain_methods import method_of_plain


def test_only_what_is_known_is_a_method():
    assert method_of_plain("a", "upper") is not None
    assert method_of_plain([], "append") is not None
    assert method_of_plain({}, "items") is not None
    assert method_of_plain((), "index") is not None
    for value, name in (("a", "encode"), ([], "__init__"), ({}, "fromkeys"), ((), "append"), (3, "real"), (b"", "hex")):
        assert method_of_plain(value, name) is None
