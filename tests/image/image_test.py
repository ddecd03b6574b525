"""./dev image-test: the image as a clinic meets it, from the flashed card to a bad update. Pictures stay in out/image-test/."""
import argparse
import concurrent.futures
import contextlib
import glob
import os
import socket
import subprocess
import sys
import time

import update
import visit
from machine import FIRST_START, KIOSK, Card, Failure, Machine, marks_of

OUT = "out/image-test"
SETTINGS = """[kiosk]
name = "Kiosk 1"
clinic = "Riverside Pain Clinic"
charge_nurse = "R. Meyer"
[display]
width_mm = 217
[printer]
queue = "summary"
address = "ipp://10.0.2.100/ipp/print"
[usb]
allowed = ["46f4:0001:UPDATE1", "0627:0001"]
"""
PRINTER_PORT = 8632
MARKS = {"systemd.unit-dropin.anteroom.service": marks_of(KIOSK)}
FIRST_MARKS = MARKS | {"systemd.unit-dropin.anteroom-first.service": marks_of(FIRST_START)}
figures = []


def claim(text):
    print(f"holds: {text}", flush=True)


def figure(name, value):
    figures.append((name, value))
    print(f"figure: {name}: {value}", flush=True)


def says_its_trouble(card, name, marks):
    """Starts a card that cannot be a kiosk yet, until its screen says so."""
    machine = Machine(card, OUT, name, marks)
    try:
        machine.wait_for_screen("it.start_trouble", 600)
        visit.settle(machine)
        machine.picture("trouble")
    finally:
        machine.pull_the_cable()


def first_start(card):
    """A new card without settings says so; with them it shows its secrets once; then it is a kiosk."""
    says_its_trouble(card, "1-no-settings", FIRST_MARKS)
    claim("a card without settings says on its screen what is missing")

    card.put(SETTINGS, "anteroom.toml")
    machine = Machine(card, OUT, "2-first-start", FIRST_MARKS)
    try:
        machine.wait_for_screen("it.first_set_up", 600)
        machine.picture("set-up")
        visit.tap(machine, "continue")
        machine.wait_for_screen("it.first_secrets", 300)
        secrets = {"pin": visit.prefix(machine, "pin:"), "passphrase": visit.prefix(machine, "passphrase:")}
        machine.picture("secrets")
        visit.turn_to_the_last_page(machine)
        secrets["recovery"] = "-".join(visit.all_marks(machine, "recovery:"))
        visit.tap(machine, "continue")
        machine.wait_for_screen("it.first_check")
        machine.picture("check")
        visit.tap(machine, "continue")
        machine.wait_for_screen("patient.welcome", 300)
        visit.settle(machine)
        machine.picture("welcome")
        claim("with settings it shows PIN, passphrase and recovery code once, and is a kiosk after that")
        machine.pull_the_cable()
    except Failure:
        machine.pull_the_cable()
        raise
    return secrets


def power_cut(card, secrets):
    machine = Machine(card, OUT, "3-visit", MARKS, scanner=True)
    try:
        machine.wait_for_screen("patient.welcome", 600)
        figure("seconds from power to the welcome screen, emulated", round(machine.seconds()))
        visit.sign_in(machine, secrets)
        machine.picture("visits")
        code = visit.start_visit(machine, "70421", "mk", "14031957", is_scanned=True)
        claim("a scanner that the settings allow types the record number")
        visit.check_in(machine, code, "14031957")
        answered = visit.answer(machine, limit=4)
        asked_next = visit.question(machine)
        machine.picture("question")
    finally:
        machine.pull_the_cable()
    claim(f"a visit by touch: {len(answered)} questions answered, then the cable is pulled before {asked_next}")

    machine = Machine(card, OUT, "4-after-power-cut", MARKS, printer=PRINTER_PORT)
    try:
        machine.wait_for_screen("patient.welcome", 600)
        visit.sign_in(machine, secrets)
        machine.picture("visits")
        visit.tap(machine, "visit:" + code)
        machine.wait_for_screen("nurse.visit")
        machine.picture("visit")
        visit.tap(machine, "go_on")
        visit.settle(machine)
        machine.picture("continued")
        rest = visit.answer(machine)
        expected = asked_next
        if not rest or rest[0] != expected:
            raise Failure(f"after the power cut the visit goes on with {rest[:1]} and not with {expected}")
        machine.picture("review")
        claim(f"after it the visit goes on with {expected}: every answer that was given is there")
        print_page(machine, secrets, code)
        machine.pull_the_cable()
    except Failure:
        machine.pull_the_cable()
        raise


def backup_and_restore(card, image, secrets):
    """IT's door: a backup onto a stick, and a new device that takes it over."""
    stick = update.make_empty_stick(f"{OUT}/backup-stick.img")
    machine = Machine(card, OUT, "5-backup", MARKS, stick=stick, writes=True)
    try:
        machine.wait_for_screen("patient.welcome", 600)
        visit.sign_in(machine, secrets)
        pin = visit.add_it(machine, "it")
        visit.sign_in(machine, {"pin": pin}, person=1, first="it.machine")
        machine.picture("door")
        visit.turn_to(machine, "tool:backup")
        visit.tap(machine, "tool:backup")
        machine.wait_for_screen("it.export")
        visit.tap(machine, "export", 120)
        machine.wait_for_screen("it.export.done", 300)
        machine.picture("done")
        claim("IT make a backup onto an allowed stick, by touch")
        start_again(machine)
    finally:
        machine.pull_the_cable()
    claim("IT have the device start again, by touch")

    new_card = Card(image, f"{OUT}/new-card.img")
    new_card.put(SETTINGS, "anteroom.toml")
    machine = Machine(new_card, OUT, "6-restore", FIRST_MARKS, stick=stick)
    try:
        machine.wait_for_screen("it.first_set_up", 600)
        visit.tap(machine, "restore")
        machine.wait_for_screen("it.restore")
        visit.tap(machine, "backup:0", 120)
        machine.wait_for_screen("it.restore.code")
        visit.type_code(machine, secrets["recovery"])
        machine.picture("code")
        visit.tap(machine, "continue")
        machine.wait_for_screen("it.first_secrets", 300)
        machine.picture("secrets")
        passphrase = visit.prefix(machine, "passphrase:")
        visit.turn_to_the_last_page(machine)
        visit.tap(machine, "continue")
        machine.wait_for_screen("it.first_check")
        visit.tap(machine, "continue")
        visit.sign_in(machine, {"passphrase": passphrase, "pin": secrets["pin"]})
        machine.picture("visits")
        if not visit.all_marks(machine, "visit:"):
            raise Failure("the visit of the backup is not on the new device")
    finally:
        machine.pull_the_cable()
        os.remove(new_card.path)
    claim("a new device takes the backup over with the recovery code: its visits and its people's PINs are there")


def start_again(machine):
    """From the end of an export: the device's page of IT, and a restart."""
    visit.tap(machine, "continue")
    machine.wait_for_screen("it.machine")
    visit.turn_to(machine, "tool:about")
    visit.tap(machine, "tool:about")
    machine.wait_for_screen("it.about")
    began = machine.starts_again()
    visit.tap(machine, "restart")
    machine.wait_for_screen("it.about.restart")
    machine.picture("restart")
    visit.tap(machine, "continue")
    machine.wait("the machine to start again", lambda: machine.starts_again() > began, 180)
    machine.wait_for_screen("patient.welcome", 600)


def without_key(card):
    """A card whose key is gone says so on its screen, and is a kiosk again once the key is back."""
    key = card.take("data.key", f"{OUT}/data.key")
    try:
        says_its_trouble(card, "7-no-data-key", MARKS)
    finally:
        card.put_file(key, "data.key")
    claim("a card without the key of its data partition says so on its screen, and nothing is made anew")


def print_page(machine, secrets, code):
    """Finishes the visit and prints it to the emulated printer."""
    machine.wait_for_screen("patient.review")
    visit.turn_to_the_last_page(machine)
    visit.tap(machine, "finish")
    machine.wait_for_screen("patient.thanks")
    machine.picture("thanks")
    visit.tap(machine, "continue")
    visit.settle(machine)
    visit.sign_in(machine, secrets)
    visit.tap(machine, "visit:" + code)
    machine.wait_for_screen("nurse.visit")
    visit.tap(machine, "print")
    machine.wait("a printed summary", lambda: visit.prefix(machine, "summary:", 5) == "printed", 240)
    machine.picture("printed")
    pages = glob.glob(f"{OUT}/printed/*.pdf")
    if len(pages) != 1:
        raise Failure(f"the printer has got {len(pages)} pages and not one")
    with open(pages[0], "rb") as page:
        if not page.read().startswith(b"%PDF"):
            raise Failure("what the printer got is no PDF")
    claim("the summary is on the printer's paper, by IPP over the network")


def wait_for_entry(card, machine, name, limit):
    """The boot partition is looked at from outside: nothing in the system tells."""
    def there():
        try:
            return name in card.names("loader/entries")
        except Exception:  # it is being written
            return False
    machine.wait(f"entry {name}", there, limit)


def same_picture(one, other):
    """Whether two pictures of the screen are the same but for a few pixels."""
    from PIL import Image, ImageChops
    difference = ImageChops.difference(Image.open(one).convert("RGB"), Image.open(other).convert("RGB"))
    changed = sum(1 for pixel in difference.convert("L").getdata() if pixel > 40)
    return changed < 2000


def wait_for_picture(machine, name, reference, limit):
    machine.wait("the welcome screen", lambda: same_picture(machine.picture(name), reference), limit)


def updates(card, system):
    welcome = f"{OUT}/2-first-start-welcome.png"
    for number, (kind, change) in enumerate((("good", update.well), ("broken", update.broken))):
        new, old = ("b", "a") if number == 0 else ("a", "b")
        stick = update.make_stick(card, system, f"{OUT}/update", f"0.1.{number + 1}", change)
        machine = Machine(card, OUT, f"{8 + 2 * number}-{kind}-update", printer=PRINTER_PORT, stick=stick)
        try:
            wait_for_picture(machine, "before", welcome, 900)
            began = machine.seconds()
            wait_for_entry(card, machine, f"anteroom-{new}+2.conf", 1800)
            figure(f"seconds to install the {kind} update, emulated", round(machine.seconds() - began))
            time.sleep(20)
            machine.pull_the_cable()
        except Failure:
            machine.pull_the_cable()
            raise
        machine = Machine(card, OUT, f"{9 + 2 * number}-after-{kind}-update", printer=PRINTER_PORT)
        try:
            if kind == "good":
                wait_for_entry(card, machine, f"anteroom-{new}.conf", 1500)
                claim("a good update is installed, started, proves well and stays")
            else:
                wait_for_entry(card, machine, f"anteroom-{new}+0-2.conf", 2400)
                claim("a broken update has its two tries")
            wait_for_picture(machine, "welcome", welcome, 900)
            if kind == "broken":
                if f"anteroom-{old}.conf" not in card.names("loader/entries"):
                    raise Failure("the system before the update is not the one that starts")
                claim("and then the system before it starts, with the kiosk on its screen")
            machine.pull_the_cable()
        except Failure:
            machine.pull_the_cable()
            raise


def until(is_so, what, limit=20):
    end = time.monotonic() + limit
    while not is_so():
        if time.monotonic() > end:
            raise Failure(f"there is no answer of {what}")
        time.sleep(0.1)


def answers(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def emulated_printer():
    """CUPS's own emulator of an IPP printer; what it is sent stays in out/image-test/printed/."""
    folder = os.path.abspath(f"{OUT}/printed")
    keys = os.path.abspath(f"{OUT}/printer-keys")  # CUPS goes over to TLS where a printer offers it
    os.makedirs(folder, exist_ok=True)
    os.makedirs(keys, exist_ok=True)
    for page in glob.glob(folder + "/*"):
        os.remove(page)
    os.makedirs("/run/dbus", exist_ok=True)
    bus_socket = "/run/dbus/system_bus_socket"
    with contextlib.suppress(FileNotFoundError):
        os.remove(bus_socket)
    with open(f"{OUT}/printer.log", "w") as log:
        bus = subprocess.Popen(["dbus-daemon", "--system", "--nofork", "--nopidfile"], stdout=log, stderr=log)
        until(lambda: os.path.exists(bus_socket), "the system bus that the printer's emulator asks for")
        printer = subprocess.Popen(["ippeveprinter", "-r", "off", "-n", "localhost", "-p", str(PRINTER_PORT), "-k", "-f", "application/pdf",
                                    "-K", keys, "-d", folder, "Kiosk Printer"], stdout=log, stderr=log)
        try:
            until(lambda: answers(PRINTER_PORT), "the printer's emulator: its words are in printer.log")
            yield
        finally:
            for process in (printer, bus):
                process.terminate()
                process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--image", default=sorted(glob.glob("out/image/anteroom-*-arm64.img"))[-1:] or None)
    parser.add_argument("--only", nargs="+", choices=["visit", "backup", "key", "updates"], default=["visit", "backup", "key", "updates"],
                        help="after the first start, which begins every run, these parts and no others")
    parser.add_argument("--talk", action="store_true", help="the journal of the first system into the serial logs")
    options = parser.parse_args()
    if not options.image:
        print("image-test: there is no image; ./dev image makes it", file=sys.stderr)
        return 66
    image = options.image if isinstance(options.image, str) else options.image[0]
    os.makedirs(OUT, exist_ok=True)
    began = time.monotonic()
    card = Card(image, f"{OUT}/card.img")
    if options.talk:
        card.talk()
    try:
        with emulated_printer():
            secrets = first_start(card)
            twin = card.copy(f"{OUT}/twin-card.img")

            def patients():
                if {"visit", "backup"} & set(options.only):  # what is restored is the visit
                    power_cut(card, secrets)
                if "backup" in options.only:
                    backup_and_restore(card, image, secrets)

            def systems():
                if "key" in options.only:
                    without_key(twin)
                if "updates" in options.only:
                    updates(twin, image.replace("-arm64.img", "-system.erofs"))

            # Two devices at a time: an emulated one mostly waits for its own clock.
            with concurrent.futures.ThreadPoolExecutor() as benches:
                for bench in [benches.submit(patients), benches.submit(systems)]:
                    bench.result()
    except Failure as failure:
        print(f"FAILS: {failure}", file=sys.stderr)
        return 1
    figure("minutes of the whole test", round((time.monotonic() - began) / 60, 1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
