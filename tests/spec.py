"""Checks requests, results and updates against the Bot API specification on disk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.wire.dispatch import Exchange
from simulator.wire.envelope import RawResult
from simulator.wire.parameters import Parameters

SPECIFICATION = Path(__file__).resolve().parents[2] / "shared" / "data" / "bot-api.json"
SIMPLE: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
    "Float": (int, float),
}
ATTACHMENT = re.compile(r'attach://([^"\s]+)')
FILES = frozenset({"InputFile"})

Json = dict[str, Any]


@dataclass(slots=True)
class Spec:
    """The specification and what was found to break it."""

    methods: dict[str, Json]
    types: dict[str, Json]
    requests: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path = SPECIFICATION) -> Spec:
        """Read the specification."""
        found = json.loads(path.read_text())
        methods = {name.lower(): method for name, method in found["methods"].items()}
        return cls(methods, found["types"])

    def watch_exchange(self, exchange: Exchange) -> None:
        """Check a request, and its result when it succeeded."""
        self.requests += self.request_faults(exchange.method, exchange.parameters)
        if exchange.code == 200 and not isinstance(exchange.result, RawResult):
            self.answers += self.result_faults(exchange.method, exchange.result)

    def watch_update(self, update: Json) -> None:
        """Check an update."""
        self.answers += self._faults(["Update"], update, "Update")

    def request_faults(self, name: str, parameters: Parameters) -> list[str]:
        """List what is wrong with a request."""
        method = self.methods.get(name.lower())
        if method is None:
            return [f"{name}: no such method"]
        fields = {found["name"]: found for found in method.get("fields", [])}
        given = {*parameters.values, *parameters.files}
        uploads = {
            name
            for value in parameters.values
            for name in ATTACHMENT.findall(parameters.text(value))
        }
        faults = [f"{name}: unknown field {key!r}" for key in given - set(fields) - uploads]
        for key, found in fields.items():
            if key not in given:
                if found["required"]:
                    faults.append(f"{name}: required field {key!r} is missing")
                continue
            if key in parameters.values:
                value = _decoded(parameters.values[key], found["types"])
                faults += self._faults(found["types"], value, f"{name}.{key}")
        return faults

    def result_faults(self, name: str, result: Any) -> list[str]:
        """List what is wrong with a result."""
        return self._faults(self.methods[name.lower()]["returns"], result, f"{name}()")

    def _faults(self, types: list[str], value: Any, path: str) -> list[str]:
        best: list[str] | None = None
        for kind in self._plain_types(types):
            faults = self._faults_of(kind, value, path)
            if not faults:
                return []
            if best is None or len(faults) < len(best):
                best = faults
        return best or [f"{path}: no type fits"]

    def _plain_types(self, types: list[str]) -> Iterator[str]:
        for kind in types:
            subtypes = self.types.get(kind, {}).get("subtypes")
            if subtypes:
                yield from self._plain_types(subtypes)
            else:
                yield kind

    def _faults_of(self, kind: str, value: Any, path: str) -> list[str]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{path}: {value!r} is not an array"]
            inner = [kind.removeprefix("Array of ")]
            return [
                fault
                for place, item in enumerate(value)
                for fault in self._faults(inner, item, f"{path}[{place}]")
            ]
        if kind in SIMPLE:
            fits = isinstance(value, SIMPLE[kind])
            if isinstance(value, bool) and kind in {"Integer", "Float"}:
                fits = False
            return [] if fits else [f"{path}: {value!r} is not {kind}"]
        if kind in FILES:
            return [] if isinstance(value, str) else [f"{path}: {value!r} is no file"]
        return self._object_faults(kind, value, path)

    def _object_faults(self, kind: str, value: Any, path: str) -> list[str]:
        if kind not in self.types:
            return [f"{path}: unknown type {kind}"]
        if not isinstance(value, dict):
            return [f"{path}: {value!r} is not {kind}"]
        fields = {found["name"]: found for found in self.types[kind].get("fields", [])}
        faults = [f"{path}: {kind} has no field {key!r}" for key in value.keys() - fields.keys()]
        for key, found in fields.items():
            if key in value:
                faults += self._faults(found["types"], value[key], f"{path}.{key}")
            elif found["required"]:
                faults.append(f"{path}: {kind} lacks {key!r}")
        return faults


def _decoded(value: Any, types: list[str]) -> Any:
    """Read what a form sent as text the way the field wants it."""
    if not isinstance(value, str) or "String" in types or "InputFile" in types:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
