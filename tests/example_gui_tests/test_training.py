"""What one does first: set a field, train, step, and look at what came of it."""


def test_a_run_trains_with_what_was_set(studio):
    studio.set("optimizer.lr", 0.01)
    result = studio.train(epochs=1)
    assert result["reason"] == "completed"
    assert result["epochs"] == 1
    assert set(studio.curve("lr")) == {0.01}
    assert len(studio.curve("loss")) == result["batches"]
    assert len(studio.curve("validation_loss")) == 1
    assert result["folder"].is_dir()

    rows = studio.confusion()
    assert len(rows) == 10
    shown = studio.predictions()
    assert shown
    assert all(0 <= each["confidence"] <= 1 for each in shown)
    assert {"truth", "predicted", "probabilities"} <= set(shown[0])
    assert studio.status()["state"] == "idle"


def test_a_step_stops_where_it_was_told_to(studio):
    studio.step("batch")
    assert studio.status()["state"] == "paused"
    assert len(studio.curve("loss")) == 1
    assert studio.step("backward") == "backward"
    studio.answer("discardDialog", "discardRunButton")
    studio.press("stopDiscardAction")
    studio.wait_until("idle")


def test_keys_and_menus_do_what_a_person_expects(studio):
    before = studio.hands.value("optimizer.lr")
    studio.set("optimizer.lr", 0.25)
    studio.key("Ctrl+Z")
    assert studio.hands.value("optimizer.lr") == before
    studio.menu("Language", "한국어")
    assert studio.studio.settings.language == "ko"


def test_a_control_looks_as_it_did(studio):
    studio.looks_as_accepted("train-button", "trainButton")
