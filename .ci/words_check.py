"""What gettext's own tools do not see in the kiosk's catalogues; .ci/words calls it with what it has made.

words_check.py MADE CATALOGUES: MADE has anteroom.pot (what is said), every-text.pot (every literal of the screens) and
each catalogue compiled, LANGUAGE.po.mo; CATALOGUES has the LANGUAGE.po themselves. A line a finding; exit code 1.
"""
import pathlib
import re
import struct
import sys

made, catalogues = map(pathlib.Path, sys.argv[1:])
findings = []


def messages(compiled):
    """Key and value of every message, as GNU gettext's manual describes the file."""
    data = compiled.read_bytes()
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    count, originals, translations = struct.unpack_from(order + "3I", data, 8)
    for index in range(count):
        texts = []
        for table in (originals, translations):
            length, offset = struct.unpack_from(order + "2I", data, table + index * 8)
            texts.append(data[offset:offset + length].decode())
        yield texts


def placeholders(text):
    return sorted(re.findall(r"\{[^{}]*\}", text))


for catalogue in sorted(catalogues.glob("*.po")):
    compiled = made / (catalogue.name + ".mo")
    if not compiled.exists():
        continue  # msgfmt has said why
    for key, value in messages(compiled):
        original = key.split("\x04")[-1].split("\0")
        if key == "":
            header = dict(line.split(": ", 1) for line in value.splitlines() if ": " in line)
            if header.get("Language") != catalogue.stem:
                findings.append(f"{catalogue}: Language is {header.get('Language')}; the file's name says {catalogue.stem}")
            if header.get("X-Native-Review") not in ("yes", "no"):
                findings.append(f"{catalogue}: X-Native-Review must say yes or no")
            continue
        if catalogue.stem == "en" and value.split("\0") != original:
            findings.append(f'{catalogue}: says "{value}" where the source says "{original[0]}"')
        for form in value.split("\0"):
            if placeholders(form) != placeholders(original[-1]):
                findings.append(f'{catalogue}: "{original[0]}" has {placeholders(original[-1])}, "{form}" has {placeholders(form)}')

# A word that a person reads stands in a catalogue: no literal of the screens reads like one and is not said.
# What is left are ids, such as "patient.welcome" or "option:{}", and commands.
contexts = set(re.findall(r'^msgctxt "(.*)"$', (made / "anteroom.pot").read_text(), re.M))
literals = {name: set(re.findall(r'^msgid(?:_plural)? "(.*)"$', (made / name).read_text(), re.M))
            for name in ("anteroom.pot", "every-text.pot")}
for text in sorted(literals["every-text.pot"] - literals["anteroom.pot"] - contexts):
    if not text.startswith("anteroom ") and re.search(r"[A-Z][a-z]|[^\W\d_][,.:;]? [^\W\d_]", text):
        findings.append(f'kiosk/screens: "{text}" is a text and is not said: words.say("…")')

print("\n".join(findings), end="\n" if findings else "")
sys.exit(1 if findings else 0)
