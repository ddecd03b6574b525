#!/usr/bin/env python3
"""sbom.py ROOT VERSION EPOCH: what the image is made of, as SPDX 2.3 JSON on standard output: each Debian package with its version
and source, from the root's own dpkg database, and the licence names of its copyright file where that is machine-readable."""
import json
import pathlib
import re
import sys
import time

root, version, epoch = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])


def licences(name):
    file = root / "usr/share/doc" / name / "copyright"
    try:
        text = file.read_text(errors="replace")
    except OSError:
        return "NOASSERTION", ""
    names = sorted(set(re.findall(r"^License:[ \t]*(\S.*?)[ \t]*$", text, re.MULTILINE)))
    return "NOASSERTION", "; ".join(names)


packages = []
for stanza in (root / "var/lib/dpkg/status").read_text().split("\n\n"):
    fields = dict(re.findall(r"^([A-Za-z-]+): (.*)$", stanza, re.MULTILINE))
    if not fields.get("Status", "").endswith(" installed"):
        continue
    source = fields.get("Source", fields["Package"])
    name, release = fields["Package"], fields["Version"]
    declared, found = licences(name)
    package = {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name, "versionInfo": release, "supplier": "NOASSERTION", "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION", "licenseDeclared": declared, "copyrightText": "NOASSERTION", "sourceInfo": "Debian source package: " + source,
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": f"pkg:deb/debian/{name}@{release}?arch={fields['Architecture']}&distro=trixie"}],
    }
    if found:
        package["licenseComments"] = "named in its copyright file: " + found
    packages.append(package)
packages.sort(key=lambda package: package["name"])
json.dump({
    "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"anteroom-image-{version}",
    "documentNamespace": f"https://anteroom.example.org/sbom/{version}",
    "creationInfo": {"created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch)), "creators": ["Tool: platform/image/disk/sbom.py"]},
    "packages": packages,
    "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": package["SPDXID"]} for package in packages],
}, sys.stdout, indent=1)
