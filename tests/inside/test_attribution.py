"""What speaks for an answer: the axioms of each method, known values, and Captum's numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from captum import attr
from torch import Tensor, nn

from trainer_core.errors import CommandError
from trainer_core.inside.explain.attribution import (
    at_once,
    grad_cam,
    integrated_gradients,
    occlusion,
    occlusion_of_groups,
    saliency,
)
from trainer_core.inside.explain.layers import last_convolved, layer_called, layers_of
from trainer_core.inside.explain.undisturbed import piecewise, undisturbed


class Net(nn.Module):
    """A small convolutional network that works in place."""

    def __init__(self, inplace: bool = True) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.ReLU(inplace=inplace),
            nn.Conv2d(2, 4, 3, padding=1),
            nn.ReLU(inplace=inplace),
            nn.MaxPool2d(2),
            nn.Conv2d(4, 6, 3, padding=1),
            nn.BatchNorm2d(6),
            nn.ReLU(inplace=inplace),
        )
        self.drop = nn.Dropout(0.5)
        self.head = nn.Linear(6 * 5 * 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.drop(self.features(x).flatten(1)))


class Pooled(nn.Module):
    """Ends in the mean of its feature maps, whose gradient is known: the weights of the head over their size."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(1, 5, 3, padding=1)
        self.head = nn.Linear(5, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.convolution(x).mean((2, 3)))


@pytest.fixture
def net() -> Net:
    torch.manual_seed(3)
    return Net().eval()


@pytest.fixture
def picture() -> Tensor:
    return torch.rand(1, 2, 10, 8, generator=torch.Generator().manual_seed(1))


def drained(steps):
    """What a generator returns, and all that it yields."""
    yielded = []
    while True:
        try:
            yielded.append(next(steps))
        except StopIteration as end:
            return end.value, yielded


def score_of(model: nn.Module, place: int = 0) -> Callable[[Tensor], Tensor]:
    return lambda x: model(x)[:, place]


def test_integrated_gradients_add_up_to_the_difference_from_the_baseline(net, picture):
    score, baseline = score_of(net, 2), torch.zeros_like(picture)
    found, _ = drained(integrated_gradients(score, picture, baseline))
    with torch.no_grad():
        difference = float(score(picture) - score(baseline))
    assert float(found.sum()) == pytest.approx(difference, rel=0.02)
    assert found.shape == picture.shape


def test_integrated_gradients_of_a_linear_model_are_weight_times_distance():
    model = nn.Linear(4, 2)
    x, baseline = torch.randn(1, 4), torch.randn(1, 4)
    found, _ = drained(integrated_gradients(score_of(model, 1), x, baseline))
    assert torch.allclose(found, (x - baseline) * model.weight[1].detach(), atol=1e-6)


def test_an_input_that_the_model_does_not_use_gets_nothing(net):
    used = nn.Linear(2, 1)

    def score(x: Tensor) -> Tensor:
        return used(x[:, :2].square())[:, 0]

    x, baseline = torch.randn(1, 3), torch.zeros(1, 3)
    for steps in (saliency(score, x), integrated_gradients(score, x, baseline)):
        found, _ = drained(steps)
        assert float(found[0, 2]) == 0
        assert found[0, :2].abs().min() > 0
    fallen, _ = drained(occlusion_of_groups(score, x, baseline, [slice(0, 2), slice(2, 3)]))
    assert float(fallen[1]) == 0


def test_two_inputs_that_the_model_exchanges_get_the_same():
    def score(x: Tensor) -> Tensor:
        return (x[:, 0] * x[:, 1]).tanh() + x.sum(1)

    found, _ = drained(integrated_gradients(score, torch.full((1, 2), 0.7), torch.zeros(1, 2)))
    assert float(found[0, 0]) == pytest.approx(float(found[0, 1]))


def test_grad_cam_of_pooled_maps_weighs_them_by_the_head(picture):
    model, x = Pooled(), picture[:, :1]
    found, _ = drained(grad_cam(score_of(model, 1), model.convolution, x))
    maps = model.convolution(x).detach()
    weighed = F.relu((maps * model.head.weight[1].detach().view(1, 5, 1, 1)).sum(1)) / maps[0, 0].numel()
    assert torch.allclose(found[:, 0], weighed, atol=1e-6)


def test_hiding_the_only_pixel_that_counts_takes_the_score_away():
    x = torch.rand(1, 1, 6, 6) + 1
    found, yielded = drained(occlusion(lambda x: x[:, 0, 2, 3], x, torch.zeros_like(x), 1, 1))
    assert float(found[0, 0, 2, 3]) == pytest.approx(float(x[0, 0, 2, 3]))
    assert int(found.count_nonzero()) == 1
    assert yielded[-1] == 1


@pytest.mark.parametrize(("window", "stride"), [(3, 1), (3, 2), (4, 4), (4, 3), (8, 8)])
def test_every_pixel_is_covered_whatever_the_window(window, stride):
    x = torch.ones(1, 1, 10, 8)
    found, _ = drained(occlusion(lambda x: x.flatten(1).sum(1), x, torch.zeros_like(x), window, stride))
    assert bool(found.isfinite().all())
    assert float(found.min()) > 0


def test_the_numbers_are_captums(net, picture):
    """Captum works in place itself, so it gets the same network without."""
    plain = Net(inplace=False).eval()
    plain.load_state_dict(net.state_dict())
    score, baseline = score_of(net, 1), torch.full_like(picture, 0.2)
    x = picture.clone().requires_grad_()
    theirs = attr.Saliency(plain).attribute(x, target=1, abs=False)
    assert torch.allclose(drained(saliency(score, picture))[0], theirs, atol=1e-6)
    theirs = attr.IntegratedGradients(plain).attribute(x, baseline, target=1, n_steps=64)
    assert torch.allclose(drained(integrated_gradients(score, picture, baseline))[0], theirs.float(), atol=1e-5)
    cam = attr.LayerGradCam(plain, plain.features[4])
    theirs = cam.attribute(x, target=1, relu_attributions=True).detach()
    theirs = F.interpolate(theirs, (10, 8), mode="bilinear", align_corners=False)
    assert torch.allclose(drained(grad_cam(score, net.features[4], picture))[0], theirs, atol=1e-6)
    theirs = attr.Occlusion(plain).attribute(
        picture, sliding_window_shapes=(2, 3, 3), strides=(2, 2, 2), baselines=0.2, target=1
    )
    ours, _ = drained(occlusion(score, picture, baseline, 3, 2))
    assert torch.allclose(ours.expand_as(theirs), theirs, atol=1e-6)


def test_no_gradient_hook_mode_buffer_or_random_number_is_left(net, picture):
    net.train()
    net.drop.eval()
    net.head.register_buffer("seen", torch.zeros(1))
    net.head.register_forward_hook(lambda module, given, output: (module.seen.add_(torch.rand(1)), output)[1])
    for parameter in net.parameters():
        parameter.grad = torch.randn_like(parameter)
    gradients = [parameter.grad.clone() for parameter in net.parameters()]
    kept = {name: value.clone() for name, value in net.state_dict().items()}
    modes = [module.training for module in net.modules()]
    generator = torch.get_rng_state()
    score, zeros = score_of(net), torch.zeros_like(picture)
    with undisturbed(net):
        layers = layers_of(net, picture)
    for steps in (
        saliency(score, picture),
        integrated_gradients(score, picture, zeros),
        grad_cam(score, net.features[4], picture),
        occlusion(score, picture, zeros, 3, 2),
    ):
        going = piecewise(net, steps)
        for _ in going:
            assert [module.training for module in net.modules()] == modes
    assert layers
    assert [module.training for module in net.modules()] == modes
    assert all(torch.equal(one, each.grad) for one, each in zip(gradients, net.parameters(), strict=True))
    assert all(torch.equal(kept[name], value) for name, value in net.state_dict().items())
    assert torch.equal(generator, torch.get_rng_state())
    assert not picture.requires_grad
    assert [len(module._forward_hooks) for module in net.modules()].count(1) == 1


class Looked(nn.Module):
    """Looks whole numbers up."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(4, 3)
        self.head = nn.Linear(3, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.table(x.long()).mean(1))


@pytest.mark.parametrize(
    "score",
    [score_of(Looked()), lambda x: x.detach().sum(1), lambda x: nn.Linear(3, 1)(torch.zeros(len(x), 3))[:, 0]],
    ids=["embedding", "detached", "not used"],
)
def test_where_no_gradient_reaches_the_input_a_sentence_says_so_and_occlusion_works(score):
    x = torch.tensor([[1.0, 2.0, 3.0]])
    for steps in (saliency(score, x), integrated_gradients(score, x, torch.zeros_like(x))):
        with pytest.raises(CommandError, match="Occlusion needs no gradient") as error:
            drained(steps)
        assert error.value.code == "no-gradient"
    found, _ = drained(occlusion_of_groups(score, x, torch.zeros_like(x), [slice(0, 1), slice(1, 3)]))
    assert found.shape == (2,)


def test_a_layer_without_maps_is_refused_by_grad_cam_and_leaves_no_hook(net, picture):
    with pytest.raises(CommandError) as error:
        drained(grad_cam(score_of(net), net.head, picture))
    assert error.value.code == "no-feature-maps"
    assert not net.head._forward_hooks


def test_layers_are_told_with_their_units_and_the_last_convolution_is_grad_cams(net, picture):
    layers = layers_of(net, picture)
    told = {layer.name: layer for layer in layers}
    assert "drop" not in told
    assert (told["features.1"].units, told["features.1"].shape) == (4, (4, 10, 8))
    assert (told["head"].units, told["head"].maps) == (3, False)
    assert {name for name, layer in told.items() if layer.convolved} == {"features", "features.1", "features.4"}
    assert last_convolved(layers) == "features"
    assert last_convolved(layers_of(nn.Sequential(nn.Linear(3, 2)), torch.zeros(1, 3))) == ""


def test_units_of_tokens_are_their_features():
    model = nn.Sequential(nn.Unflatten(1, (4, 3)), nn.Linear(3, 5), nn.ReLU(), nn.Flatten(), nn.Linear(20, 2))
    layers = {layer.name: layer for layer in layers_of(model, torch.randn(1, 12))}
    assert (layers["1"].units, layers["2"].units, layers["4"].units) == (5, 5, 2)


class Counting(nn.Module):
    """Counts its calls in a buffer that each of them replaces, and has a part that gives a single number."""

    def __init__(self) -> None:
        super().__init__()
        self.scale, self.head = Largest(), nn.Linear(3, 2)
        self.register_buffer("calls", torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        self.calls = self.calls + 1
        return self.head(x / self.scale(x))


class Largest(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.abs().max()


def test_a_part_that_gives_a_single_number_is_no_layer_with_units():
    assert [layer.name for layer in layers_of(Counting(), torch.rand(1, 3))] == ["head"]


def test_a_buffer_that_forward_replaces_is_as_before_once_the_model_was_asked():
    model = Counting()
    before = model.calls
    drained(piecewise(model, saliency(score_of(model), torch.rand(1, 3))))
    assert model.calls is before
    assert float(before) == 0


def test_a_misspelt_layer_is_told_with_the_nearest(net):
    with pytest.raises(CommandError, match=r"Did you mean features\.4") as error:
        layer_called(net, "featurs.4")
    assert error.value.code == "no-such-layer"
    with pytest.raises(CommandError):
        layer_called(net, "")


def test_large_inputs_go_through_the_model_a_few_at_a_time():
    assert at_once(torch.zeros(1, 784)) == 16
    assert at_once(torch.zeros(1, 3, 224, 224)) == 1
