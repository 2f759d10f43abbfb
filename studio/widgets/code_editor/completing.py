"""The process that knows what a name can go on with: reads questions as lines of JSON, answers with jedi.

It is a process of its own, which imports nothing of the program: jedi computes in Python for seconds when it meets a
large package, and imports it, which in the program would hold up everything else.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

_MOST = 200


def main() -> None:
    """Answer until the input ends. A question is ``{id, source, path, line, column}``, line from 1."""
    # What an imported package prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        question = json.loads(line)
        answers.write(json.dumps({"id": question["id"], "names": names_for(question)}) + "\n")
        answers.flush()


def names_for(question: dict[str, Any]) -> list[str]:
    """What can stand at the place of a question, those with a leading underscore last."""
    import jedi

    path = question["path"] or None
    project = jedi.Project(os.path.dirname(path)) if path else None
    try:
        script = jedi.Script(question["source"], path=path, project=project, environment=jedi.InterpreterEnvironment())
        found = [each.name for each in script.complete(question["line"], question["column"])]
    except Exception:
        # Its own errors are many; no completion is no loss.
        return []
    return sorted(found[: 20 * _MOST], key=lambda name: (name.startswith("_"), name.lower()))[:_MOST]


if __name__ == "__main__":
    main()
