"""Random models from the JSON Schema of the program, and their text."""

import json
import re


class Models:
    """Makes models from the JSON Schema of the program."""

    def __init__(self, schema, random):
        self.definitions = schema["$defs"]
        self.root = schema["$ref"].split("/")[-1]
        self.random = random
        self.used = set()

    def words(self):
        """All keys and words of the schema."""
        found = set()

        def walk(node, path):
            if isinstance(node, list):
                for each in node:
                    walk(each, path)
            elif isinstance(node, dict):
                for word in node.get("enum", []):
                    found.add((path, str(word)))
                for name, each in node.get("properties", {}).items():
                    found.add((path, name))
                    walk(each, name)
                for key in ("anyOf", "allOf", "oneOf", "items", "additionalProperties"):
                    if key in node:
                        walk(node[key], path)

        for name, each in self.definitions.items():
            walk(each, name)
        return found

    def model(self):
        self.used = set()
        return self.value({"$ref": "#/$defs/" + self.root}, self.root, 0)

    def value(self, node, path, depth):
        r = self.random
        if "$ref" in node:
            name = node["$ref"].split("/")[-1]
            if name == "duration":
                return self.duration()
            if name == "probability":
                return self.probability()
            return self.value(self.definitions[name], name, depth + 1)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            word = r.choice(node["enum"])
            self.used.add((path, str(word)))
            return word
        choices = node.get("anyOf") or []
        if choices:
            return self.value(r.choice(choices), path, depth)
        kind = node.get("type")
        if kind == "object":
            return self.object(node, path, depth)
        if kind == "array":
            least, most = node.get("minItems", 0), node.get("maxItems", 4)
            return [
                self.value(node["items"], path, depth + 1)
                for _ in range(r.randint(least, min(max(least, 1) + 2, most)))
            ]
        if kind == "boolean":
            return r.random() < 0.5
        if kind == "integer":
            return self.whole(node)
        if kind == "number":
            low, high = node.get("minimum", 0), node.get("maximum", 1e6)
            return r.choice([low, high, 1, 0.5, 3, r.uniform(0, 10)])
        if kind == "string":
            return self.text(node.get("pattern", ""))
        return r.choice([1, "a"])

    def object(self, node, path, depth):
        r = self.random
        properties = node.get("properties", {})
        required = set(node.get("required", []))
        if "oneOf" in node:
            required |= set(r.choice(node["oneOf"]).get("required", []))
            alternatives = {k for each in node["oneOf"] for k in each.get("required", [])} - required
        else:
            alternatives = set()
        share = 0.35 if depth < 3 else 0.2
        result = {}
        for name, each in properties.items():
            if name in alternatives and r.random() < 0.97:
                continue
            if name in required or r.random() < share:
                self.used.add((path, name))
                result[name] = self.value(each, name, depth + 1)
        more = node.get("additionalProperties")
        if isinstance(more, dict):
            names = ["p50", "p99"] if path == "percentiles" else ["a", "none", "b c"]
            for name in names[: r.randint(1, 3)]:
                result[name] = self.value(more, path, depth + 1)
        return result

    def duration(self):
        r = self.random
        usual = ["0 s", "1 ms", "5 ms", "20 ms", "50 ms", "200 ms", "1 s", "3 s", "1 min", "24 h"]
        odd = ["1 ns", "36500 d", "1e-9 s", "1e3 ms", 0]
        return r.choice(usual) if r.random() < 0.95 else r.choice(odd)

    def probability(self):
        r = self.random
        usual = ["0%", "1%", "0.5‰", 0.01, "10%", "50%", 0, 1, "100%"]
        odd = [1e-165, 5e-324, 1e-9, 0.9999999999999999, "1e-3"]
        return r.choice(usual) if r.random() < 0.9 else r.choice(odd)

    def whole(self, node):
        r = self.random
        low, high = node.get("minimum", 0), node.get("maximum", 10)
        usual = [min(max(low, n), high) for n in (low, 1, 2, 3, 4, 8)]
        return r.choice(usual) if r.random() < 0.97 else r.choice([high, low])

    def text(self, pattern):
        r = self.random
        if "ns|us" in pattern:
            return self.duration() or "0 s"
        if "%" in pattern or "‰" in pattern:
            return "%d%%" % r.randint(0, 100)
        if "/" in pattern:
            return r.choice(["1/s", "100/s", "10/min"])
        if "[45]" in pattern:
            return r.choice(["409", "500", "503"])
        if "[0-9]+" in pattern:
            return str(r.randint(1, 5))
        return r.choice(["a", "x y", "é", ""])


def written(value):
    """The JSON of a value in one line, and the place of each member: start, end, container, key."""
    places = []

    def text(value, start):
        if isinstance(value, dict):
            parts, open_, close = [(json.dumps(k) + ": ", k, v) for k, v in value.items()], "{", "}"
        elif isinstance(value, list):
            parts, open_, close = [("", k, v) for k, v in enumerate(value)], "[", "]"
        else:
            return json.dumps(value)
        result = open_
        for number, (label, key, each) in enumerate(parts):
            result += ", " if number else ""
            first = start + len(result)
            result += label
            result += text(each, start + len(result))
            places.append((first, start + len(result), value, key))
        return result + close

    return text(value, 0), places


def columns(errors):
    """The columns of the errors in a model of one line, counted from 0."""
    return [int(each) - 1 for each in re.findall(r"^standard input:1:(\d+): error", errors, re.M)]


def remove(places, column):
    """Removes the smallest member at a column, which an error is about."""
    around = [each for each in places if each[0] <= column < each[1]]
    if not around:
        return
    _, _, container, key = min(around, key=lambda each: each[1] - each[0])
    if isinstance(container, dict):
        container.pop(key, None)
    elif key < len(container) and len(container) > 1:
        del container[key]


def present(model):
    """All keys and words of a model."""
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for key, each in value.items():
                found.add(key)
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        else:
            found.add(str(value))

    walk(model)
    return found
