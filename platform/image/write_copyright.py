#!/usr/bin/env python3
"""write_copyright.py CHECKOUT: debian/copyright on standard output. Each form's credit is what its own file states; the
licences of fonts and words are taken over from the Debian packages that they come from."""

import json
import pathlib
import re
import sys
import textwrap

HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Anteroom
Comment: Each questionnaire keeps its own credit and licence; they stand below, and with their sources in
 /usr/share/doc/anteroom/forms.

Files: *
Copyright: 2026 The Anteroom project
License: Apache-2.0
 On Debian systems the text of the Apache License, version 2.0, is in
 /usr/share/common-licenses/Apache-2.0.
"""

FORM = """\
Files: usr/share/anteroom/forms/{id}/*
Copyright: as the form states it, see the comment
License: form
Comment:
{credit}
"""

FORM_LICENCE = """\
License: form
 A questionnaire may be used as its credit in this file says, and not otherwise.
 Where the credit says that the licence is unconfirmed, who runs the kiosk
 confirms the right to use it.
"""

TAKEN_OVER = (
    ("usr/share/anteroom/fonts/*-regular.ttf usr/share/anteroom/fonts/*-bold.ttf",
     "2020 Braille Institute of America, Inc.", "OFL-1.1", "fonts-atkinson-hyperlegible-ttf",
     "Atkinson Hyperlegible, cut to the letters that the kiosk uses."),
    ("usr/share/anteroom/fonts/*-fallback.ttf usr/share/anteroom/fonts/*-fallback-bold.ttf",
     "2010-2020 Google LLC", "OFL-1.1", None, "Noto Sans, cut likewise."),
    ("usr/share/anteroom/passphrase-words.txt", "2016 Electronic Frontier Foundation", "CC-BY-3.0", "diceware",
     "The EFF's long list of words."),
)


def licence_text(package, name):
    """The licence paragraph of that name in the package's own copyright file."""
    text = pathlib.Path(f"/usr/share/doc/{package}/copyright").read_text()
    found = re.search(rf"^License: {re.escape(name)}\n(?: .*\n)+", text, re.MULTILINE)
    if not found:
        sys.exit(f"write_copyright.py: {package} has no licence text called {name}")
    return found.group().rstrip("\n")


def main():
    library = pathlib.Path(sys.argv[1]) / "forms" / "library"
    paragraphs = [HEAD]
    licences = [FORM_LICENCE]
    for files, owner, licence, package, comment in TAKEN_OVER:
        paragraphs.append(f"Files: {files}\nCopyright: {owner}\nLicense: {licence}\nComment: {comment}\n")
        if package:
            licences.append(licence_text(package, licence) + "\n")
    for file in sorted(library.glob("*/questionnaire.json")):
        credit = json.loads(file.read_text()).get("copyright")
        if not credit:
            sys.exit(f"write_copyright.py: {file} states no copyright")
        credit = textwrap.fill(credit, 78, initial_indent=" ", subsequent_indent=" ", break_long_words=False)
        paragraphs.append(FORM.format(id=file.parent.name, credit=credit))
    print("\n".join(paragraphs + licences), end="")


main()
