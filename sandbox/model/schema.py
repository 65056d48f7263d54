"""What the API accepts as the JSON schema of a structured answer."""

from collections.abc import Iterator

from sandbox.model.errors import invalid
from sandbox.model.tokens import Json

MAX_OPTIONAL = 24
MAX_UNIONS = 16
KEYWORDS = frozenset(
    {"type", "properties", "required", "additionalProperties", "items", "minItems", "enum", "const", "anyOf", "allOf",
     "$ref", "$defs", "definitions", "title", "description", "format", "default"}
)  # fmt: skip
FORMATS = frozenset({"date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"})
TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})


def check_schema(schema: object) -> None:
    """Raise the API's 400 for a schema that it would not compile."""
    if not isinstance(schema, dict):
        raise invalid("output_config.format.schema: must be an object")
    nodes = list(_nodes(schema))
    for node in nodes:
        _check_node(node)
    _check_references(schema)
    _check_count("optional parameters", sum(map(_optional, nodes)), MAX_OPTIONAL)
    _check_count("parameters with union types", sum(map(_union, nodes)), MAX_UNIONS)


def _check_count(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise invalid(
            f"Schemas contains too many {what} ({count}), which would make compilation inefficient. Limit: {limit}."
        )


def _nodes(schema: Json) -> Iterator[Json]:
    """The schema and every schema inside it, definitions included."""
    yield schema
    children = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    children += [*schema.get("definitions", {}).values(), *schema.get("anyOf", ()), *schema.get("allOf", ())]
    if isinstance(schema.get("items"), dict):
        children.append(schema["items"])
    for child in children:
        if not isinstance(child, dict):
            raise invalid("output_config.format.schema: every sub-schema must be an object")
        yield from _nodes(child)


def _check_node(node: Json) -> None:
    for keyword in sorted(node.keys() - KEYWORDS):
        raise invalid(
            f"output_config.format.schema: For '{node.get('type', 'schema')}' type, property '{keyword}' is not supported"
        )
    _check_type(node)
    if node.get("type") == "object" and node.get("additionalProperties") is not False:
        raise invalid(
            "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"
        )
    if node.get("minItems", 0) not in (0, 1):
        raise invalid(
            "output_config.format.schema: For 'array' type, 'minItems' values other than 0 or 1 are not supported"
        )
    if "format" in node and node["format"] not in FORMATS:
        raise invalid(f"output_config.format.schema: For 'string' type, format '{node['format']}' is not supported")


def _check_type(node: Json) -> None:
    kinds = node.get("type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind not in TYPES:
            raise invalid(f"output_config.format.schema: type '{kind}' is not supported")


def _optional(node: Json) -> int:
    return len(node.get("properties", {}).keys() - set(node.get("required", ())))


def _union(node: Json) -> int:
    return int("anyOf" in node or isinstance(node.get("type"), list))


def _check_references(schema: Json) -> None:
    definitions = {f"#/$defs/{name}": node for name, node in schema.get("$defs", {}).items()}
    definitions |= {f"#/definitions/{name}": node for name, node in schema.get("definitions", {}).items()}
    targets = {address: _references(node) for address, node in definitions.items()}
    for address in sorted(_references(schema) | set().union(*targets.values(), set())):
        if address not in definitions:
            raise invalid(f"output_config.format.schema: $ref '{address}' cannot be resolved")
    for address in definitions:
        if address in _reachable(address, targets):
            raise invalid(f"output_config.format.schema: Recursive schemas are not supported ('{address}')")


def _references(schema: Json) -> set[str]:
    return {str(node["$ref"]) for node in _nodes(schema) if "$ref" in node}


def _reachable(start: str, targets: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = set(targets[start])
    while todo:
        address = todo.pop()
        if address not in seen:
            seen.add(address)
            todo |= targets.get(address, set())
    return seen
