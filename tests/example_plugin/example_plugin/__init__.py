"""A plug-in of Training Studio with one part of each kind, as small as each can be."""
