"""Reads the project's YAML more strictly than YAML asks: a repeated key or an anchor is refused, never resolved."""

from collections.abc import Hashable
from typing import Any

import yaml


class UnreadableYaml(ValueError):  # noqa: N818 - named after what is wrong with the text
    """The text is no YAML of the kind this program reads; the message says where."""


class _StrictLoader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="anchors and aliases are not used here")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise yaml.MarkedYAMLError(None, None, f"repeated key {key_node.value!r}", key_node.start_mark)
            if isinstance(key_node.value, str):
                seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def read_yaml(text: str | bytes) -> Any:
    """Return the document as plain values. Raises UnreadableYaml, whose message is one line."""
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        place = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise UnreadableYaml(f"{place}{error.problem}") from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        # A day the calendar lacks, bytes that are no text, a nesting without end.
        raise UnreadableYaml(" ".join(str(error).split()) or "not readable") from error
