"""Checks the engine itself: that it can be imported, that its files are complete, and which plug-ins are broken."""

from __future__ import annotations

from collections.abc import Iterator

from trainer_core.engine.doctor.finding import Finding, Status, home_short, reason_of
from trainer_core.errors import Message


def check() -> Iterator[Finding]:
    """Yield whether everything can be imported, is complete, and which plug-ins are left out."""
    advice = Message("Install Training Studio again: `python -m pip install --force-reinstall --no-deps .`.")
    try:
        import trainer_core.engine.engine  # noqa: F401
        from trainer_core.engine.plugins import broken, load_plugins
        from trainer_core.files.resources import resource
        from trainer_core.recipe.presets import load_preset, preset_names

        for name in preset_names():
            load_preset(name)
        for name in ("styles", "icons", "data"):
            resource(name)
        plugins = load_plugins()
    except Exception as error:
        facts = {"reason": f"{type(error).__name__}: {reason_of(error)}"}
        yield Finding("program.engine", Status.PROBLEM, Message("The engine cannot start: {reason}.", facts), advice)
        return
    yield Finding("program.engine", Status.OK, Message("The engine can be imported, and its files are complete."))
    for plugin in broken(plugins):
        facts = {"name": plugin.name, "package": plugin.package, "problem": home_short(plugin.problem)}
        yield Finding(
            "program.plugin",
            Status.NOTE,
            Message("The plug-in {name} of {package} is broken and was left out: {problem}.", facts),
            Message("Update {package}, or uninstall it.", facts),
        )
    if plugins:
        facts = {"plugins": ", ".join(f"{plugin.name} ({plugin.package})" for plugin in plugins)}
        yield Finding("program.plugins", Status.OK, Message("Plug-ins: {plugins}.", facts))
