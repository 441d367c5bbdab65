from textwrap import dedent

from diagnostics.source.documents import python_of


def test_markdown_takes_python_alone():
    text = dedent("""
        # How I train
        ```bash
        pip install keras
        ```
        1. First
           ```python
           x = 1
           ```
        ~~~
        y = f(x)
        ~~~
        prints
        ```
        [0.1, 0.2]
        ```
        ```json
        {"a": 1}
        ```
        ```py
        z = 2
    """)
    code = python_of(text)
    assert [(number, line) for number, line in enumerate(code.text.split("\n"), 1) if line] == [
        (8, "x = 1"),
        (11, "y = f(x)"),
        (21, "z = 2"),
    ]
    assert code.margins == {8: 3}


def test_fences_in_a_docstring_do_not_make_a_program_markdown():
    text = 'def f():\n    """Use.\n\n    ```python\n    f()\n    ```\n    """\n    return g(1)\nx = f()\nprint "x"\n'
    assert "def f():" in python_of(text).text
