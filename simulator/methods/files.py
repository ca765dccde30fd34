"""Preparing files for download."""

from __future__ import annotations

from typing import Any

from simulator.errors import bad_request
from simulator.methods.registry import method
from simulator.state.world import World
from simulator.wire.parameters import Parameters


@method("getFile", "file_id")
def get_file(world: World, parameters: Parameters) -> dict[str, Any]:
    """Tell where a file can be fetched."""
    file_id = parameters.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.find(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if file.is_too_big:
        raise bad_request("file is too big")
    return {**file.card(), "file_path": file.path}
