"""A report of a run arrives as JSON at a person's own address, and whatever goes wrong there is a sentence."""

from __future__ import annotations

import math
import ssl
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import Driver
from tests.webhook_server import refused_url, serving
from trainer_core import Recipe, load_preset
from trainer_core.errors import TrainerError
from trainer_core.protocol.commands import Keep, Stop
from trainer_core.protocol.events import EpochEnded, Reason, RunStarted
from trainer_core.runs.run_report import Happening, best_row, preset_of, report_of, trial_report
from trainer_core.runs.webhook import check_url, host_of, send

AT_ONCE = (0.0, 0.0)
"""Two more attempts, without a pause."""
CERTIFICATE = Path(__file__).parent / "self_signed.pem"


@pytest.fixture(autouse=True)
def _no_proxy_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_the_report_of_a_real_run_says_what_the_run_was_and_how_it_went(driver: Driver, tiny: Recipe, tmp_path: Path):
    driver.start(tiny, tmp_path / "first-run")
    report = report_of(Happening.ENDED, driver.last(RunStarted), ended=driver.ended)
    rows = [event.row for event in driver.of(EpochEnded)]
    best = max(rows, key=lambda row: row.validation["accuracy"])

    with serving() as hook:
        delivery = send(hook.url, report, pauses=AT_ONCE)

    assert (delivery.delivered, delivery.code, delivery.attempts) == (True, 200, 1)
    assert hook.paths == ["/hooks/secret-token"]
    assert hook.headers[0]["Content-Type"] == "application/json"
    (arrived,) = hook.received
    assert arrived == report
    assert arrived["program"] == "Training Studio"
    assert arrived["event"] == "done"
    assert datetime.fromisoformat(arrived["time"]).tzinfo is not None
    assert arrived["run_id"] == "first-run"
    assert (arrived["epochs"], arrived["epoch"], arrived["batch"]) == (2, 2, 16)
    assert arrived["metric"] == "accuracy"
    assert arrived["metrics"]["last"]["epoch"] == 2
    assert arrived["metrics"]["last"]["train"]["loss"] == pytest.approx(rows[-1].train_loss)
    assert arrived["metrics"]["best"]["epoch"] == best.epoch
    assert arrived["metrics"]["best"]["validation"]["accuracy"] == pytest.approx(best.validation["accuracy"])
    assert arrived["metrics"]["test"]["accuracy"] == pytest.approx(driver.ended.summary.test["accuracy"])
    assert arrived["duration_seconds"] == pytest.approx(driver.ended.summary.seconds, abs=1e-3)
    assert arrived["device"] == "cpu"
    assert arrived["stop_reason"] == "completed"
    assert arrived["message"] == str(driver.ended.message)


def test_a_report_before_the_end_tells_what_is_known_and_null_for_the_rest(driver: Driver, tiny: Recipe):
    driver.start(tiny, paused=True)
    started = driver.last(RunStarted)
    report = report_of(Happening.STALLED, started, device="cpu")
    assert report["stop_reason"] is None
    assert report["run_id"] is None
    assert report["metrics"] == {"best": None, "last": None, "test": None}
    assert (report["epoch"], report["batch"], report["duration_seconds"]) == (0, 0, 0.0)
    with serving() as hook:
        assert send(hook.url, report).delivered


def test_numbers_that_json_does_not_have_are_null(driver: Driver, tiny: Recipe):
    driver.start(tiny.with_values({"training.epochs": 1}))
    ended = driver.ended
    broken = replace(ended, summary=replace(ended.summary, test={"loss": math.nan, "accuracy": math.inf}))
    report = report_of(Happening.ENDED, driver.last(RunStarted), ended=broken)
    assert report["metrics"]["test"] == {"loss": None, "accuracy": None}
    with serving() as hook:
        assert send(hook.url, report).delivered


def test_the_preset_is_named_also_after_it_was_changed_and_no_other_recipe_is(tiny: Recipe):
    preset = load_preset("fashion-mnist-fast")
    assert preset_of(preset.with_values({"training.epochs": 7})) == "fashion-mnist-fast"
    assert preset_of(tiny) is None


def test_the_best_epoch_of_a_loss_is_the_lowest(driver: Driver, tiny: Recipe):
    driver.start(tiny.with_values({"training.epochs": 3}))
    history = driver.last(RunStarted).history
    best = best_row(history, "loss")
    assert best is not None
    assert best.validation_loss == min(row.validation_loss for row in history.epochs)


def test_a_server_that_fails_twice_is_asked_three_times():
    with serving() as hook:
        hook.answers = [500, 503, 204]
        delivery = send(hook.url, trial_report(), pauses=AT_ONCE)
    assert (delivery.delivered, delivery.code, delivery.attempts) == (True, 204, 3)
    assert hook.events == ["test", "test", "test"]


def test_after_two_retries_it_is_given_up_and_the_code_is_told():
    with serving() as hook:
        hook.answers = [500]
        delivery = send(hook.url, trial_report(), pauses=AT_ONCE)
    assert (delivery.delivered, delivery.code, delivery.attempts) == (False, 500, 3)
    assert str(delivery.message) == "The webhook answered 500 and did not accept the report."
    assert len(hook.received) == 3


def test_a_refusal_is_not_asked_again():
    with serving() as hook:
        hook.answers = [403]
        delivery = send(hook.url, trial_report(), pauses=AT_ONCE)
    assert (delivery.delivered, delivery.code, delivery.attempts) == (False, 403, 1)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(code: int):
    with serving() as other, serving() as hook:
        hook.answers, hook.location = [code], other.url
        delivery = send(hook.url, trial_report(), pauses=AT_ONCE)
    assert (delivery.delivered, delivery.code, delivery.attempts) == (False, code, 1)
    assert "redirects" in str(delivery.message)
    assert other.paths == []


def test_a_server_that_does_not_answer_in_time_is_asked_three_times():
    over = threading.Event()
    with serving() as hook:
        hook.answers = [lambda: over.wait(30)]
        try:
            delivery = send(hook.url, trial_report(), seconds=0.2, pauses=AT_ONCE)
        finally:
            over.set()
    assert (delivery.delivered, delivery.code, delivery.attempts) == (False, None, 3)
    assert str(delivery.message) == "The webhook did not answer within 0.2 s."


def test_a_refused_connection_is_a_sentence():
    delivery = send(refused_url(), trial_report(), pauses=AT_ONCE)
    assert (delivery.delivered, delivery.code, delivery.attempts) == (False, None, 3)
    assert str(delivery.message) == "The webhook's server refused the connection."


def test_nothing_is_sent_to_a_server_with_a_certificate_that_nobody_vouches_for():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with serving(context) as hook:
        delivery = send(hook.url, trial_report(), pauses=AT_ONCE)
    assert (delivery.delivered, delivery.attempts) == (False, 1)
    assert "certificate" in str(delivery.message)
    assert hook.received == []


def test_https_with_a_certificate_that_is_trusted_is_delivered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with serving(context) as hook:
        assert send(hook.url, trial_report(), pauses=AT_ONCE).delivered


def test_whoever_stops_it_waits_for_no_further_attempt():
    stopping = threading.Event()
    stopping.set()
    with serving() as hook:
        hook.answers = [500]
        assert send(hook.url, trial_report(), pauses=(60.0, 60.0), stopping=stopping).attempts == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.org/x",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "http://",
        "https://exa mple.org/",
        "http://example.org:99999/",
        "http://example.org/\r\nX: y",
        "http://user:secret@example.org/",
        "http://[::1",
    ],
)
def test_only_plain_web_addresses_are_taken_and_the_error_does_not_repeat_them(url: str):
    with pytest.raises(TrainerError) as caught:
        check_url(url)
    assert "secret" not in str(caught.value)
    assert caught.value.code in ("not-a-webhook", "webhook-with-password")


def test_of_an_address_only_its_host_is_told():
    assert host_of("https://hooks.example.org:8443/T0/secret?key=x") == "hooks.example.org"
    assert host_of("nonsense") == ""


def test_a_diverged_run_says_so(driver: Driver, tiny: Recipe):
    bad = {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0, "training.epochs": 50}
    driver.start(tiny.with_values(bad))
    driver.do(Stop(Keep.LAST))
    assert driver.ended.reason is Reason.DIVERGED
    report = report_of(Happening.DIVERGED, driver.last(RunStarted), ended=driver.ended)
    assert (report["event"], report["stop_reason"]) == ("diverged", "diverged")
    with serving() as hook:
        assert send(hook.url, report).delivered
