"""Tells a person who is elsewhere how a run goes: desktop notification, sound and webhook."""
