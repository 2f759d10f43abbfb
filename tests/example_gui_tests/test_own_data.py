"""Data of one's own, files that are asked for, and a disk that fails."""


def test_tiny_pictures_are_learnt(studio_factory, tiny_pictures):
    studio = studio_factory()
    studio.open(tiny_pictures)
    assert studio.session.preparation.data.class_names == ("ring", "square")
    assert studio.train(epochs=2)["reason"] == "completed"
    assert {each["truth"] for each in studio.predictions()} == {"ring", "square"}


def test_weights_are_saved_where_the_dialog_says(studio, tmp_path):
    studio.train(epochs=1)
    studio.answer("saveWeightsDialog", tmp_path / "mine.pt")
    studio.press("saveWeightsButton")
    studio.wait_until(lambda: (tmp_path / "mine.pt").exists())


def test_training_goes_on_when_the_disk_is_full(studio, studio_disk):
    studio.step("batch")
    studio_disk.full()
    result = studio.train()
    assert result["epochs"] == 2
    assert "No space left on device" in result["message"]
    assert studio_disk.refused
    studio_disk.mend()
