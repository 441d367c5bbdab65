from diagnostics.source.spelling import as_typed


def test_spaces_quotation_marks_and_entities_of_web_pages():
    text = "if\u00a0a &gt; 3:\n\u00a0   f(“relu”)\n    g('it\u2019s', &amp;quot;x&amp;quot;)\n\u200bx"
    assert as_typed(text) == 'if a > 3:\n    f("relu")\n    g(\'it\u2019s\', "x")\nx'


def test_lines_stay_lines():
    assert as_typed("&nbsp;\u3000\n\n").split("\n") == ["  ", "", ""]
