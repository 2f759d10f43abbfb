"""Presenter mode: the window as a room full of people can read it, and a second one for the speaker."""
