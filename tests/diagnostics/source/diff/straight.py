"""A small reader of straight-line Keras programs, so that diffs are tested apart from the real reader."""

from __future__ import annotations

import ast
from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.graph.layers_form import _free_name
from diagnostics.source.errors import SourceError
from diagnostics.source.place import Place
from diagnostics.source.reading import LayerSource, ReadModel
from diagnostics.spec.model import Layer

_POSITIONS = {
    "Conv2D": ("filters", "kernel_size", "strides", "padding"),
    "Dense": ("units", "activation"),
    "MaxPooling2D": ("pool_size", "strides"),
    "InputLayer": ("shape",),
    "LSTM": ("units", "activation"),
    "SimpleRNN": ("units", "activation"),
    "GRU": ("units", "activation"),
    "Rescaling": ("scale", "offset"),
}
_SPELLINGS = {"lr": "learning_rate", "nb_epoch": "epochs"}


def read(text: str) -> ReadModel:
    """The network of a program. Raises SourceError for what this reader does not follow."""
    reader = _Reader()
    try:
        for statement in ast.parse(text).body:
            reader.statement(statement)
    except (SyntaxError, ValueError, KeyError, StopIteration, TypeError, AttributeError) as error:
        raise SourceError(f"not followed: {error!r}") from error
    return reader.result()


def place(node: ast.AST) -> Place:
    return Place(node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1)  # type: ignore[attr-defined]


class _Reader:
    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.nodes: dict[str, ast.expr] = {}
        self.layers: list[Layer] = []
        self.sources: dict[str, LayerSource] = {}
        self.taken: dict[str, int] = {}
        self.outputs: tuple[str, ...] = ()
        self.training: dict[str, Any] = {}
        self.places: dict[str, Place] = {}
        self.dataset: dict[str, Any] = {}
        self.last: str | None = None

    def result(self) -> ReadModel:
        outputs = self.outputs or (self.layers[-1].name or "",)
        return ReadModel("model", tuple(self.layers), outputs, self.sources, self.training, self.dataset, self.places)

    def statement(self, node: ast.stmt) -> None:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.FunctionDef():
                return
            case ast.Assign(targets=[ast.Attribute(attr="trainable", value=ast.Name(id=name))], value=value):
                self.frozen(name, value)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self.nodes[name] = value
                self.assign(name, value)
            case ast.AugAssign(target=ast.Name(id="X"), op=ast.Div(), value=value):
                self.dataset["preprocess"] = [{"rescale": {"scale": 1 / self.value(value)}}]
                self.places["/dataset/preprocess/0/rescale/scale"] = place(value)
            case ast.Expr(value=value):
                self.value(value)
            case _:
                raise SourceError("not followed", node.lineno)

    def assign(self, name: str, value: ast.expr) -> None:
        self.values[name] = self.value(value)
        if isinstance(self.values[name], _Made) and self.values[name].class_name == "InputLayer":
            self.values[name] = self.declared(self.values[name], [], None)
        if isinstance(self.values[name], str) and self.values[name] in self.sources:
            source = self.sources[self.values[name]]
            self.sources[self.values[name]] = LayerSource(source.made, source.arguments, source.applied, name)

    def frozen(self, name: str, value: ast.expr) -> None:
        layer = self.values[name] if isinstance(self.values[name], str) else self.values[name].name
        source = self.sources[layer]
        self.sources[layer] = LayerSource(
            source.made, {**source.arguments, "trainable": place(value)}, source.applied, source.variable
        )
        self.layers = [
            each.model_copy(update={"config": {**each.config, "trainable": self.value(value)}})
            if each.name == layer
            else each
            for each in self.layers
        ]

    def value(self, node: ast.expr) -> Any:
        match node:
            case ast.Name(id=name):
                return self.values[name]
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self.value(left) / self.value(right)
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                return [self.value(element) for element in elements]
            case ast.Call():
                return self.call(node)
            case _:
                return ast.literal_eval(node)

    def call(self, node: ast.Call) -> Any:
        func = node.func
        name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
        if isinstance(func, ast.Attribute) and name in ("add", "compile", "fit"):
            return getattr(self, name)(node)
        if isinstance(func, ast.Call) or (isinstance(func, ast.Name) and isinstance(self.values.get(name), _Made)):
            return self.applied(node, self.value(func))
        if name == "Sequential":
            for element in node.args[0].elts if node.args else ():  # type: ignore[attr-defined]
                self.last = self.declared(self.value(element), [self.last] if self.last else [], None)
            return None
        if name == "Model":
            answers = self.value(
                next((arg.value for arg in node.keywords if arg.arg == "outputs"), None) or node.args[1]
            )
            self.outputs = tuple(answers) if isinstance(answers, list) else (answers,)
            return None
        if name == "Input":
            shape = self.value(node.args[0] if node.args else node.keywords[0].value)
            return _Made("InputLayer", node, {"shape": shape})
        return self.made(name, node)

    def made(self, name: str, node: ast.Call) -> Any:
        if (
            keras_tables.class_of("optimizers", name)
            or keras_tables.class_of("losses", name)
            or name == "EarlyStopping"
        ):
            return _Made(name, node, self.config(name, node))
        if name not in keras_tables.names("layers"):
            return {"class_name": name, "config": self.config(name, node)}
        return _Made(name, node, self.config(name, node))

    def config(self, class_name: str, node: ast.Call) -> dict[str, Any]:
        return {key: self.value(value) for key, value in _arguments(class_name, node).items() if key != "input_shape"}

    def declared(self, made: _Made, inputs: list[str | None], applied: ast.expr | None) -> str:
        if not isinstance(made, _Made):
            raise SourceError("not a layer")
        if "input_shape" in _arguments(made.class_name, made.node):
            if inputs:
                raise SourceError("an input_shape in the middle")
            shape = self.value(_arguments(made.class_name, made.node)["input_shape"])
            self.layers.append(
                Layer(name=_free_name("InputLayer", self.taken), class_name="InputLayer", config={"shape": shape})
            )
            inputs = [self.layers[-1].name]
        given = made.config.pop("name", None)
        name = given or _free_name(made.class_name, self.taken)
        fed = tuple(name for name in inputs if name)
        self.layers.append(Layer(name=name, class_name=made.class_name, config=made.config, inputs=fed or None))
        places = {key: place(value) for key, value in _arguments(made.class_name, made.node).items()}
        self.sources[name] = LayerSource(place(made.node), places, place(applied) if applied else None)
        made.name = name
        return name

    def applied(self, node: ast.Call, made: _Made) -> str:
        inputs = self.value(node.args[0])
        return self.declared(made, inputs if isinstance(inputs, list) else [inputs], node)

    def add(self, node: ast.Call) -> None:
        self.last = self.declared(self.value(node.args[0]), [self.last] if self.last else [], node)

    def compile(self, node: ast.Call) -> None:
        for key, value in {**dict(zip(("optimizer", "loss"), node.args, strict=False)), **_arguments("", node)}.items():
            self.places[f"/training/{key}"] = place(value)
            told = self.value(value)
            if isinstance(told, _Made):
                rate = told.config.pop("learning_rate", None)
                if rate is not None:
                    self.training["learning_rate"] = rate
                told = {"class_name": told.class_name, "config": told.config}
            self.training[key] = told

    def fit(self, node: ast.Call) -> None:
        for key, value in _arguments("", node).items():
            told = self.value(value)
            if key == "callbacks":
                told = [{"early_stopping": made.config} for made in told]
            self.training[key] = told
            self.places[f"/training/{key}"] = place(value)


class _Made:
    def __init__(self, class_name: str, node: ast.Call, config: dict[str, Any]) -> None:
        self.class_name, self.node, self.config = class_name, node, config
        self.name = ""


def _arguments(class_name: str, node: ast.Call) -> dict[str, ast.expr]:
    if class_name in keras_tables.names("layers"):
        required = keras_tables.required("layers", class_name)
    else:
        required = ("learning_rate",) if keras_tables.class_of("optimizers", class_name) else ()
    positions = _POSITIONS.get(class_name, required)
    named = {_SPELLINGS.get(arg.arg or "", arg.arg or ""): arg.value for arg in node.keywords}
    if class_name and len(node.args) > len(positions):
        raise SourceError("more arguments than are known by position", node.lineno)
    return {**(dict(zip(positions, node.args, strict=False)) if class_name else {}), **named}
