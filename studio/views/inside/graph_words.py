"""What is said of a graph: of a box that is selected, of a forward that failed, of what a backward pass did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from studio.look import formats
from studio.look.messages import counted, words
from trainer_core.inside.graph import why_it_ends
from trainer_core.inside.graph_fold import Box, Kind
from trainer_core.protocol.code_line import CodeLine
from trainer_core.protocol.graph import BackwardDone, FailedForward, Graph, Node, Saved, SavedState

translate = QCoreApplication.translate


def freed() -> str:
    """The word for what a backward pass has freed."""
    return translate("GraphPanel", "freed")


def both_sides(failed: FailedForward) -> str:
    """The shapes on both sides of the layer that failed."""
    got = " + ".join(formats.shape(shape) for shape in failed.got)
    if failed.takes:
        text = QCoreApplication.translate("GraphPanel", "gets {got}, takes {takes}")
        return text.format(got=got, takes=failed.takes)
    return QCoreApplication.translate("GraphPanel", "gets {got}").format(got=got) if got else ""


def of_failure(failed: FailedForward) -> str:
    """Where a forward failed, and what PyTorch says, as lines."""
    place = " ".join(part for part in (failed.type, failed.module) if part) or failed.op
    lines = [translate("GraphPanel", "The forward pass fails in {place}.").format(place=place)]
    if sides := both_sides(failed):
        lines[0] += f" {sides[:1].upper()}{sides[1:]}."
    if failed.line is not None:
        lines.append(of_line(failed.line))
    lines.append(failed.error)
    return "\n".join(lines)


def of_box(graph: Graph, box: Box) -> str:
    """What a box stands for, as lines."""
    if box.end is not None:
        end = graph.ends[box.end]
        lines = [words(why_it_ends(end))]
        if end.line is not None:
            lines.append(of_line(end.line))
        return "\n".join(lines)
    if box.kind is Kind.FAILED and graph.failed is not None:
        return of_failure(graph.failed)
    if box.kind in (Kind.OPERATION, Kind.PARAMETER):
        return _of_node(graph.nodes[box.nodes[0]])
    return _of_module(graph, box)


def of_line(line: CodeLine) -> str:
    """A line of code with its place."""
    place = translate("GraphPanel", "{file}, line {line}").format(file=Path(line.file).name, line=line.number)
    return f"{place}: {line.text}" if line.text else place


def of_graph(graph: Graph) -> str:
    """How large a graph is, and the memory that it holds."""
    nodes = counted(len(graph.nodes), "1 node", "{n:,} nodes")
    if graph.freed:
        return f"{nodes} · " + translate("GraphPanel", "what was saved for backward is freed")
    return f"{nodes} · " + translate("GraphPanel", "{size} saved for backward").format(
        size=formats.size(graph.held_bytes)
    )


def of_backward(done: BackwardDone) -> str:
    """What a backward pass did, as lines; PyTorch's own words if it raised."""
    lines = []
    if done.raised:
        lines.append(f"RuntimeError: {done.raised}")
    if done.explained is not None:
        lines.append(words(done.explained))
    if not done.raised:
        total = sum(norm**2 for _, norm in done.gradients) ** 0.5
        text = translate(
            "GraphPanel", "Backward {times}: the norm of all gradients in .grad is {norm}; the graph uses {size}."
        )
        held = formats.size(done.graph.held_bytes)
        lines.append(text.format(times=done.times, norm=formats.number(float(f"{total:.4g}")), size=held))
    return "\n".join(lines)


def _of_node(node: Node) -> str:
    shape = f"{formats.shape(node.shape)} {node.dtype}"
    if node.parameter:
        lines = [
            translate("GraphPanel", "The gradient of {name} ({shape}) is added to its .grad here.").format(
                name=node.parameter, shape=shape
            )
        ]
    elif node.module:
        lines = [
            translate("GraphPanel", "{op} in {module} returned {shape}.").format(
                op=node.op, module=node.module, shape=shape
            )
        ]
    else:
        lines = [translate("GraphPanel", "{op} returned {shape}.").format(op=node.op, shape=shape)]
    if node.line is not None:
        lines.append(of_line(node.line))
    if node.saved:
        lines.append(
            translate("GraphPanel", "Saved for backward: {tensors}").format(
                tensors=", ".join(map(_of_saved, node.saved))
            )
        )
    return "\n".join(lines)


def _of_saved(saved: Saved) -> str:
    if saved.state is SavedState.FREED:
        return f"{saved.name} ({freed()})"
    if saved.state is SavedState.CHANGED:
        return translate("GraphPanel", "{name} (modified in place since then; backward will fail)").format(
            name=saved.name
        )
    if saved.state is SavedState.PACKED:
        return translate("GraphPanel", "{name} (stored elsewhere, or recomputed)").format(name=saved.name)
    if saved.of:
        return translate("GraphPanel", "{name} ({of} itself)").format(name=saved.name, of=saved.of)
    return f"{saved.name} {formats.shape(saved.shape)} ({formats.size(saved.bytes)})"


def _of_module(graph: Graph, box: Box) -> str:
    held = sum(graph.nodes[node].added_bytes for node in box.nodes)
    title = f"{box.count} × {box.title}" if box.count > 1 else box.title
    shapes = " → ".join(formats.shape(shape) for shape in (box.took, box.shape))
    parts = [f"{title} {box.path}", shapes, counted(len(box.nodes), "1 node", "{n:,} nodes")]
    if held:
        parts.append(translate("GraphPanel", "{size} saved for backward").format(size=formats.size(held)))
    return " · ".join(parts)
