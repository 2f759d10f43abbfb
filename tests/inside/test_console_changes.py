"""What typed code has changed: it is named, and put back bit for bit or kept as a mark on the run."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import each, numbers
from trainer_core.export.tables import export_history
from trainer_core.history.history import BY_HAND
from trainer_core.library.reading import read_record
from trainer_core.protocol.commands import Advance, Start, Stop, Unit, Unpause, VerifyRun
from trainer_core.protocol.console import ChangesSettled, CodeDone, KeepChanges, ResultKind, RunCode, UndoChanges
from trainer_core.protocol.events import Logged, Reason, Verified
from trainer_core.runs.run_files import read_marks

CHANGES = {
    "with torch.no_grad(): model.linear_relu_stack[0].weight.add_(1)": "linear_relu_stack.0.weight",
    "model.linear_relu_stack[0].weight.data = torch.zeros(512, 784)": "linear_relu_stack.0.weight",
    "model.linear_relu_stack[2].bias.detach().numpy()[0] = 3": "linear_relu_stack.2.bias",
    "model.eval()": "training",
    "model.linear_relu_stack[1] = nn.Tanh()": "linear_relu_stack.1",
    "model.linear_relu_stack[0].weight.requires_grad_(False)": "linear_relu_stack.0.weight.requires_grad",
    "optimizer.param_groups[0]['lr'] = 5.0": "optimizer.lr",
    "loss_fn(model(x), y).backward()": "linear_relu_stack.0.weight.grad",
    "loss_fn(model(x), y).backward(); optimizer.step()": "linear_relu_stack.0.weight@exp_avg",
    "optimizer.state.clear()": "linear_relu_stack.0.weight@exp_avg",
    "model.register_forward_hook(lambda *a: a[2] * 0)": "_forward_hooks",
    "model.linear_relu_stack[0].weight.register_hook(lambda g: g * 0)": "linear_relu_stack.0.weight.hooks",
    "model.double()": "linear_relu_stack.0.weight",
    "model.__class__ = torch.nn.Identity": "__class__",
    "torch.nn.utils.parametrizations.weight_norm(model.linear_relu_stack[0])": "linear_relu_stack.0.__class__",
    "optimizer.step = lambda: None": "optimizer.step",
}


@pytest.mark.parametrize("code", list(CHANGES))
def test_what_was_changed_is_named_and_undone_bit_for_bit(console, tiny, code):
    plain, changed = Driver(), Driver()
    plain.start(tiny)
    changed.start(tiny, paused=True)
    each(changed, Advance(Unit.BATCH), Advance(Unit.PHASE), RunCode(code))
    done = changed.last(CodeDone)
    assert done.kind is not ResultKind.ERROR, done.text
    assert CHANGES[code] in done.changed
    each(changed, UndoChanges())
    assert changed.last(ChangesSettled).kept is False
    each(changed, Unpause())
    assert numbers(changed) == numbers(plain)
    assert same(weights_of(changed), weights_of(plain))
    changed.engine.close()


OWN = {
    "a tuple of tensors": (
        "model.pair = torch.zeros(3), torch.ones(2)",
        "model.pair = torch.ones(3), torch.ones(2)",
        "pair",
        "[each.tolist() for each in model.pair]",
    ),
    "a tensor in a tuple": (
        "model.pair = torch.zeros(3), torch.ones(2)",
        "model.pair[0][1] = 5",
        "pair",
        "[each.tolist() for each in model.pair]",
    ),
    "a set of one's own class": (
        "class Tags(set): pass\n\nmodel.tags = Tags({1})",
        "model.tags.add(2)",
        "tags",
        "type(model.tags).__name__, model.tags",
    ),
    "a sparse gradient": (
        "model.words = nn.Embedding(4, 2, sparse=True)\nmodel.words(torch.tensor([1, 1, 3])).sum().backward()",
        "model.words.weight.grad._values().mul_(3)",
        "words.weight.grad",
        "model.words.weight.grad._indices().tolist(), model.words.weight.grad._values().tolist()",
    ),
    "a sparse gradient of more": (
        "model.words = nn.Embedding(4, 2, sparse=True)\nmodel.words(torch.tensor([1, 1, 3])).sum().backward()",
        "model.words(torch.tensor([0, 2])).sum().backward()",
        "words.weight.grad",
        "model.words.weight.grad.to_dense().tolist()",
    ),
    "a sparse buffer": (
        "model.register_buffer('links', torch.eye(3).to_sparse())",
        "model.links._values()[1] = -0.0",
        "links",
        "model.links._values().tolist(), model.links._indices().tolist()",
    ),
}


@pytest.mark.parametrize("kind", list(OWN))
def test_what_a_model_of_ones_own_holds_is_named_and_undone(console, paused, kind):
    made, changed, name, shown = OWN[kind]
    assert console(made).kind is not ResultKind.ERROR
    each(paused, KeepChanges())
    before = console(shown)
    assert before.changed == ()
    done = console(changed)
    assert done.kind is not ResultKind.ERROR, done.text
    assert done.changed == (name,)
    assert console(shown).text != before.text
    each(paused, UndoChanges())
    after = console(shown)
    assert (after.text, after.changed) == (before.text, ())


def test_a_weight_is_undone_inside_a_batch_whose_graph_holds_it(console, tiny):
    plain, changed = Driver(), Driver()
    plain.start(tiny)
    changed.start(tiny, paused=True)
    each(changed, *[Advance(Unit.PHASE)] * 3)  # backward is next
    each(changed, RunCode("with torch.no_grad(): model.linear_relu_stack[2].weight.zero_(); pred.zero_(); x.zero_()"))
    assert {"linear_relu_stack.2.weight", "pred", "x"} <= set(changed.last(CodeDone).changed)
    each(changed, UndoChanges(), Unpause())
    assert changed.ended.reason is Reason.COMPLETED
    assert numbers(changed) == numbers(plain)
    changed.engine.close()


def test_kept_changes_are_a_mark_on_the_run_and_verify_says_so(console, paused_on_disk, tmp_path):
    driver = paused_on_disk
    each(driver, Advance(Unit.BATCH))
    done = console("with torch.no_grad(): model.linear_relu_stack[4].bias.zero_()")
    assert done.changed == ("linear_relu_stack.4.bias",)
    each(driver, KeepChanges(), *[Advance(Unit.BATCH)] * 3, Stop())
    assert driver.last(ChangesSettled).kept
    (mark,) = read_marks(tmp_path / "run")
    assert (mark.step, mark.message.template) == (1, BY_HAND)
    assert str(mark.message) == "changed by hand: linear_relu_stack.4.bias"
    each(driver, VerifyRun(tmp_path / "run"))
    verified = driver.last(Verified)
    assert (verified.equal, verified.first, verified.batches) == (True, 1, 3)
    assert any("changed by hand" in str(event.message) for event in driver.of(Logged))
    assert read_record(tmp_path / "run").changed_by_hand
    export_history(tmp_path / "run", tmp_path / "numbers.parquet")
    assert pq.read_schema(tmp_path / "numbers.parquet").metadata[b"changed_by_hand"] == b"true"


@pytest.fixture
def paused_on_disk(driver: Driver, tiny, tmp_path) -> Driver:
    driver.start(tiny, tmp_path / "run", paused=True)
    return driver


def test_a_run_that_goes_on_has_kept_what_was_not_undone(console, paused_on_disk, tmp_path):
    console("optimizer.param_groups[0]['weight_decay'] = 0.5")
    each(paused_on_disk, Unpause())
    assert [str(mark.message) for mark in read_marks(tmp_path / "run")] == ["changed by hand: optimizer.weight_decay"]


def test_a_change_while_training_holds_the_run_until_it_is_settled(driver, tiny):
    driver.post(Start(tiny))
    driver.engine.turn()
    each(driver, RunCode("model.eval()"))
    assert driver.state == "paused"
    each(driver, UndoChanges(), Unpause())
    assert driver.ended.reason is Reason.COMPLETED
    driver.engine.close()
