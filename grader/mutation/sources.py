"""Mutants of answer scripts: off by one, other operators, calls dropped, arguments exchanged.

For function answers, whose mistakes lie in the code and not in one value.
"""

import ast
import copy
from collections.abc import Callable, Iterator

__all__ = ["source_mutants"]

_OPERATORS: dict[type[ast.AST], Callable[[], ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.USub: ast.UAdd,
}


def source_mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield mutants of the functions in a script, each of one change, with what was changed."""
    tree = ast.parse(source)
    for number, node in enumerate(ast.walk(tree)):
        for kind, change in _changes(node):
            mutant = copy.deepcopy(tree)
            twin = next(found for n, found in enumerate(ast.walk(mutant)) if n == number)
            if not _inside_function(mutant, twin):
                continue
            change(twin)
            text = ast.unparse(ast.fix_missing_locations(mutant))
            yield f"line {getattr(node, 'lineno', '?')}: {kind}", text


def _inside_function(tree: ast.AST, wanted: ast.AST) -> bool:
    functions = (ast.FunctionDef, ast.Lambda)
    return any(
        node is wanted
        for function in ast.walk(tree)
        if isinstance(function, functions)
        for part in (function.body if isinstance(function.body, list) else [function.body])
        for node in ast.walk(part)
    )


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and (not isinstance(node.value, bool))
    ):
        yield f"{node.value} becomes {node.value + 1}", _set("value", node.value + 1)
    if isinstance(node, ast.BinOp | ast.UnaryOp | ast.BoolOp) and type(node.op) in _OPERATORS:
        other = _OPERATORS[type(node.op)]
        yield f"{type(node.op).__name__} becomes {_name(other)}", _set("op", other())
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _OPERATORS:
        other = _OPERATORS[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} becomes {_name(other)}", _set("ops", [other()])
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield f"drop {ast.unparse(node.value)[:40]}", _set("value", ast.Constant(value=None))
    if isinstance(node, ast.Call) and len(node.args) >= 2:
        yield (
            f"exchange arguments of {ast.unparse(node.func)[:30]}",
            _set("args", [node.args[1], node.args[0], *node.args[2:]]),
        )
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "reversed"
    ):
        yield "drop reversed", _unwrap_reversed


def _name(make: Callable[[], ast.AST]) -> str:
    return getattr(make, "__name__", "other")


def _set(field: str, value: object) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        setattr(node, field, copy.deepcopy(value))

    return change


def _unwrap_reversed(node: ast.AST) -> None:
    assert isinstance(node, ast.Call)  # noqa: S101 - yielded for calls only
    node.func = ast.Name(id="list", ctx=ast.Load())
