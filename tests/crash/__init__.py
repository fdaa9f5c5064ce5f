"""Killed processes, power cuts and failing disks."""
