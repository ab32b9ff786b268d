"""Layers of the map as files of our own server, and where a map begins."""
