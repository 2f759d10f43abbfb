"""torchvision's architectures: what the catalogue says, how one is fitted to data and task, and which weights fit."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torchvision import models as published

from trainer_core import Recipe
from trainer_core.errors import ModelError, RecipeError, WeightsError
from trainer_core.models import build_model, models
from trainer_core.models.torchvision import architectures, head_of, listed
from trainer_core.models.torchvision.catalogue import architecture
from trainer_core.models.torchvision.network import last_layer
from trainer_core.recipe.downloads import downloads_needed
from trainer_core.training.initial_weights import load_initial_weights

SMALL_ONES = ["resnet18", "mobilenet_v3_small", "shufflenet_v2_x0_5", "squeezenet1_1", "mnasnet0_5", "regnet_y_400mf"]


@pytest.fixture(autouse=True)
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which torch.hub keeps weights, empty; and no network."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    folder = tmp_path / "torch" / "hub" / "checkpoints"

    def no_network(*arguments: object, **options: object) -> None:
        raise urllib.error.URLError("no network here")

    monkeypatch.setattr("trainer_core.data.download._open", no_network)
    return folder


def seeded(name: str, seed: int = 3, **arguments: Any) -> nn.Module:
    """What torchvision publishes, with weights of a seed in place of trained ones."""
    torch.manual_seed(seed)
    if name in ("googlenet", "inception_v3"):
        arguments |= {"init_weights": True}
    model: nn.Module = published.get_model(name, **arguments)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.running_mean, 0, 0.1)
    return model.eval()


def saved(model: nn.Module, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), path)
    return path


def recipe(**model: Any) -> Recipe:
    return Recipe.from_dict({"model": {"name": "torchvision", **model}})


def begun(shape: tuple[int, ...], outputs: int, **arguments: Any) -> tuple[nn.Module, Any]:
    """The model as a run builds it, with the weights that its recipe names, in evaluation mode."""
    of = recipe(**arguments)
    model = build_model("torchvision", shape, outputs, seed=0, **of.model.arguments)
    initial = load_initial_weights(model, of, lambda message, share: None, download=False)
    return model.eval(), initial


def test_starting_the_program_does_not_import_torchvision() -> None:
    code = "import sys, trainer_core; sys.exit('torchvision' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_catalogue_tells_what_torchvision_says_of_its_recommended_weights() -> None:
    found = {each.name: each for each in architectures()}
    assert set(found) == set(published.list_models(module=published))
    resnet = found["resnet50"]
    assert [each.name for each in resnet.weights] == ["IMAGENET1K_V2", "IMAGENET1K_V1"]
    assert resnet.parameters == 25_557_032
    assert resnet.accuracy == pytest.approx(0.80858)
    assert resnet.multiply_adds == pytest.approx(4.089e9)
    assert resnet.bytes == pytest.approx(102.5e6, rel=0.01)
    assert resnet.weights[0].file == "resnet50-11ad3fa6.pth"
    assert resnet.weights[0].sha256 == "11ad3fa6"
    assert all(each.sha256 for network in found.values() for each in network.weights)


def test_the_catalogue_is_filtered_and_ordered() -> None:
    assert [each.name for each in listed("RES 18")] == ["resnet18"]
    smallest = listed(by="parameters")
    assert smallest[0].name == "squeezenet1_1"
    best = [each.accuracy for each in listed("convnext", by="accuracy", descending=True)]
    assert best == sorted(best, reverse=True)
    assert not listed("no such network")


@pytest.mark.parametrize("name", SMALL_ONES)
@pytest.mark.parametrize(("shape", "outputs"), [((3, 32, 32), 7), ((1, 28, 28), 1)])
def test_a_network_answers_for_the_data_and_the_task(name: str, shape: tuple[int, int, int], outputs: int) -> None:
    model = build_model("torchvision", shape, outputs, seed=0, architecture=name)
    assert model.training
    assert model.eval()(torch.rand(2, *shape)).shape == (2, outputs)
    assert last_layer(model).partition(".")[0] == head_of(name)


@pytest.mark.parametrize("name", ["googlenet", "swin_t", "densenet121", "efficientnet_b0"])
def test_the_head_of_each_family_is_known(name: str) -> None:
    model = build_model("torchvision", (3, 32, 32), 5, seed=0, architecture=name)
    assert last_layer(model).partition(".")[0] == head_of(name)


def test_from_scratch_it_is_the_network_that_torchvision_builds_from_the_seed() -> None:
    ours = build_model("torchvision", (3, 64, 64), 10, seed=7, architecture="resnet18").state_dict()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        theirs = published.resnet18(num_classes=10).state_dict()
    assert list(ours) == list(theirs)
    assert all(torch.equal(ours[name], value) for name, value in theirs.items())


def test_small_pictures_get_a_resnet_with_a_small_stem_unless_it_has_weights() -> None:
    def stem(size: int, **arguments: Any) -> tuple[int, ...]:
        model = build_model("torchvision", (3, size, size), 10, seed=0, **arguments)
        return tuple(model.get_submodule("conv1").kernel_size)

    assert stem(32) == (3, 3)
    assert stem(64) == (7, 7)
    assert stem(32, weights="IMAGENET1K_V1") == (7, 7)
    assert stem(32, stem="as published") == (7, 7)
    assert stem(64, stem="small") == (3, 3)
    assert stem(32, image_size=96) == (7, 7)


def test_pictures_are_resized_in_the_model() -> None:
    model = build_model("torchvision", (3, 28, 28), 4, seed=0, architecture="densenet121", image_size=32).eval()
    plain = build_model("torchvision", (3, 32, 32), 4, seed=0, architecture="densenet121").eval()
    small = torch.rand(2, 3, 28, 28)
    large = nn.functional.interpolate(small, (32, 32), mode="bilinear", align_corners=False)
    torch.testing.assert_close(model(small), plain(large), rtol=0, atol=0)
    assert list(model.state_dict()) == list(plain.state_dict())


@pytest.mark.parametrize(
    ("shape", "arguments", "sentence"),
    [
        ((3, 28, 28), {"architecture": "densenet121"}, "does not take pictures of 28 × 28 pixels.*image_size to 224"),
        ((3, 28, 28), {"architecture": "vit_b_16"}, "does not take pictures of 28 × 28"),
        ((3, 32, 64), {"architecture": "vit_b_16"}, "does not take pictures of 32 × 64"),
        ((4,), {}, r"takes images.*\(4,\)"),
    ],
)
def test_pictures_that_a_network_does_not_take_are_refused_in_a_sentence(
    shape: tuple[int, ...], arguments: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ModelError, match=sentence):
        build_model("torchvision", shape, 10, seed=0, **arguments)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"architecture": "resnet-18"}, "Did you mean resnet18"),
        ({"architecture": "zzz"}, "It can be: alexnet, "),
        ({"architecture": "vgg11", "stem": "small"}, "ResNets alone"),
        ({"weights": "IMAGENET_V1"}, "Did you mean IMAGENET1K_V1"),
        ({"weights": "COCO"}, "It can be: IMAGENET1K_V1, or the path of a file"),
    ],
)
def test_names_that_torchvision_does_not_have_are_refused(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RecipeError, match=sentence):
        begun((3, 64, 64), 10, **arguments)


def test_a_network_larger_than_the_memory_is_refused_before_it_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    class Free:
        available = 1_000_000_000

    monkeypatch.setattr("psutil.virtual_memory", Free)
    with pytest.raises(ModelError, match=r"644,812,894 parameters, which take 2\.6 GB, and 1\.0 GB"):
        build_model("torchvision", (3, 224, 224), 10, seed=0, architecture="regnet_y_128gf")


def test_weights_of_a_file_are_all_loaded_but_for_the_last_layer(tmp_path: Path) -> None:
    theirs = seeded("resnet18")
    file = saved(theirs, tmp_path / "mine.pth")
    model, initial = begun((3, 64, 64), 5, weights=str(file))
    picture = torch.rand(2, 3, 64, 64)
    theirs.fc, model.fc = nn.Identity(), nn.Identity()
    torch.testing.assert_close(model(picture), theirs(picture), rtol=0, atol=0)
    assert "fc.weight" not in initial.loaded
    assert not initial.adapted
    assert initial.facts()["bytes"] == file.stat().st_size


def test_a_head_with_as_many_outputs_is_loaded_too(tmp_path: Path) -> None:
    theirs = seeded("squeezenet1_1", num_classes=5)
    model, initial = begun((3, 64, 64), 5, architecture="squeezenet1_1", weights=str(saved(theirs, tmp_path / "a.pt")))
    picture = torch.rand(2, 3, 64, 64)
    torch.testing.assert_close(model(picture), theirs(picture), rtol=0, atol=0)
    assert initial.loaded == set(theirs.state_dict())


def test_one_channel_answers_as_the_same_picture_in_three_colours(tmp_path: Path) -> None:
    theirs = seeded("mobilenet_v3_small", num_classes=5)
    file = saved(theirs, tmp_path / "m.pth")
    model, initial = begun((1, 64, 64), 5, architecture="mobilenet_v3_small", weights=str(file))
    grey = torch.rand(2, 1, 64, 64)
    torch.testing.assert_close(model(grey), theirs(grey.expand(-1, 3, -1, -1)))
    assert initial.adapted == {"features.0.0.weight"}


def test_five_channels_answer_as_three_where_all_are_the_same(tmp_path: Path) -> None:
    theirs = seeded("squeezenet1_1", num_classes=5)
    model, _ = begun((5, 64, 64), 5, architecture="squeezenet1_1", weights=str(saved(theirs, tmp_path / "s.pth")))
    grey = torch.rand(2, 1, 64, 64)
    rest = theirs.features[0].weight[:, [0, 1, 2, 0, 1]].sum((1,)) * 3 / 5
    torch.testing.assert_close(model.features[0].weight.sum(1), rest)
    assert model(grey.expand(-1, 5, -1, -1)).shape == (2, 5)


def test_position_embeddings_are_interpolated_for_pictures_of_another_size(tmp_path: Path) -> None:
    small: dict[str, Any] = {"patch_size": 8, "num_layers": 1, "num_heads": 2, "hidden_dim": 16, "mlp_dim": 16}
    theirs = published.VisionTransformer(image_size=16, **small)
    nn.init.normal_(theirs.encoder.pos_embedding)
    ours = published.VisionTransformer(image_size=32, num_classes=5, **small)
    pretrained = models.pretrained("torchvision")
    assert pretrained is not None
    arguments = recipe(architecture="vit_b_32", weights=str(tmp_path / "w.pth")).model.arguments
    fitted = pretrained.fitted(theirs.state_dict(), ours, arguments, tmp_path / "w.pth")
    assert fitted.adapted == {"encoder.pos_embedding"}
    embedding = fitted.state["encoder.pos_embedding"]
    assert embedding.shape == (1, 17, 16)
    assert torch.equal(embedding[0, 0], theirs.encoder.pos_embedding[0, 0])
    torch.testing.assert_close(embedding[0, 1], theirs.encoder.pos_embedding[0, 1])  # a corner stays one
    assert "heads.head.weight" not in fitted.state


def test_auxiliary_classifiers_in_the_file_are_left_out_and_its_normalization_is_kept(tmp_path: Path) -> None:
    theirs = seeded("googlenet", aux_logits=True, transform_input=True, num_classes=5)
    file = saved(theirs, tmp_path / "g.pth")
    model, _ = begun((3, 64, 64), 5, architecture="googlenet", weights=str(file))
    arguments = recipe(architecture="googlenet", weights=str(file)).model.arguments
    pretrained = models.pretrained("torchvision")
    assert pretrained is not None
    own = pretrained.moments(arguments, (3, 64, 64))
    assert own is not None
    picture = torch.rand(2, 3, 64, 64)

    def normalized(mean: Any, std: Any) -> Tensor:
        return (picture - torch.tensor(mean).view(3, 1, 1)) / torch.tensor(std).view(3, 1, 1)

    (imagenet,) = architecture("googlenet").weights
    torch.testing.assert_close(
        model(normalized(own.mean, own.std)), theirs(normalized(imagenet.mean, imagenet.std)), rtol=1e-4, atol=1e-5
    )


def test_what_was_changed_is_said_in_words(tmp_path: Path) -> None:
    pretrained = models.pretrained("torchvision")
    assert pretrained is not None
    arguments = recipe(weights="IMAGENET1K_V1").model.arguments
    said = " ".join(map(str, pretrained.changes(arguments, (1, 28, 28), 1)))
    for sentence in (
        "The last layer has 1 output in place of 1,000 classes.",
        "The first convolution takes 1 channel in place of 3.",
        "The weights of its three colours are summed up for the one channel.",
        "The weights were trained on pictures of 224 × 224 pixels, and these have 28 × 28",
        "mean 0.449, deviation 0.226",
    ):
        assert sentence in said
    scratch = " ".join(map(str, pretrained.changes(recipe().model.arguments, (3, 32, 32), 10)))
    assert "3 × 3 with stride 1" in scratch
    assert "normalized" not in scratch


def test_pictures_get_the_size_of_the_weights_where_the_source_reads_them_at_any(tmp_path: Path) -> None:
    folder = Recipe.from_dict({"data": {"source": "folder", "path": str(tmp_path), "side": 64}})
    chosen = folder.with_values({"model.name": "torchvision", "model.weights": "IMAGENET1K_V1"})
    assert chosen.data.arguments["side"] == 224
    pretrained = models.pretrained("torchvision")
    assert pretrained is not None
    said = " ".join(map(str, pretrained.changes(chosen.model.arguments, (3, 224, 224), 5)))
    assert "It sees pictures of 224 × 224 pixels, the size its weights were trained on." in said
    # A person's own choice stays, and so does what was set by hand afterwards.
    assert (
        chosen.with_values({"data.side": 96}).with_values({"model.stem": "as published"}).data.arguments["side"] == 96
    )
    resized = folder.with_values({"model.name": "torchvision", "model.weights": "DEFAULT", "model.image_size": 128})
    assert resized.data.arguments["side"] == 64
    asked = folder.with_values({"model.name": "torchvision", "model.weights": "DEFAULT", "data.side": 160})
    assert asked.data.arguments["side"] == 160
    assert folder.with_values({"model.name": "torchvision"}).data.arguments["side"] == 64
    assert "side" not in recipe(weights="IMAGENET1K_V1").data.arguments


def test_weights_of_another_architecture_are_refused_with_what_they_are(tmp_path: Path) -> None:
    other = saved(seeded("squeezenet1_1"), tmp_path / "any.pth")
    with pytest.raises(WeightsError, match=r"does not hold weights of resnet18: 0 of its 122 tensors fit"):
        begun((3, 64, 64), 5, weights=str(other))
    known = saved(seeded("resnet34"), tmp_path / "resnet34-b627a593.pth")
    with pytest.raises(WeightsError, match="holds the weights of resnet34, and the network is resnet18"):
        begun((3, 64, 64), 5, weights=str(known))


@pytest.mark.parametrize("damage", ["cut", "text", "missing", "nan"])
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(damage: str, tmp_path: Path) -> None:
    theirs = seeded("squeezenet1_1")
    if damage == "nan":
        theirs.features[3].squeeze.weight.data[0] = float("nan")
    file = saved(theirs, tmp_path / "weights.pth")
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:5000])
    if damage == "text":
        file.write_text("<html>not found</html>", encoding="utf-8")
    if damage == "missing":
        file.unlink()
    with pytest.raises(WeightsError, match=str(file)):
        begun((3, 64, 64), 5, architecture="squeezenet1_1", weights=str(file))


def test_registered_weights_are_not_fetched_unasked_and_the_file_is_named(hub: Path) -> None:
    with pytest.raises(
        WeightsError, match=r"resnet18-f37072fd\.pth are not on this computer.*47 MB.*from scratch"
    ) as no:
        begun((3, 64, 64), 5, weights="IMAGENET1K_V1")
    assert no.value.code == "needs-download"
    (needed,) = downloads_needed(recipe(weights="DEFAULT"))
    assert needed.folder == hub
    assert "resnet18-f37072fd.pth" in needed.title
    assert not downloads_needed(recipe())
    assert not downloads_needed(recipe(weights="no such"))


def test_without_a_network_the_sentence_offers_training_from_scratch(hub: Path) -> None:
    of = recipe(weights="IMAGENET1K_V1")
    model = build_model("torchvision", (3, 64, 64), 5, seed=0, **of.model.arguments)
    with pytest.raises(WeightsError, match=r"could not be downloaded.*no network here.*train from scratch"):
        load_initial_weights(model, of, lambda message, share: None, download=True)
    assert not list(hub.glob("*.pth*"))


def test_a_cache_that_cannot_be_written_is_named_with_the_variable_that_moves_it(hub: Path) -> None:
    hub.parent.mkdir(parents=True)
    hub.write_text("in the way", encoding="utf-8")
    of = recipe(architecture="squeezenet1_1", weights="IMAGENET1K_V1")
    model = build_model("torchvision", (3, 64, 64), 5, seed=0, **of.model.arguments)
    with pytest.raises(WeightsError, match=r"cannot be written.*TORCH_HOME"):
        load_initial_weights(model, of, lambda message, share: None, download=True)


def test_a_damaged_file_in_the_cache_is_not_taken(hub: Path) -> None:
    saved(seeded("resnet18"), hub / "resnet18-f37072fd.pth")
    with pytest.raises(WeightsError, match="not on this computer"):
        begun((3, 64, 64), 5, weights="IMAGENET1K_V1")


def test_a_path_is_relative_to_the_recipe(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('[model]\nname = "torchvision"\nweights = "mine/w.pth"\n', encoding="utf-8")
    assert Recipe.load(tmp_path / "r.toml").model.arguments["weights"] == str(tmp_path / "mine" / "w.pth")
    assert recipe(weights="IMAGENET1K_V1").model.arguments["weights"] == "IMAGENET1K_V1"
