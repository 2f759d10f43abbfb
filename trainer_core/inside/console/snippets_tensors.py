"""Statements about tensors and gradients."""

from __future__ import annotations

from trainer_core.errors import N_
from trainer_core.inside.console.snippet import Chapter, Snippet

TENSORS = Chapter(
    N_("Making tensors"),
    (
        Snippet(
            N_("From lists: the type follows from the numbers"),
            "whole, real, yes = torch.tensor([[1, 2], [3, 4]]), torch.tensor([1.0, 2]), torch.tensor([True])\n"
            "whole.dtype, real.dtype, yes.dtype",
        ),
        Snippet(N_("From NumPy: float64 stays float64"), "torch.from_numpy(np.ones((2, 3))).dtype"),
        Snippet(N_("Ones, zeros, random numbers"), "torch.ones(2, 3), torch.zeros(2, 3), torch.rand(2, 3)"),
        Snippet(
            N_("Like another tensor: its shape, type and device"),
            "a = torch.ones(2, 3, dtype=torch.float64)\ntorch.zeros_like(a), torch.ones_like(a), torch.rand_like(a)",
        ),
        Snippet(N_("arange: the end is left out"), "torch.arange(0, 10, 2)"),
        Snippet(N_("linspace: both ends are there"), "torch.linspace(0, 1, 5)"),
        Snippet(N_("Shape, type and device of the batch"), "x.shape, x.dtype, x.device"),
        Snippet(N_("To another type"), "torch.tensor([1.7, -1.7]).to(torch.int64)"),
        Snippet(N_("To the GPU, and what PyTorch says where there is none"), "torch.ones(3).to('cuda').device"),
        Snippet(
            N_("One product timed on CPU and GPU"),
            "from torch.utils.benchmark import Timer; a = torch.rand(1000, 1000)\n"
            "timed = lambda t: Timer('t @ t', globals={'t': t}).timeit(10).mean\n"
            "timed(a), timed(a.to('cuda')) if torch.cuda.is_available() else 'no CUDA device'",
        ),
    ),
)

OPERATIONS = Chapter(
    N_("Calculating"),
    (
        Snippet(
            N_("Rows, columns and the last of them"),
            "a = torch.arange(12).reshape(3, 4)\na[0], a[:, 0], a[..., -1]",
        ),
        Snippet(
            N_("A slice can be assigned to"),
            "a = torch.ones(3, 4); a[:, 1] = 0\na",
        ),
        Snippet(
            N_("Element by element: the operator, add and mul"),
            "a, b = torch.tensor([1., 2.]), torch.tensor([3., 4.])\na + b, torch.add(a, b), a * b, torch.mul(a, b)",
        ),
        Snippet(
            N_("Matrix product: @ and matmul are the same"),
            "a = torch.rand(2, 3)\ntorch.equal(a @ a.T, torch.matmul(a, a.T)), (a @ a.T).shape",
        ),
        Snippet(N_("reshape: the same numbers in another shape"), "torch.arange(6).reshape(2, 3)"),
        Snippet(
            N_("view shares memory with what it shows"),
            "a = torch.zeros(4); a.view(2, 2)[0, 0] = 1\na",
        ),
        Snippet(
            N_("view of a tensor that is not contiguous is an error; reshape copies"),
            "a = torch.arange(6).reshape(2, 3).T\na.reshape(6)\na.view(6)",
        ),
        Snippet(N_("squeeze takes away what has the size 1"), "torch.zeros(1, 3, 1).squeeze().shape"),
        Snippet(N_("unsqueeze puts in a dimension of size 1"), "x[0].unsqueeze(0).shape"),
    ),
)

NUMPY = Chapter(
    N_("NumPy"),
    (
        Snippet(
            N_("A change in the array is seen in the tensor"),
            "n = np.zeros(3); t = torch.from_numpy(n)\nn[0] = 5\nt",
        ),
        Snippet(
            N_("A change in the tensor is seen in the array"),
            "t = torch.zeros(3); n = t.numpy()\nt.add_(1)\nn",
        ),
        Snippet(N_("A tensor that requires a gradient has no .numpy()"), "torch.ones(2, requires_grad=True).numpy()"),
    ),
)

AUTOGRAD = Chapter(
    N_("Gradients"),
    (
        Snippet(
            N_("requires_grad is passed on, and grad_fn says how a tensor was made"),
            "w = torch.ones(2, requires_grad=True); z = (w * 3).sum()\nw.grad_fn, z.requires_grad, z.grad_fn",
        ),
        Snippet(
            N_("Leaves are what a person made"),
            "w = torch.ones(2, requires_grad=True); z = w * 3\nw.is_leaf, z.is_leaf",
        ),
        Snippet(
            N_("Only leaves have a .grad, unless retain_grad() was called"),
            "w = torch.ones(2, requires_grad=True); a = w * 3; b = a * 2\n"
            "a.retain_grad(); b.sum().backward()\n"
            "w.grad, a.grad, b.is_leaf",
        ),
        Snippet(
            N_("backward fills .grad"),
            "w = torch.tensor(3., requires_grad=True)\n(w ** 2).backward()\nw.grad",
        ),
        Snippet(
            N_("Gradients add up until they are cleared"),
            "w = torch.tensor(3., requires_grad=True)\n(w ** 2).backward(); (w ** 2).backward()\nw.grad",
        ),
        Snippet(
            N_("Backward a second time through the same graph is an error"),
            "w = torch.tensor(3., requires_grad=True); z = w ** 2\nz.backward()\nz.backward()",
        ),
        Snippet(
            N_("With retain_graph=True it works, and adds up"),
            "w = torch.tensor(3., requires_grad=True); z = w ** 2\nz.backward(retain_graph=True); z.backward()\nw.grad",
        ),
        Snippet(
            N_("zero_grad sets gradients to None"),
            "l = nn.Linear(2, 1); l(torch.ones(1, 2)).backward()\nl.zero_grad()\nl.weight.grad",
        ),
        Snippet(
            N_("zero_grad(set_to_none=False) fills them with zeros"),
            "l = nn.Linear(2, 1); l(torch.ones(1, 2)).backward()\nl.zero_grad(set_to_none=False)\nl.weight.grad",
        ),
        Snippet(
            N_("no_grad records no graph"),
            "with torch.no_grad(): z = model(x)\nz.grad_fn, z.requires_grad, model(x).grad_fn",
        ),
        Snippet(
            N_("What no_grad saves: bytes kept for backward"),
            "kept = []; watch = torch.autograd.graph.saved_tensors_hooks(lambda t: kept.append(t.nbytes), id)\n"
            "with watch, torch.no_grad(): model(x); without = sum(kept)\n"
            "with watch: model(x); print(without, sum(kept))",
        ),
        Snippet(
            N_("What no_grad saves: seconds of ten forward passes"),
            "from torch.utils.benchmark import Timer; timer = Timer('model(x)', globals={'model': model, 'x': x})\n"
            "with torch.no_grad(): without = timer.timeit(10).mean\n"
            "print(f'{without:.2e} s without, {timer.timeit(10).mean:.2e} s with a graph')",
        ),
        Snippet(
            N_("A graph follows Python's own control flow"),
            "w = torch.tensor([1., -1.], requires_grad=True)\n"
            "sum(each * 2 if each > 0 else each * 5 for each in w).backward()\n"
            "w.grad",
        ),
        Snippet(
            N_("detach leaves the graph"),
            "w = torch.ones(2, requires_grad=True)\n(w * 2).detach().requires_grad",
        ),
    ),
)
