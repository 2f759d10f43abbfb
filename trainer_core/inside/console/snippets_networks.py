"""Statements about modules, data, losses, optimizers and saved weights."""

from __future__ import annotations

from trainer_core.errors import N_
from trainer_core.inside.console.snippet import Chapter, Snippet

MODULES = Chapter(
    N_("Modules"),
    (
        Snippet(
            N_("A module of one's own"),
            "class Net(nn.Module):\n    def __init__(self): super().__init__(); self.layer = nn.Linear(2, 1)\nNet()",
        ),
        Snippet(
            N_("super().__init__() forgotten"),
            "class Net(nn.Module):\n    def __init__(self): self.layer = nn.Linear(2, 1)\nNet()",
        ),
        Snippet(
            N_("Attributes register themselves, those in a list do not"),
            "net = nn.Module(); net.seen = nn.Linear(2, 1); net.lost = [nn.Linear(2, 1)]\n"
            "[name for name, _ in net.named_parameters()]",
        ),
        Snippet(
            N_("The parameters of the model, by name"),
            "[(name, tuple(p.shape)) for name, p in model.named_parameters()]",
        ),
        Snippet(N_("How many parameters there are"), "sum(p.numel() for p in model.parameters())"),
        Snippet(
            N_("Modules nest"),
            "outer = nn.Sequential(nn.Flatten(), nn.Sequential(nn.Linear(4, 3), nn.ReLU()))\n"
            "[name for name, _ in outer.named_modules()]",
        ),
        Snippet(N_("Flatten keeps the batch"), "nn.Flatten()(x).shape"),
        Snippet(
            N_("Linear is x A^T + b"),
            "l = nn.Linear(3, 2); a = torch.rand(4, 3)\ntorch.allclose(l(a), a @ l.weight.T + l.bias), l.weight.shape",
        ),
        Snippet(N_("ReLU: what is negative becomes 0"), "nn.ReLU()(torch.tensor([-1., 0., 2.]))"),
        Snippet(
            N_("Sequential passes on"),
            "s = nn.Sequential(nn.Linear(3, 2), nn.ReLU()); a = torch.rand(4, 3)\ntorch.equal(s(a), s[1](s[0](a)))",
        ),
        Snippet(
            N_("A function without state beside a module with state"),
            "l = nn.Linear(3, 2); a = torch.rand(4, 3)\n"
            "torch.equal(F.linear(a, l.weight, l.bias), l(a)), list(nn.ReLU().parameters())",
        ),
        Snippet(
            N_("Dropout in training mode, and in evaluation mode"),
            "d = nn.Dropout(0.5); a = torch.ones(1000)\n"
            "d.train(); trained = d(a)\n"
            "set(trained.tolist()), torch.equal(d.eval()(a), a)",
        ),
        Snippet(
            N_("Batch norm in training mode, and in evaluation mode"),
            "b = nn.BatchNorm1d(2); a = torch.tensor([[0., 10.], [2., 30.]])\n"
            "b(a); moved = b.running_mean.clone()\n"
            "moved, b.eval()(a).mean(0).abs().min() > 0.1",
        ),
    ),
)

DATA = Chapter(
    N_("Data"),
    (
        Snippet(
            N_("A Dataset of one's own"),
            "class Squares(torch.utils.data.Dataset):\n"
            "    __len__ = lambda self: 6; __getitem__ = lambda self, i: torch.tensor(i * i)\n"
            "len(Squares()), Squares()[3]",
        ),
        Snippet(
            N_("A DataLoader makes batches"),
            "[batch.tolist() for batch in torch.utils.data.DataLoader(torch.arange(5), batch_size=2)]",
        ),
        Snippet(
            N_("shuffle: each example once, in another order"),
            "loader = torch.utils.data.DataLoader(torch.arange(20), batch_size=4, shuffle=True)\n"
            "order = torch.cat(list(loader)).tolist()\n"
            "order != sorted(order), sorted(order) == list(range(20))",
        ),
        Snippet(
            N_("Processes of a DataLoader, with a class that was typed in"),
            "class Squares(torch.utils.data.Dataset):\n"
            "    __len__ = lambda self: 6; __getitem__ = lambda self, i: torch.tensor(i * i)\n"
            "list(torch.utils.data.DataLoader(Squares(), 3, num_workers=1, multiprocessing_context='spawn'))",
        ),
    ),
)

LOSSES = Chapter(
    N_("Losses"),
    (
        Snippet(
            N_("Mean squared error is the mean of squared differences"),
            "a, b = torch.tensor([1., 2.]), torch.tensor([3., 5.])\n"
            "nn.MSELoss()(a, b), ((1 - 3) ** 2 + (2 - 5) ** 2) / 2",
        ),
        Snippet(
            N_("Cross-entropy is LogSoftmax, then NLL"),
            "a, b = torch.tensor([[2., 1., 0.]]), torch.tensor([0])\n"
            "nn.CrossEntropyLoss()(a, b), nn.NLLLoss()(nn.LogSoftmax(1)(a), b)",
        ),
        Snippet(
            N_("Cross-entropy with the numbers filled in"),
            "from math import exp, log; found = nn.CrossEntropyLoss()(torch.tensor([[2., 1, 0]]), torch.tensor([0]))\n"
            "found.item(), -log(exp(2) / (exp(2) + exp(1) + exp(0)))",
        ),
        Snippet(
            N_("Binary cross-entropy with the numbers filled in"),
            "from math import log; p, t = torch.tensor([0.8, 0.3]), torch.tensor([1., 0.])\n"
            "nn.BCELoss()(p, t).item(), -(log(0.8) + log(1 - 0.3)) / 2",
        ),
        Snippet(
            N_("The loss of this batch, example by example"),
            "each = F.cross_entropy(model(x), y, reduction='none')\n"
            "each.shape, torch.allclose(each.mean(), loss_fn(model(x), y))",
        ),
    ),
)

OPTIMIZERS = Chapter(
    N_("Optimizers"),
    (
        Snippet(
            N_("SGD with the numbers filled in: w - lr * gradient"),
            "w = nn.Parameter(torch.tensor([1.])); o = torch.optim.SGD([w], lr=0.1)\n"
            "(w ** 2).sum().backward(); o.step()\n"
            "w.item(), 1 - 0.1 * 2",
        ),
        Snippet(
            N_("SGD with momentum, two steps filled in"),
            "w = nn.Parameter(torch.tensor([1.])); o = torch.optim.SGD([w], lr=0.1, momentum=0.9)\n"
            "for _ in range(2): o.zero_grad(); (w ** 2).sum().backward(); o.step()\n"
            "w.item(), 0.8 - 0.1 * (0.9 * 2 + 2 * 0.8)",
        ),
        Snippet(
            N_("Adam's first step with the numbers filled in"),
            "w = nn.Parameter(torch.tensor([1.])); o = torch.optim.Adam([w], lr=0.1); m, v = 0.1 * 2, 0.001 * 2 ** 2\n"
            "(w ** 2).sum().backward(); o.step()\n"
            "w.item(), 1 - 0.1 * (m / 0.1) / ((v / 0.001) ** 0.5 + 1e-8)",
        ),
        Snippet(
            N_("SGD: one rate for all parameters, so steps differ as gradients do"),
            "w = nn.Parameter(torch.zeros(2)); o = torch.optim.SGD([w], lr=0.1)\n"
            "(w * torch.tensor([1., 100.])).sum().backward(); o.step()\n"
            "w",
        ),
        Snippet(
            N_("Adam: a rate for each parameter, so both steps are alike"),
            "w = nn.Parameter(torch.zeros(2)); o = torch.optim.Adam([w], lr=0.1)\n"
            "(w * torch.tensor([1., 100.])).sum().backward(); o.step()\n"
            "w",
        ),
    ),
)

SAVING = Chapter(
    N_("Saving and loading"),
    (
        Snippet(
            N_("A state_dict is names and tensors"),
            "[(name, tuple(t.shape)) for name, t in model.state_dict().items()]",
        ),
        Snippet(
            N_("Save and load: the same answers"),
            "import copy, io; file = io.BytesIO(); torch.save(model.state_dict(), file); file.seek(0)\n"
            "other = copy.deepcopy(model); other.load_state_dict(torch.load(file))\n"
            "torch.equal(other(x), model(x))",
        ),
        Snippet(
            N_("map_location says where tensors are put"),
            "import io; file = io.BytesIO(); torch.save(torch.ones(2), file); file.seek(0)\n"
            "torch.load(file, map_location='cpu').device",
        ),
        Snippet(
            N_("Other answers without eval() after loading"),
            "d = nn.Sequential(nn.Linear(20, 20), nn.Dropout()); a = torch.rand(1, 20)\n"
            "d.load_state_dict(d.state_dict())\n"
            "torch.equal(d(a), d(a)), torch.equal(d.eval()(a), d.eval()(a))",
        ),
        Snippet(
            N_("A part is taken over with strict=False"),
            "old = nn.Sequential(nn.Linear(4, 3)); new = nn.Sequential(nn.Linear(4, 3), nn.Linear(3, 2))\n"
            "found = new.load_state_dict(old.state_dict(), strict=False)\n"
            "found.missing_keys, torch.equal(new[0].weight, old[0].weight)",
        ),
        Snippet(
            N_("A pickled model breaks when its class moves; a state_dict does not"),
            "import io; file = io.BytesIO(); Net = type('Net', (nn.Linear,), {'__module__': __name__})\n"
            "torch.save(Net(2, 1), file); file.seek(0); del Net\n"
            "torch.load(file, weights_only=False)",
        ),
    ),
)
