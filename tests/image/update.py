"""Updates for the test: the image's own system with another version, well or broken, signed with the development key."""
import os
import shutil
import subprocess

DISK = "platform/image/disk"


def run(*command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)


def make_empty_stick(stick, size=64 << 20):
    """The file of a stick, as it comes from the shop."""
    with open(stick, "wb") as file:
        file.truncate(size)
    run("mkfs.vfat", "-F", "32", "-n", "STICK", stick)
    return stick


def make_stick(card, system, work, version, change):
    """The file of a stick with an update in which change(root) was done to the system."""
    root, slot = f"{work}/root", f"{work}/slot"
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(slot)
    run("fsck.erofs", "--extract=" + root, system)
    with open(root + "/usr/lib/os-release") as file:
        release = [line for line in file if not line.startswith("IMAGE_VERSION=")]
    with open(root + "/usr/lib/os-release", "w") as file:
        file.writelines(release + [f"IMAGE_VERSION={version}\n"])
    change(root)
    run("mkfs.erofs", "--quiet", "-zlz4", work + "/system.erofs", root)
    shutil.rmtree(root)
    for name in card.names("a"):
        with open(f"{slot}/{name}", "wb") as file:
            run_to(file, "mtype", "-i", card.path + "@@1048576", f"::/a/{name}")
    bundle = f"{work}/anteroom-{version}.raucb"
    run(DISK + "/bundle.sh", work + "/system.erofs", slot, "/cache/update-keys", version, bundle)
    stick = make_empty_stick(f"{work}/stick.img", os.path.getsize(bundle) + (64 << 20))
    run("mcopy", "-i", stick, bundle, "::/")
    os.remove(work + "/system.erofs")
    os.remove(bundle)
    return stick


def run_to(file, *command):
    subprocess.run(command, check=True, stdout=file)


def well(root):
    """Nothing but its version is another."""


def broken(root):
    """A kiosk that does not start."""
    with open(root + "/usr/bin/anteroom", "w") as file:
        file.write("#!/bin/sh\nexit 70\n")
