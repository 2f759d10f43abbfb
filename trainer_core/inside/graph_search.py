"""Finds nodes of a graph: by their name, module, parameter, shape or operation, and along its paths."""

from __future__ import annotations

import re
from collections.abc import Iterable

from trainer_core.protocol.graph import Graph, Node


def search(graph: Graph, text: str) -> tuple[int, ...]:
    """The ids of the nodes whose operation, module, parameter or shape holds every word of ``text``.

    A shape is written as ``64x10``, ``64 × 10``, ``(64, 10)`` or a part of it. Nothing is found for no words.
    """
    words = _words(text)
    if not words:
        return ()
    types = [f"{call.type} {call.path}".casefold() for call in graph.calls]
    return tuple(node.id for node in graph.nodes if all(_holds(node, word, types) for word in words))


def to_loss(graph: Graph, node: int) -> frozenset[int]:
    """The nodes between ``node`` and the loss, both included: whatever its value goes into."""
    return _along(((edge.target, edge.source) for edge in graph.edges), node)


def to_inputs(graph: Graph, node: int) -> frozenset[int]:
    """The nodes between ``node`` and the inputs and parameters, all included: whatever its gradient goes to."""
    return _along(((edge.source, edge.target) for edge in graph.edges), node)


def _along(steps: Iterable[tuple[int, int]], start: int) -> frozenset[int]:
    following: dict[int, list[int]] = {}
    for source, target in steps:
        following.setdefault(source, []).append(target)
    found, waiting = {start}, [start]
    while waiting:
        for each in following.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return frozenset(found)


def _words(text: str) -> list[str]:
    """Words in small letters; numbers joined by signs are one word, a shape: ``×64×10×``."""
    shape = re.compile(r"\(?\s*(\d+(?:\s*[x×,]\s*\d+)+)\s*,?\s*\)?", re.IGNORECASE)
    found = [_shape(re.findall(r"\d+", match[1])) for match in shape.finditer(text)]
    return found + shape.sub(" ", text).casefold().split()


def _shape(sizes: Iterable[object]) -> str:
    return "×" + "×".join(str(size) for size in sizes) + "×"


def _holds(node: Node, word: str, types: list[str]) -> bool:
    if word.startswith("×"):
        return word in _shape(node.shape)
    if word.isdigit() and word in map(str, node.shape):
        return True
    names = f"{node.op} {node.parameter}".casefold()
    return word in names or (node.call >= 0 and word in types[node.call])
