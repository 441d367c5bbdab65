from diagnostics.source.interpreter.scope import Scope


def test_names_are_looked_up_outwards_and_past_class_bodies():
    outermost = Scope(names={"a": 1})
    body = Scope(outermost, names={"b": 2}, is_class=True)
    inner = Scope(body)
    assert inner.holder("a") is outermost
    assert inner.holder("b") is None
    assert body.holder("b") is body
    assert inner.outermost is outermost


def test_a_name_declared_elsewhere_is_bound_there():
    outermost = Scope()
    inner = Scope(outermost, elsewhere={"a": outermost})
    assert inner.holder("a") is None
    assert inner.bind("a", 1) is None
    assert (outermost.names, inner.names) == ({"a": 1}, {})
    assert inner.bind("a", 2) == 1


def test_a_yield_belongs_to_the_nearest_generator():
    generator = Scope(Scope(), yielded=[])
    assert Scope(generator).generator is generator
    assert Scope().generator is None
