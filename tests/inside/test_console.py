"""The console on the real engine: what typed code sees, what it may change, and how it ends."""

from __future__ import annotations

import random
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import each, numbers
from trainer_core import Engine
from trainer_core.protocol.commands import Advance, Prepare, Stop, Unit, Unpause
from trainer_core.protocol.console import (
    CodeDone,
    CodeOutput,
    Complete,
    Completions,
    KeepChanges,
    LeaveBreakpoint,
    LeftBreakpoint,
    ResultKind,
    RunCode,
    StoodAtBreakpoint,
    UndoChanges,
)
from trainer_core.protocol.events import Event, Reason
from trainer_core.protocol.inside import LookInside
from trainer_core.protocol.tensors import DescribeTensor, TensorDescribed


def printed(driver: Driver) -> str:
    return "".join(piece.text for event in driver.of(CodeOutput) for piece in event.pieces)


def test_an_expression_statements_and_several_lines_run_and_names_stay(console, driver):
    assert console("1 + 1") == CodeDone(ResultKind.OTHER, "2")
    assert console("a = 2").kind is ResultKind.NOTHING
    assert console("for i in range(3):\n    a += i\nprint('a is', a)\na * 2").text == "10"
    assert printed(driver) == "a is 5\n"


def test_nothing_needs_to_be_prepared_for_torch_and_numpy(console):
    done = console("torch.from_numpy(np.arange(3))")
    assert (done.kind, done.text) == (ResultKind.TENSOR, "tensor([0, 1, 2])")


def test_the_run_stands_in_scope_where_it_is(console, paused):
    shapes = "tuple(x.shape), tuple(y.shape), len(history), type(model).__name__, type(optimizer).__name__"
    assert console(shapes).text == "((32, 1, 28, 28), (32,), 0, 'NeuralNetwork', 'Adam')"
    assert "NameError" in console("pred").text
    each(paused, *[Advance(Unit.PHASE)] * 3)
    assert console("torch.equal(loss, loss_fn(pred, y))").text == "True"


def test_without_a_run_the_first_batch_stands_for_one(console, driver, tiny):
    each(driver, Prepare(tiny))
    assert console("model(x).shape, loss_fn(model(x), y).item() > 2").text == "(torch.Size([32, 10]), True)"


def test_results_say_by_which_name_they_are_looked_at(console, paused):
    assert console("model.linear_relu_stack[0].weight").name == "linear_relu_stack.0.weight"
    assert console("w = torch.ones(2); w").name == "w"
    numbered = console("torch.ones(2) + 1").name
    assert console(f"{numbered}").text == "tensor([2., 2.])"
    layer = console("model.linear_relu_stack[0]")
    assert (layer.kind, layer.name) == (ResultKind.MODULE, "linear_relu_stack.0")
    each(paused, DescribeTensor("w"), DescribeTensor(numbered))
    assert [event.name for event in paused.of(TensorDescribed)] == ["w", numbered]


def test_a_picture_is_a_figure(console):
    done = console("from PIL import Image\nImage.new('L', (4, 4))")
    assert (done.kind, done.picture[:4]) == (ResultKind.FIGURE, b"\x89PNG")


def test_an_error_shows_the_typed_line_and_ends_nothing(console, paused):
    done = console("def f(z):\n    return z @ z\n\nf(torch.ones(2, 3))")
    assert done.kind is ResultKind.ERROR
    assert done.text.splitlines()[0] == "Traceback (most recent call last):"
    assert "return z @ z" in done.text
    assert "RuntimeError" in done.text.splitlines()[-1]
    assert "trainer_core" not in done.text
    each(paused, Unpause())
    assert paused.ended.reason is Reason.COMPLETED


def test_a_syntax_error_shows_its_place_alone(console):
    done = console("1 +")
    assert done.text.splitlines()[-1] == "SyntaxError: invalid syntax"
    assert "trainer_core" not in done.text
    assert "ast.py" not in done.text


@pytest.mark.parametrize("code", ["exit()", "raise SystemExit(3)", "raise KeyboardInterrupt", "raise GeneratorExit"])
def test_what_would_end_a_program_ends_only_the_entry(console, paused, code):
    done = console(code)
    assert done.kind is ResultKind.ERROR
    assert "does not end the run" in str(done.note)
    each(paused, Advance(Unit.BATCH))
    assert paused.state == "paused"


def test_recursion_and_long_results_stay_short(console):
    done = console("def f(n):\n    return g(n)\n\ndef g(n):\n    return f(n)\n\nf(1)")
    assert "RecursionError" in done.text
    assert len(done.text.splitlines()) < 80
    assert len(console("'a' * 10_000_000").text) < 21_000
    assert len(console("list(range(1_000_000))").text) < 21_000


def test_much_output_is_told_in_pieces_of_limited_length(console, driver):
    console("for i in range(100): print('x' * 10_000)")
    kept, left_out = len(printed(driver)), sum(event.left_out for event in driver.of(CodeOutput))
    assert kept + left_out == 100 * 10_001
    assert max(sum(len(piece.text) for piece in event.pieces) for event in driver.of(CodeOutput)) <= 20_000


def test_input_is_refused_with_a_sentence(console):
    done = console("name = input('Name? ')")
    assert done.kind is ResultKind.ERROR
    assert str(done.note).startswith("input() is refused")


def test_another_threads_output_goes_where_it_always_went(console, driver, capsys):
    console(
        "import threading\nt = threading.Thread(target=print, args=('elsewhere',))\nt.start()\nt.join()\nprint('here')"
    )
    assert printed(driver) == "here\n"
    assert capsys.readouterr().out == "elsewhere\n"


def test_random_state_and_settings_are_as_before_after_each_entry(console, paused):
    torch_before, numpy_before, python_before = (
        torch.get_rng_state(),
        np.random.get_state()[1].copy(),
        random.getstate(),
    )
    console(
        "import random\ntorch.rand(3); np.random.rand(3); random.random(); torch.manual_seed(5)\n"
        "torch.set_grad_enabled(False); torch.set_default_dtype(torch.float64)"
    )
    assert torch.equal(torch.get_rng_state(), torch_before)
    assert (np.random.get_state()[1] == numpy_before).all()
    assert random.getstate() == python_before
    assert (torch.is_grad_enabled(), torch.get_default_dtype()) == (True, torch.float32)


def test_looking_at_a_run_does_not_change_its_numbers(tiny):
    plain, looked = Driver(), Driver()
    plain.start(tiny)
    looked.start(tiny, paused=True)
    for _ in range(12):
        each(looked, RunCode("z = model(x).mean() + torch.rand(1)\nloss_fn(model(x), y)"), Advance(Unit.PHASE))
        assert looked.last(CodeDone).changed == ()
    each(looked, Unpause())
    assert numbers(looked) == numbers(plain)
    assert same(weights_of(looked), weights_of(plain))


def test_an_endless_entry_is_interrupted_from_another_thread(console, driver, paused):
    heard = threading.Event()

    def interrupt() -> None:
        heard.wait(30)
        driver.engine.interrupt_code()

    sink = driver.events.append
    thread = threading.Thread(target=interrupt)
    thread.start()
    driver.engine._console.console.streams.output._tell = lambda event: (sink(event), heard.set())
    done = console("print('on')\nwhile True:\n    try:\n        while True: pass\n    except Exception: pass")
    thread.join()
    assert (done.kind, str(done.note)) == (ResultKind.ERROR, "Interrupted.")
    assert "while True" in done.text
    assert not driver.engine.interrupt_code()
    each(paused, Unpause())
    assert paused.ended.reason is Reason.COMPLETED


def test_completion_knows_the_live_objects(console, driver, paused):
    def names(text: str) -> tuple[str, ...]:
        each(driver, Complete(text, len(text)))
        return driver.last(Completions).names

    assert names("model.lin") == ("linear_relu_stack",)
    assert "weight" in names("model.linear_relu_stack[0].")
    console("mine = 3")
    assert names("mi") == ("min", "mine")
    assert names("optimizer.param_groups[0].")[:2] == ("clear", "copy")
    assert names("print(los") == ("loss_fn",)
    assert names("nothing.here.") == ()
    assert driver.last(Completions).start == len("nothing.here.")


def test_prints_of_a_persons_code_are_shown_with_their_batch(driver, tiny):
    driver.start(tiny, paused=True)
    driver.engine.listen_to_code()
    each(
        driver,
        RunCode("model.register_forward_hook(lambda *a: print('seen', a[2].shape[0]) if model.training else None)"),
    )
    each(driver, KeepChanges(), Advance(Unit.BATCH), Advance(Unit.BATCH))
    driver.engine.close()
    pieces = [piece for event in driver.of(CodeOutput) for piece in event.pieces]
    assert [(piece.batch, piece.text) for piece in pieces] == [(1, "seen 32\n"), (2, "seen 32\n")]
    driver.engine.close()


def test_breakpoint_opens_the_console_at_its_line_with_its_names(driver, tiny):
    before = sys.breakpointhook

    def answer(event: Event) -> None:
        driver.events.append(event)
        if isinstance(event, StoodAtBreakpoint):
            driver.post(RunCode("hidden * 2"), LeaveBreakpoint())

    driver.engine = Engine(answer)
    driver.start(tiny, paused=True)
    driver.engine.listen_to_code()
    each(
        driver,
        RunCode(
            "def stop(module, given, answer):\n    hidden = 21\n    breakpoint()\n\n"
            "hook = model.register_forward_hook(stop)"
        ),
    )
    each(driver, KeepChanges(), Advance(Unit.BATCH))
    stood = driver.last(StoodAtBreakpoint)
    assert (stood.line, stood.function, stood.source) == (3, "stop", "breakpoint()")
    assert stood.names == ("module", "given", "answer", "hidden")
    assert driver.last(CodeDone).text == "42"
    assert driver.of(LeftBreakpoint)
    each(driver, RunCode("hook.remove()"), Stop())
    assert driver.ended.reason is Reason.STOPPED
    driver.engine.close()
    assert sys.breakpointhook is before


def test_engines_that_listen_give_breakpoint_back_in_whatever_order_they_close(monkeypatch):
    stood = []
    monkeypatch.setattr(sys, "breakpointhook", lambda: stood.append("outside"))
    one, other = Engine(lambda event: None), Engine(lambda event: None)
    one.listen_to_code()
    other.listen_to_code()
    one.close()
    other.close()
    sys.breakpointhook()
    assert stood == ["outside"]


def test_a_stop_lets_code_at_a_breakpoint_go_on(driver, tiny):
    def answer(event: Event) -> None:
        driver.events.append(event)
        if isinstance(event, StoodAtBreakpoint):
            driver.post(Stop())

    driver.engine = Engine(answer)
    driver.start(tiny, paused=True)
    driver.engine.listen_to_code()
    each(driver, RunCode("model.register_forward_hook(lambda *a: breakpoint())"), Advance(Unit.PHASE))
    each(driver, Unpause())
    assert driver.ended.reason is Reason.STOPPED
    driver.engine.close()


def test_classes_typed_in_reach_processes_of_a_loader(console):
    done = console(
        "class Squares(torch.utils.data.Dataset):\n"
        "    def __len__(self): return 4\n"
        "    def __getitem__(self, i): return torch.tensor(i * i)\n\n"
        "from torch.utils.data import DataLoader\n"
        "loader = DataLoader(Squares(), batch_size=2, num_workers=1, multiprocessing_context='spawn')\n"
        "[batch.tolist() for batch in loader]"
    )
    assert done.text == "[[0, 1], [4, 9]]"


def test_the_module_of_typed_code_is_gone_with_the_engine(driver):
    each(driver, RunCode("class A: pass\nA.__module__"))
    name = driver.last(CodeDone).text.strip("'")
    folders = [path for path in sys.path if Path(path).name.startswith(name)]
    assert len(folders) == 1
    driver.engine.close()
    assert name not in sys.modules
    assert not any(Path(folder).exists() or folder in sys.path for folder in folders)


def test_an_operation_in_the_middle_of_forward_is_a_place_to_try_things(driver, tiny):
    plain = Driver()
    plain.start(tiny)
    driver.start(tiny, paused=True)
    each(driver, LookInside(True), *[Advance(Unit.PHASE)] * 2, *[Advance(Unit.OPERATION)] * 2)
    each(driver, RunCode("model.linear_relu_stack[0].weight.data.zero_(); x.shape"))
    done = driver.last(CodeDone)
    assert (done.text, done.changed[:1]) == ("torch.Size([32, 1, 28, 28])", ("linear_relu_stack.0.weight",))
    each(driver, UndoChanges(), LookInside(False), Unpause())
    assert driver.ended.reason is Reason.COMPLETED
    assert numbers(driver) == numbers(plain)
    driver.engine.close()


def test_lines_are_as_long_as_there_is_room_unless_a_person_says_otherwise(driver, tiny):
    driver.start(tiny, paused=True)
    for columns, least, most in ((40, 30, 40), (200, 150, 200)):
        for code in ("torch.arange(100)", "np.arange(100)"):
            each(driver, RunCode(code, columns))
            assert least <= max(map(len, driver.last(CodeDone).text.splitlines())) <= most
    assert (torch._tensor_str.PRINT_OPTS.linewidth, np.get_printoptions()["linewidth"]) == (80, 75)
    each(driver, RunCode("torch.set_printoptions(linewidth=60)", 200), RunCode("torch.arange(100)", 200))
    assert max(map(len, driver.last(CodeDone).text.splitlines())) <= 60
    each(driver, RunCode("torch.set_printoptions(profile='default')"))
