"""The facts of the data say nothing a second time that a finding above them says."""

from studio.views.data.data_facts import _is_found
from trainer_core.data.check.finding import Finding, Severity
from trainer_core.errors import Message

LEFT_OUT = Finding("identifier", Severity.NOTE, Message("1 column looks like an identifier: id."), ("id", "number"))
BROKEN = Finding("unreadable", Severity.WARNING, Message("1 file cannot be read."), ("a/1.png",))


def test_what_is_left_out_by_a_finding_is_no_note_of_the_reading():
    assert _is_found(Message("Left out as identifiers: {names}.", {"names": "id, number"}), (LEFT_OUT, BROKEN))
    assert _is_found(Message("{file} is left out: {reason}.", {"file": "a/1.png", "reason": "cut"}), (LEFT_OUT, BROKEN))
    assert not _is_found(Message("{file} is left out: {reason}.", {"file": "b/2.png"}), (LEFT_OUT, BROKEN))
    assert not _is_found(Message("The classes were found in {folder}.", {"folder": "id"}), (LEFT_OUT, BROKEN))
