#!/usr/bin/env python3
"""gather_seeds.py TARGET FOLDER: where a fuzzer begins, taken from the library's own files and from seeds/TARGET."""
import json
import pathlib
import re
import shutil
import sys

here = pathlib.Path(__file__).resolve().parent
library = here.parent.parent / "forms" / "library"


def copies(name):
    for file in sorted(library.glob(f"*/{name}")):
        yield file.parent.name, file.read_bytes()


def answers_of_examples():
    """Every worked example in the short form, with the id of its form so that the fuzzer finds it."""
    for form, text in copies("examples.json"):
        for index, example in enumerate(json.loads(text)):
            answers = example.get("answers", {})
            if isinstance(answers, dict) and index < 12:
                seed = {"form": form, "answers": answers, "context": example.get("context") or {}}
                yield f"{form}-{index}", json.dumps(seed).encode()


def expressions_in(value):
    if isinstance(value, dict):
        if isinstance(value.get("expression"), str):
            yield value["expression"]
        for member in value.values():
            yield from expressions_in(member)
    elif isinstance(value, list):
        for member in value:
            yield from expressions_in(member)


def expressions():
    for form, text in copies("questionnaire.json"):
        for index, expression in enumerate(sorted(set(expressions_in(json.loads(text))))):
            yield f"{form}-{index}", expression.encode()
    for test in sorted((here.parent / "forms" / "fhirpath").glob("*_test.cpp")):
        tried = re.findall(r'result_of\("((?:[^"\\]|\\.)*)"', test.read_text())
        for index, expression in enumerate(sorted(set(tried))):
            yield f"{test.stem}-{index}", re.sub(r"\\(.)", r"\1", expression).encode()


def main():
    target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    sources = {
        "questionnaire": lambda: copies("questionnaire.json"),
        "response": answers_of_examples,
        "scoring": lambda: copies("scoring.json"),
        "fhirpath": expressions,
    }
    for name, content in sources.get(target, lambda: [])():
        (folder / f"library-{name}").write_bytes(content)
    own = {"questionnaire": "every_kind.json", "scoring": "every_kind_scoring.json",
           "config": "../../platform/anteroom.example.toml"}
    if target in own:
        shutil.copy(here / own[target], folder / pathlib.Path(own[target]).name)
    for file in sorted((here / "seeds" / target).glob("*")):
        shutil.copy(file, folder / file.name)


main()
