"""A device in QEMU: an image that boots, a finger on its glass, pictures of its screen, and the cable pulled.

Everything goes in and out as with a real one, by the screen, the touch panel, the network and the card, but for one thing: a test
may hand systemd a drop-in from outside (SMBIOS, which only the machine under the machine can write), and so learn from the
kiosk's own marks what is on the screen and where.
"""
import base64
import json
import os
import re
import shutil
import socket
import subprocess
import time

WIDTH, HEIGHT = 1280, 800
FIRMWARE = "/usr/share/AAVMF/AAVMF_CODE.no-secboot.fd"
BOOT = "@@1048576"  # where the boot partition begins, for mtools

# What the kiosk's unit starts, and the first start's, with one more descriptor.
KIOSK = "run --vault /run/anteroom/vault --notifier /run/anteroom/notifier --trouble-file /run/anteroom-trouble"
FIRST_START = "admin init --on-screen"


def marks_of(command):
    return f"""[Service]
ExecStart=
ExecStart=/usr/bin/anteroom {command} --marks-fd 3
OpenFile=/dev/virtio-ports/anteroom.marks
DevicePolicy=auto
DeviceAllow=
"""


class Failure(Exception):
    pass


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


class Card:
    """A card with an image on it, larger than the image, as every real one is."""

    def __init__(self, image, path, gibibytes=5):
        self.path = path
        run("cp", "--sparse=always", image, path)
        os.truncate(path, gibibytes << 30)

    def copy(self, path):
        """Another card with the same on it, which no machine has in it at the moment."""
        copied = Card.__new__(Card)
        copied.path = path
        run("cp", "--sparse=always", self.path, path)
        return copied

    def put(self, text, name):
        run("mcopy", "-D", "o", "-i", self.path + BOOT, "-", "::/" + name, input=text)

    def put_file(self, file, name):
        run("mcopy", "-D", "o", "-i", self.path + BOOT, file, "::/" + name)

    def take(self, name, file):
        """Moves a file of the card to here; returns where it is."""
        run("mcopy", "-D", "o", "-i", self.path + BOOT, "::/" + name, file)
        run("mdel", "-i", self.path + BOOT, "::/" + name)
        return file

    def get(self, name):
        return run("mtype", "-i", self.path + BOOT, "::/" + name)

    def talk(self):
        """From now on the journal goes to the serial line's log, by the kernel's command line: for looking into a failure."""
        for name in ["a/options"] + ["loader/entries/" + entry for entry in self.names("loader/entries")]:
            said = "loglevel=4 console=ttyAMA0 systemd.journald.forward_to_console=1"
            self.put(self.get(name).replace("quiet loglevel=0", said), name)

    def names(self, folder):
        return sorted(os.path.basename(name) for name in run("mdir", "-b", "-i", self.path + BOOT, "::/" + folder).split())


class Machine:
    def __init__(self, card, folder, name, dropins=None, printer=None, stick=None, writes=False, scanner=False):
        """Starts at once. dropins: unit name -> text; printer: the port of this machine that stands at 10.0.2.100:631 of its
        network, which has nothing else; stick: the file of a USB stick that is plugged in, written to if it may; scanner: whether a keyboard is. Pictures and the serial line's log go
        into folder, beginning with name."""
        self.folder, self.name = folder, name
        os.makedirs(folder, exist_ok=True)
        work = f"/tmp/anteroom-image-{os.getpid()}/{os.path.basename(card.path)}"
        os.makedirs(work, exist_ok=True)
        self.serial = f"{folder}/{name}-serial.log"
        qmp, marks, variables = f"{work}/qmp", f"{work}/marks", f"{work}/variables.fd"
        for left in (qmp, marks, self.serial):
            if os.path.exists(left):
                os.remove(left)
        if not os.path.exists(variables):
            shutil.copyfile("/usr/share/AAVMF/AAVMF_VARS.fd", variables)
        command = [
            "qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a72", "-smp", "2", "-m", "2048",
            "-accel", "tcg,thread=multi,tb-size=512", "-nodefaults", "-display", "none", "-monitor", "none",
            "-serial", "file:" + self.serial, "-qmp", f"unix:{qmp},server=on,wait=off",
            "-drive", f"if=pflash,format=raw,readonly=on,file={FIRMWARE}",
            "-drive", f"if=pflash,format=raw,file={variables}",
            "-drive", f"if=none,id=card,format=raw,file={card.path}", "-device", "virtio-blk-pci,drive=card",
            "-device", f"virtio-gpu-pci,xres={WIDTH},yres={HEIGHT}", "-device", "virtio-multitouch-pci",
            "-device", "virtio-rng-pci", "-device", "i6300esb",
            # A process for each connection: QEMU's own way to a port takes one, and no second after it.
            "-netdev", "user,id=net,restrict=on" + (f",guestfwd=tcp:10.0.2.100:631-cmd:nc -N 127.0.0.1 {printer}" if printer else ""),
            "-device", "virtio-net-pci,netdev=net,romfile=",
            "-device", "virtio-serial-pci", "-chardev", f"socket,id=marks,path={marks},server=on,wait=off",
            "-device", "virtserialport,chardev=marks,name=anteroom.marks",
        ]
        if stick or scanner:
            command += ["-device", "qemu-xhci"]
        if scanner:
            command += ["-device", "usb-kbd"]
        if stick:
            command += ["-drive", f"if=none,id=stick,format=raw,file={stick},readonly={'off' if writes else 'on'}",
                        "-device", "usb-storage,drive=stick,serial=UPDATE1"]
        for number, (unit, text) in enumerate((dropins or {}).items()):
            credential = f"{work}/credential-{number}"
            with open(credential, "w") as file:
                file.write(f"io.systemd.credential.binary:{unit}=" + base64.b64encode(text.encode()).decode())
            command += ["-smbios", f"type=11,path={credential}"]
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=open(f"{folder}/{name}-qemu.log", "w"))
        self.qmp = self._connect(qmp).makefile("rw")
        self.events = []
        self._answer()
        self._ask("qmp_capabilities")
        self.marks_socket = self._connect(marks)
        self.marks_socket.setblocking(False)
        self.kept, self.frame, self.screen_since, self.finger = b"", {"screen": "", "marks": []}, 0.0, 0
        self.frames = 0

    def _connect(self, path):
        for _ in range(100):
            try:
                line = socket.socket(socket.AF_UNIX)
                line.connect(path)
                return line
            except OSError:
                time.sleep(0.1)
        raise Failure("QEMU did not start; see the log beside the pictures")

    def _answer(self):
        while True:
            line = self.qmp.readline()
            if not line:
                raise Failure("QEMU has ended")
            message = json.loads(line)
            if "event" not in message:
                return message
            self.events.append(message["event"])

    def _ask(self, command, **arguments):
        self.qmp.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.qmp.flush()
        answer = self._answer()
        if "error" in answer:
            raise Failure(f"{command}: {answer['error']['desc']}")
        return answer["return"]

    def seconds(self):
        return time.monotonic() - self.began

    # ---- what is on the screen ---------------------------------------------------------------------------------------------

    def picture(self, name):
        path = f"{self.folder}/{self.name}-{name}.png"
        self._ask("screendump", filename=path, format="png")
        return path

    def look(self):
        """Takes in the frames that the kiosk has told of since."""
        try:
            while True:
                more = self.marks_socket.recv(1 << 16)
                if not more:
                    break
                self.kept += more
        except BlockingIOError:
            pass
        *lines, self.kept = self.kept.split(b"\n")
        for line in lines:
            try:
                frame = json.loads(line)
            except ValueError:
                continue  # begun before anybody listened
            if frame.get("screen") != self.frame.get("screen"):
                self.screen_since = time.monotonic()
            self.frame = frame
            self.frames += 1

    def wait(self, what, holds, limit):
        until = time.monotonic() + limit
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise Failure(f"the machine ended while waiting for {what}")
            self.look()
            found = holds()
            if found:
                return found
            time.sleep(0.2)
        self.picture("failed")
        raise Failure(f"{what} did not come within {limit} s; the screen is '{self.frame.get('screen')}'")

    def mark(self, name):
        for mark in self.frame["marks"]:
            if mark["id"] == name and mark.get("enabled", True):
                return mark
        return None

    def wait_for_screen(self, screen, limit=120):
        self.wait(f"screen {screen}", lambda: self.frame["screen"] == screen, limit)

    # ---- a finger -----------------------------------------------------------------------------------------------------------

    def touch(self, x, y, hold=0.25):
        self.finger += 1
        x, y = int(x / WIDTH * 0x7FFF), int(y / HEIGHT * 0x7FFF)
        touch = {"type": "btn", "data": {"button": "touch", "down": True}}
        self._ask("input-send-event", events=[self._multi("begin", self.finger), touch,
                                              self._multi("data", self.finger, "x", x), self._multi("data", self.finger, "y", y)])
        time.sleep(hold)
        lift = {"type": "btn", "data": {"button": "touch", "down": False}}
        self._ask("input-send-event", events=[self._multi("end", -1), lift])

    @staticmethod
    def _multi(kind, finger, axis="x", value=0):
        return {"type": "mtt", "data": {"type": kind, "slot": 0, "tracking-id": finger, "axis": axis, "value": value}}

    # ---- a scanner ----------------------------------------------------------------------------------------------------------

    def scan(self, digits):
        """As a scanner types: the digits and Enter."""
        for key in [*digits, "ret"]:
            for down in (True, False):
                self._ask("input-send-event", events=[{"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": key}}}])
                time.sleep(0.05)

    # ---- power --------------------------------------------------------------------------------------------------------------

    def starts_again(self):
        """How often the machine has begun anew by itself."""
        self._ask("query-status")  # what happened comes before its answer
        return self.events.count("RESET")

    def pull_the_cable(self):
        self.process.kill()
        self.process.wait()

