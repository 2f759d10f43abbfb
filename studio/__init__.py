"""The window of Training Studio: Qt on top of trainer_core, which never imports this package."""
