"""Texts that ask too much of whoever reads them, by name; each ends in a small network where it says no other."""

from __future__ import annotations

from textwrap import dedent

NETWORK = """
import keras
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
model.compile("adam", "mse")
model.fit(x_train, y_train)
"""
_SNIPPETS = {
    # numbers
    "tower of powers": "a = 9 ** 9 ** 9 ** 9",
    "power in steps": "a = 2\nfor i in range(100):\n    a = a ** a",
    "squares of squares": "a = 3\nfor i in range(2000):\n    a = a * a",
    "shifted far": "a = 1 << 10 ** 10",
    "negative power": "a = 2 ** -(10 ** 1000)",
    "modular powers": "a = 2 ** 2000\nfor i in range(2000):\n    b = pow(a, a, a + 1)",
    "rounded far to the left": "a = round(5, -10 ** 9)",
    "product of large numbers": "import numpy as np\na = np.prod([2 ** 2000] * 2000)",
    "sum of a float and a large number": "a = sum([1.5, 2 ** 2000])",
    "sum from a text": "a = sum([1, 2], 'a')",
    "a number of a million digits": "a = " + "9" * 1_000_000,
    "digits of text": "a = int('9' * 20000)",
    "data times a large number": "import numpy as np\nx_train = np.zeros((9, 4)) * 2 ** 2000",
    "data over a large number": "import numpy as np\nx_train = np.zeros((9, 4)) / 2 ** 2000",
    "as many samples as there are atoms": "import numpy as np\na = np.zeros((2 ** 2000, 4))[1:]\nb = len(a)",
    "fewer samples than none": "import numpy as np\na = np.zeros((-5, 4))[1:3]",
    "a split of as many": """
        import numpy as np
        from sklearn.model_selection import train_test_split
        a = train_test_split(np.zeros((2 ** 2000, 4)), test_size=0.2)
    """,
    "a generator that scales by a large number": """
        from keras.preprocessing.image import ImageDataGenerator
        g = ImageDataGenerator(rescale=2 ** 2000)
    """,
    # texts
    "gigabyte of text": "a = 'a' * 10 ** 10",
    "gigabyte of text, the other way round": "a = 10 ** 10 * 'a'",
    "text that doubles": "a = 'ab'\nfor i in range(100):\n    a = a + a",
    "text that doubles in an f-string": "a = 'ab'\nfor i in range(100):\n    a = f'{a}{a}'",
    "text that doubles by format": "a = 'ab'\nfor i in range(100):\n    a = '{0}{0}'.format(a)",
    "text that doubles by percent": "a = 'ab'\nfor i in range(100):\n    a = '%s%s' % (a, a)",
    "text that doubles by join": "a = 'ab'\nfor i in range(100):\n    a = a.join([a, a])",
    "text that grows by replace": "a = 'a' * 100\nfor i in range(100):\n    a = a.replace('a', 'aa' * 50)",
    "empty text replaced": "a = ('b' * 9999).replace('', 'c' * 9999)",
    "wide f-string": "a = f'{1:{10 ** 9}}'",
    "wide f-string, plainly": "a = f'{1:1000000000}'",
    "precise f-string": "a = f'{1.5:.{10 ** 9}f}'",
    "wide format": "a = '{:>999999999}'.format(1)",
    "wide format by argument": "a = '{:>{}}'.format(1, 10 ** 9)",
    "wide percent": "a = '%999999999d' % 1",
    "wide percent by argument": "a = '%*d' % (10 ** 9, 1)",
    "many texts kept": "a = []\nfor i in range(2000):\n    for j in range(9):\n        a.append(('x' * 19999).upper())",
    "many pieces kept": """
        a = []
        for i in range(2000):
            for j in range(9):
                a.append(('x ' * 9999).split())
    """,
    # lists
    "gigabyte of list": "a = [0] * 10 ** 10",
    "list that doubles": "a = [0]\nfor i in range(100):\n    a += a",
    "list that is extended by itself": "a = [0]\nfor i in range(100):\n    a.extend(a)",
    "lists within lists, shown": "a = [1]\nfor i in range(60):\n    a = [a, a]\nb = str(a)\nc = f'{a}'\nd = '%s' % a",
    "lists within lists, compared": "a, b = [1], [1]\nfor i in range(60):\n    a, b = [a, a], [b, b]\nc = a == b",
    "tuples within tuples, as keys": "a = 1\nfor i in range(60):\n    a = (a, a)\nb = {a: 1}\nc = {a}\nb[a] = 1",
    "tuples within tuples, as a set": "a = 1\nfor i in range(60):\n    a = (a, a)\nb = set([a])\nc = frozenset([a])",
    "tuples within tuples, in a comprehension": "a = 1\nfor i in range(60):\n    a = (a, a)\nb = {a for i in range(3)}",
    "lists within lists, in a config": "a = [1]\nfor i in range(60):\n    a = [a, a]\nkeras.layers.Dense(a)",
    "lists within lists, as a shape": "a = [1]\nfor i in range(60):\n    a = [a, a]\nkeras.Input(a)",
    "lists within lists, given to a layer": "a = [1]\nfor i in range(60):\n    a = [a, a]\nkeras.layers.Add()(a)",
    "dictionaries within dictionaries": """
        a = {'a': 1}
        for i in range(60):
            a = {'a': a, 'b': a}
        keras.layers.Dense(3, kernel_initializer=a)
        b = str(a)
    """,
    "tensors in lists within lists": """
        a = [keras.Input((4,))]
        for i in range(60):
            a = [a, a, a[0]]
        keras.layers.Add()(a)
        b = keras.ops.add(a, a)
    """,
    "classes within classes, asked": "a = int\nfor i in range(60):\n    a = (a, a)\nb = isinstance('x', a)",
    "a list in itself": "import numpy as np\na = []\na.append(a)\nb = np.array(a)\nc = str(a)\nkeras.Input(a)",
    "a dictionary in itself": "a = {}\na['a'] = a\nb = str(a)\nkeras.layers.Dense(3, kernel_initializer=a)",
    "range without end": "a = range(10 ** 30)\nb = len(a)\nfor i in a:\n    pass\nb = max(range(10 ** 12))",
    "range as a set": "a = frozenset(range(10 ** 10))",
    "range that is searched": "a = 0.5 in range(10 ** 12)",
    "list of a range": "a = list(range(10 ** 10))",
    "many entries": "a = [" + "0, " * 150_000 + "]",
    "many lists": "a = [" + "[0], " * 80_000 + "]",
    "zip of wide columns": "a = [0] * 20000\nb = list(zip(*[a] * 2000))",
    "product of many": "import itertools\na = [list(itertools.product(*[[1, 2]] * 2000)) for i in range(2000)]",
    "copies kept": "a, b = list(range(2000)) * 9, []\nfor i in range(2000):\n    b += [a[:], a[1:], list(reversed(a))]",
    "dictionaries kept": """
        a, b = {i: i for i in range(2000)}, []
        for i in range(2000):
            b += [{**a}, dict(a), a.copy(), list(a.items()), list(a.values())]
    """,
    "settings kept": """
        def f(**settings):
            return settings
        a, b = {str(i): i for i in range(2000)}, []
        for i in range(2000):
            b.append(f(**a))
    """,
    "repeated by itertools": """
        import itertools
        a = [list(itertools.repeat(0, 2000)) for i in range(2000) for j in range(9)]
    """,
    "pages of names in doubt": (
        "\n".join(f"a{i} = 0" for i in range(40_000))
        + "\n"
        + "".join(" " * i + "if unknown:\n" for i in range(90))
        + " " * 90
        + "b = 1"
    ),
    "reduced from nothing": "from functools import reduce\na = reduce(lambda x, y: x, [])",
    # loops
    "comprehensions in comprehensions": "a = [0 for a in range(999) for b in range(999) for c in range(999)]",
    "while without end": "while True:\n    a = 1",
    "while that makes layers": "while True:\n    keras.layers.Dense(3)",
    "while in while": "while True:\n    while True:\n        while True:\n            a = 1",
    "loops in loops": """
        for a in range(1999):
            for b in range(1999):
                for c in range(1999):
                    d = c
    """,
    "list that grows while it is gone through": "a = [1]\nfor b in a:\n    a.append(b)",
    "generator without end": """
        def f():
            while True:
                yield 1
        a = [b for b in f()]
        for b in f():
            pass
    """,
    "generator of itself": "def f():\n    yield from f()\na = list(f())",
    "counting by itertools": "import itertools\nfor a in itertools.count():\n    b = a",
    # calls
    "recursion without end": "def f(a):\n    return f(a + 1)\nf(0)",
    "recursion of two": "def f(a):\n    return g(a) + g(a)\ndef g(a):\n    return f(a) + f(a)\nf(0)",
    "recursion of a lambda": "f = lambda a: f(a) + f(a)\nf(0)",
    "recursion in a default": "def f(a=None):\n    return [f(a), f(a)]\nf()",
    "recursion of a decorator": """
        def f(a):
            @f
            def g():
                pass
            return f(g)
        @f
        def h():
            pass
    """,
    "recursion of a property": """
        class A:
            @property
            def a(self):
                return self.a + self.a
        b = A().a
    """,
    "recursion of a constructor": "class A:\n    def __init__(self):\n        self.a, self.b = A(), A()\nA()",
    "recursion of a call": """
        class A(keras.Model):
            def call(self, x):
                return self(x) + self(x)
        A()(keras.Input((4,)))
        A().compile('adam', 'mse')
    """,
    "recursion of a build": """
        class A(keras.layers.Layer):
            def build(self, shape):
                self.build(shape)
                self(keras.Input((4,)))
            def call(self, x):
                return x
        A()(keras.Input((4,)))
    """,
    "recursion by map": "def f(a):\n    return list(map(f, [a, a, a]))\nf(0)",
    "recursion by partial": """
        from functools import partial
        f = lambda a: a
        for i in range(2000):
            f = partial(f)
        f(1)
    """,
    "closures in closures": """
        def f(g):
            return lambda a: g(a)
        h = f(int)
        for i in range(2000):
            h = f(h)
        h(1)
    """,
    # classes and attributes
    "class of itself": "class A(A):\n    pass\nA()",
    "class that becomes its own base": "class A:\n    pass\nA.__bases__ = (A,)\nclass B(A, A):\n    pass\nB().a",
    "classes of classes": "class A:\n    pass\nfor i in range(2000):\n    class A(A, A):\n        pass\nA().a",
    "object in itself": "class A(keras.Model):\n    pass\na = A()\na.a = a\na.trainable = False\na.compile('adam')",
    "objects in each other": """
        class A(keras.layers.Layer):
            pass
        a, b = A(), A()
        a.b, a.c, b.a, b.c = b, b, a, a
        a.trainable = False
    """,
    "objects that double": """
        class A(keras.layers.Layer):
            def __init__(self, a):
                self.a, self.b = a, a
        a = keras.layers.Dense(3)
        for i in range(60):
            a = A(a)
        a.trainable = False
    """,
    "ways out through classes": """
        a = ().__class__.__bases__[0].__subclasses__()
        b = [c for c in a if c.__name__ == 'Popen'][0](['true'])
        d = (lambda: 0).__globals__['__builtins__']['__import__']('os').system('true')
        e = 'a'.__class__.__mro__[1].__subclasses__()[0].__init__.__globals__
        f = keras.layers.Dense.__init__.__globals__['sys'].modules['os'].system('true')
    """,
    "ways out through getattr": """
        a = getattr('', '__class__')
        b = getattr(getattr(keras, 'src'), '__builtins__')
        c = getattr(keras.layers.Dense(3), '__dict__')
        d = getattr(int, '__subclasses__')()
        e = getattr([], '__init__')
        f = vars(vars)
    """,
    "ways out through formats": """
        class A:
            pass
        a = '{0.__class__}'.format(A)
        b = '{a.__class__.__mro__}'.format(a=1)
        c = '{0[0]}'.format('abc')
        d = '{a.real}'.format(a=1)
        e = f'{A.__init__.__globals__}'
        f = '%(a)s' % {'a': A}
        g = '{a.format}'.format(a='x')
        h = '{!r:{}}'.format(1, 'x')
    """,
    "natives that are changed": """
        setattr(len, 'call', 1)
        len.name = 'x'
        keras.layers.Dense = None
        keras.Sequential.add = lambda self, a: self
        setattr(keras, 'Sequential', int)
        int.__add__ = None
        vars(keras)['a'] = 1
    """,
    "the reader's own names": """
        class A(keras.Model):
            def __init__(self, **given):
                super().__init__()
                setattr(self, '<model>', 1)
                setattr(self, '<built>', 1)
                setattr(self, 'model', 1)
                vars(self)['<model>'] = 2
                setattr(self, 'of', 1)
                setattr(self, 'members', 1)
                setattr(self, 'name', 3)
            def call(self, x):
                return x
        a = A(**{'<model>': 1, '<returned>': 2, '<yielded>': 3})
        a.compile('adam', 'mse')
        a.trainable = False
        a(keras.Input((4,)))
        class B:
            pass
        b = B()
        setattr(b, '<model>', 1)
        b.trainable = False
        b.a, b.layers, b()
        setattr(b, '<model>', keras.Sequential())
        vars(b).update({'<model>': b})
        b.add(3)
    """,
    "names that nothing has": "a = unknown.a.b.c()[0].d(e=f(**g), *h)\nfor b, (c, *d) in a:\n    c.d[e] = b",
    "stars of nonsense": "from nonsense import *\nfrom os import *\nfrom . import *\nfrom ... import *\na = b()",
    "many stars": "\n".join(f"from a{i} import *" for i in range(5_000))
    + "\n"
    + "\n".join(f"a{i}" for i in range(5_000)),
    "a long dotted name": "import tensorflow as a\nfor i in range(2000):\n    a = a.contrib",
    "many long dotted names": "import tensorflow as a\nb = []\n"
    + "for i in range(1900):\n    a = a.keras\n    b += [a]\n" * 9,
    "choices of choices": """
        a, b = 1, 2
        for i in range(60):
            a, b = (a if q else b), (b if r else a)
        a.c(), b.d()
        a.e = 1
    """,
    "branches of branches": "a, b = 1, 2\nfor i in range(60):\n    if q:\n        a, b = b, a\na.c(), b.d()",
    # networks
    "a layer changed": """
        a = keras.layers.Dense(3, name='a')
        a.name = 3
        a.config = 4
        a.uses = a.inputs = a.class_name = None
        a.units = 10 ** 9
        a.trainable = 'no'
        setattr(a, 'name', None)
        a(keras.Input((4,)))
        model = keras.Sequential([a])
        model.name = 3
        model.layers = 4
        model.steps = None
        model.compile('adam', 'mse')
    """,
    "names that are numbers": """
        model = keras.Sequential([keras.Input((4,), name=3), keras.layers.Dense(3, name=4)], name=5)
        model.compile('adam', 'mse')
    """,
    "names that no spec takes": """
        i = keras.Input((4,), name='a b\\x00é')
        x = keras.layers.Dense(3, name='/' * 500)(i)
        y = keras.layers.Dense(3, name='/' * 501)(x)
        z = keras.layers.add([x, y], name='ü ' * 400)
        model = keras.Model(i, z, name='\\ud800')
        model.compile('adam', 'mse')
    """,
    "names that are all one": """
        i = x = keras.Input((4,))
        for j in range(1900):
            x = keras.layers.add([x, x], name='a')
        model = keras.Model(i, x)
        model.compile('adam', 'mse')
    """,
    "nested names without end": """
        m = keras.Sequential([keras.layers.Dense(4)], name='a' * 100)
        for i in range(30):
            m = keras.Sequential([m], name='b' * 100)
        m.compile('adam', 'mse')
    """,
    "a network in itself": """
        m = keras.Sequential()
        m.add(m)
        m.compile('adam', 'mse')
        m.fit(x, y)
        m.trainable = False
    """,
    "networks in each other": """
        a, b = keras.Sequential(), keras.Sequential()
        a.add(b)
        b.add(a)
        a.trainable = False
        a.compile('adam', 'mse')
        a(keras.Input((4,)))
        a.layers, a.get_layer('x'), a.output
    """,
    "networks that double": """
        m = keras.Sequential([keras.layers.Dense(4)])
        for i in range(60):
            m = keras.Sequential([m, m])
        m.compile('adam', 'mse')
        m.fit(x, y)
    """,
    "networks that double, frozen": """
        m = keras.Sequential([keras.layers.Dense(4)])
        for i in range(60):
            m = keras.Sequential([m, m])
        m.trainable = False
        m.summary()
    """,
    "functional networks that double": """
        i = keras.Input((4,))
        m = keras.Model(i, keras.layers.Dense(4)(i))
        for j in range(60):
            i = keras.Input((4,))
            m = keras.Model(i, m(m(i)))
        m.compile('adam', 'mse')
    """,
    "applications without end": "for i in range(2000):\n    keras.applications.ResNet152(weights=None)",
    "networks without end": """
        for i in range(2000):
            m = keras.Sequential([keras.layers.Dense(4)])
            m.compile('adam')
    """,
    "networks over one chain": """
        i = x = keras.Input((4,))
        for j in range(1900):
            x = keras.layers.Dense(4)(x)
            m = keras.Model(i, x)
            m.compile('adam', 'mse')
    """,
    "ten thousand layers": """
        m = keras.Sequential([keras.Input((4,))])
        for i in range(100):
            for j in range(110):
                m.add(keras.layers.Dense(4))
        m.compile('adam', 'mse')
    """,
    "ten thousand layers, and an end": """
        i = x = keras.Input((4,))
        for j in range(100):
            for k in range(110):
                x = keras.layers.Dense(4)(x)
        m = keras.Model(i, x)
        m.compile('adam', 'mse')
    """,
    "inputs of another network": """
        i, j = keras.Input((4,)), keras.Input((4,))
        m = keras.Model(i, keras.layers.Dense(3)(j))
        n = keras.Model([j, i], m(i))
        n.compile('adam', 'mse')
        m.compile('adam', 'mse')
        m([i, j, i])
    """,
    "outputs that are inputs": "i = keras.Input((4,))\nm = keras.Model(i, [i, i])\nm.compile('adam')\nm(m(i))",
    "odd shapes": "\n".join(
        f"m = keras.Sequential([keras.Input({shape}), keras.layers.Dense(3), keras.layers.Conv2D(4, {shape})])\n"
        "m.compile('adam')"
        for shape in (
            "(-1,)",
            "(0, 0, 0)",
            "float('nan')",
            "(float('inf'),)",
            "(1e300,)",
            "2 ** 2000",
            "'x'",
            "None",
            "[[1]]",
            "(True, 3, 3)",
            "{}",
            "()",
            "(2 ** 63, 3, 3)",
            "(2 ** 2000, 3, 3)",
            "(None,) * 300",
            "b'x'",
            "range(10 ** 30)",
            "1j",
            "...",
            "(..., 1)",
            "{1, 2}",
            "keras",
        )
    ),
    "odd settings": "\n".join(
        f"m = keras.Sequential([keras.Input((4,)), keras.layers.Dense({value})])\n"
        f"m.compile(keras.optimizers.Adam({value}), loss={value}, metrics={value})\n"
        f"m.fit({value}, {value}, epochs={value}, batch_size={value}, validation_split={value}, callbacks={value},"
        f" class_weight={value})\n"
        f"keras.optimizers.schedules.PiecewiseConstantDecay({value}, {value})\n"
        f"m.compile(keras.optimizers.SGD(keras.optimizers.schedules.PiecewiseConstantDecay({value})))\n"
        f"m.compile(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay({value}, {value}, {value})))\n"
        for value in (
            "-1",
            "0",
            "None",
            "float('nan')",
            "-float('inf')",
            "2 ** 2000",
            "'é'",
            "'\\ud800'",
            "[]",
            "{}",
            "[[1]]",
            "{1: 2}",
            "b'x'",
            "1j",
            "...",
            "keras",
            "len",
            "lambda: 0",
            "keras.layers.Dense",
            "keras.layers.Dense(3)",
            "m",
            "unknown",
            "(unknown,)",
            "{'a': unknown}",
            "True",
            "range(9)",
        )
    ),
    # ways of writing
    "nested brackets": "a = " + "[" * 150 + "]" * 150,
    "too many nested brackets": "a = " + "(" * 5000 + ")" * 5000,
    "minus minus minus": "a = " + "-" * 20_000 + "1",
    "not not not": "a = " + "not " * 20_000 + "1",
    "one long sum": "a = " + "+".join(["1"] * 20_000),
    "one long chain": "a = b" + ".c" * 20_000,
    "one long chain of calls": "a = b" + "()" * 20_000,
    "one long chain of items": "a = b" + "[0]" * 20_000,
    "one long comparison": "a = " + " < ".join(["b"] * 20_000),
    "one long elif": "if a:\n    pass\n" + "elif a:\n    pass\n" * 5_000,
    "nested ifs": "".join(" " * i + "if a:\n" for i in range(99)) + " " * 99 + "b = 1",
    "nested loops": "".join(" " * i + "for a in b:\n" for i in range(19)) + " " * 19 + "b = 1",
    "nested functions": "".join(" " * i + "def f():\n" for i in range(90)) + " " * 90 + "f()\nf()",
    "nested lambdas": "a = " + "(lambda: " * 150 + "0" + ")" * 150 + "()" * 150,
    "nested f-strings": "a = f'{f\"{1}\"}'\n" * 1000,
    "large call in a loop": "for i in range(2000):\n    b(lambda: [" + "c, " * 100_000 + "])",
    "large choice in a loop": "for i in range(2000):\n    b = [" + "c + " * 500 + "c for d in e]",
    "long lines of other letters": "a = [" + "é, " * 30_000 + "]",
    "many notes": "\n".join(f"keras.layers.Convolution2D(3, {i})" for i in range(8_000)),
    "many functions": "\n".join(f"def build{i}(a):\n    return build{i + 1}(a)" for i in range(5_000)),
    "yields and returns outside": "yield 1\nreturn 2\nbreak\ncontinue\nawait x",
    "decorators of all kinds": """
        @keras
        @len
        @3
        @unknown(1)
        @property
        def f(a):
            return a
        f()
        @f
        class A:
            pass
    """,
    "nul in the text": "a = '\0'",
    "surrogates in the text": "a = '\ud800'",
    "surrogates by escapes": """
        a = '\\ud800'
        keras.layers.Dense(3, name=a, activation=a)
        unknown(a)[a].b(a)
        b = {a: a}
    """,
    "surrogates by chr": "a = chr(0xD800)\nkeras.Input((4,), name=a)\nm = keras.Sequential(name=a)\nm.compile(a, a)",
}
_WHOLE = {
    "nothing": "",
    "nul": "\0",
    "surrogate": "\ud800",
    "spaces": " " * 1_000_000,
    "lines": "\n" * 1_000_000,
    "brackets": "(" * 1_000_000,
    "more than is read": "a = 1\n" * 500_000,
    "letters without sense": "".join(chr(32 + i * 7 % 95) for i in range(100_000)),
}
TEXTS = {name: NETWORK + dedent(text) for name, text in _SNIPPETS.items()} | _WHOLE
