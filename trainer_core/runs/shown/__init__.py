"""What a run records for its replay, in ``shown/`` of its folder.

=====================  ======================================================================================
``about.json``         what views word themselves by: data, model, device, batches an epoch
``examples.npz``       the test examples that are watched: ``indices``, ``images``, ``truth``
``answers.bin``        what the model answered to them, a record each second or less often:
                       `trainer_core.runs.shown.examples`
``grid.npz``           the places all over a model's one or two inputs, and examples there
``maps.bin``           what the model answered there, as often as that: `trainer_core.runs.shown.maps`
``epoch-00001.npz``    the validation of an epoch, ``test.npz`` the test: `trainer_core.runs.shown.evaluations`
``log.jsonl``          what happened, as sentences that can be translated: `trainer_core.runs.shown.log`
``epochs/``            ``epoch-00001.pt``, …: the weights of each epoch, where the recipe asks for them; those of
                       the beginning are of epoch 0
=====================  ======================================================================================

It is bounded, and no number of the training depends on it: what is damaged or missing is not shown, and that is all.
"""
