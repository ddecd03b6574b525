"""What people do at the kiosk, by touch, in the words of the marks that it tells of."""
import time

GUARD = 0.35   # a new screen ignores touches for a quarter of a second
REPEAT = 0.40  # and the same key twice is one trembling finger


def settle(machine, quiet=0.5, limit=20):
    """Until no new frame has come for a moment: the emulated processor takes its time."""
    until, seen, since = time.monotonic() + limit, machine.frames, time.monotonic()
    while time.monotonic() < until and time.monotonic() - since < quiet:
        machine.look()
        if machine.frames != seen:
            seen, since = machine.frames, time.monotonic()
        time.sleep(0.05)


def await_frame(machine, limit=4):
    """What a lifted finger changes comes with the next frame; a busy host makes it late."""
    seen, until = machine.frames, time.monotonic() + limit
    while machine.frames == seen and time.monotonic() < until:
        machine.look()
        time.sleep(0.05)


def tap(machine, name, limit=60):
    machine.wait(f"mark {name}", lambda: machine.mark(name), limit)
    time.sleep(max(0.0, machine.screen_since + GUARD - time.monotonic()))
    mark = machine.wait(f"mark {name}", lambda: machine.mark(name), limit)  # where it stands now
    machine.touch(mark["x"] + mark["w"] / 2, mark["y"] + mark["h"] / 2)
    await_frame(machine)
    settle(machine)
    time.sleep(REPEAT)


def until_gone(machine, name, tries=3):
    """Touches it, and again where nothing came of it, as a person does."""
    for _ in range(tries):
        tap(machine, name)
        if machine.mark(name):
            settle(machine, quiet=2)
        if not machine.mark(name):
            return


def turn_to(machine, name):
    """Turns pages until the mark is on one, or the last is shown."""
    for _ in range(12):
        if machine.mark(name) or not machine.mark("more"):
            return
        tap(machine, "more")


def turn_to_the_last_page(machine):
    turn_to(machine, None)


def type_keys(machine, letters):
    for letter in letters:
        tap(machine, "key:space" if letter == " " else "key:" + letter)


def type_code(machine, code):
    """A recovery code: letters and digits are on two pages of the keyboard."""
    for letter in code.lower().replace("-", ""):
        if not machine.mark("key:" + letter):
            tap(machine, "key:letters" if machine.mark("key:letters") else "key:digits")
        tap(machine, "key:" + letter)


def type_words(machine, passphrase):
    for word in passphrase.split():
        for letter in word:
            if machine.mark("word:" + word):
                break
            tap(machine, "key:" + letter)
        # The boxes of the words that are offered change with each letter, and the emulated screen may lag behind.
        until_gone(machine, "word:" + word)


def prefix(machine, beginning, limit=60):
    def found():
        return next((mark["id"][len(beginning):] for mark in machine.frame["marks"] if mark["id"].startswith(beginning)), None)
    return machine.wait(f"a mark {beginning}…", found, limit)


def fill(machine, screen, letters):
    machine.wait_for_screen(screen)
    type_keys(machine, letters)
    tap(machine, "continue")


def pick(machine, screen, mark):
    machine.wait_for_screen(screen)
    settle(machine)
    turn_to(machine, mark)
    tap(machine, mark)
    tap(machine, "continue")


def sign_in(machine, secrets, person=0, first="nurse.visits"):
    machine.wait_for_screen("patient.welcome")
    tap(machine, "staff")
    machine.wait("the staff's door", lambda: machine.frame["screen"] in ("nurse.open_day", "nurse.sign_in"), 60)
    if machine.frame["screen"] == "nurse.open_day":
        type_words(machine, secrets["passphrase"])
        tap(machine, "continue")
    machine.wait_for_screen("nurse.sign_in", 240)
    tap(machine, f"staff:{person}")
    fill(machine, "nurse.pin", secrets["pin"])
    machine.wait_for_screen(first)


def add_it(machine, name):
    """A charge nurse adds somebody of IT; their PIN."""
    turn_to(machine, "tool:people")
    tap(machine, "tool:people")
    machine.wait_for_screen("it.people")
    tap(machine, "add")
    fill(machine, "it.person.name", name)
    pick(machine, "it.person.role", "role:it")
    machine.wait_for_screen("it.person.pin", 120)
    pin = prefix(machine, "pin:")
    tap(machine, "continue")
    machine.wait_for_screen("it.people")
    tap(machine, "back")
    machine.wait_for_screen("nurse.visits")
    tap(machine, "sign_out")
    return pin


def all_marks(machine, beginning):
    """What follows it in every mark of the screen that begins so."""
    return [mark["id"][len(beginning):] for mark in machine.frame["marks"] if mark["id"].startswith(beginning)]


def start_visit(machine, record_number, initials, birth_date, sex="female", battery="screening", is_scanned=False):
    """The code that the patient gets."""
    tap(machine, "new_visit")
    if is_scanned:
        machine.wait_for_screen("nurse.new_visit.record_number")
        machine.scan(record_number)
    else:
        fill(machine, "nurse.new_visit.record_number", record_number)
    fill(machine, "nurse.new_visit.initials", initials)
    fill(machine, "nurse.new_visit.birth_date", birth_date)
    pick(machine, "nurse.new_visit.sex", "sex:" + sex)
    pick(machine, "nurse.new_visit.battery", "battery:" + battery)
    machine.wait_for_screen("nurse.new_visit.facts")
    tap(machine, "continue")
    machine.wait_for_screen("nurse.visit_created")
    code = prefix(machine, "code:")
    tap(machine, "continue")
    machine.wait_for_screen("nurse.visits")
    tap(machine, "sign_out")
    machine.wait_for_screen("patient.welcome")
    return code


def check_in(machine, code, birth_date):
    machine.wait_for_screen("patient.welcome")
    tap(machine, "start")
    fill(machine, "patient.code", code)
    fill(machine, "patient.birth_date", birth_date)
    machine.wait_for_screen("patient.briefing")
    tap(machine, "continue")


def question(machine):
    if machine.frame["screen"] != "patient.question":
        return ""
    return next((mark["id"][len("instance:"):] for mark in machine.frame["marks"] if mark["id"].startswith("instance:")), "")


def answer(machine, limit=1000, option="option:1"):
    """Answers at most so many questions, each with its second option; the questions that were answered."""
    answered = []
    settle(machine)

    def go_on(name, screen, asked):
        tap(machine, name)
        machine.wait("the next screen", lambda: (machine.frame["screen"], question(machine)) != (screen, asked), 60)

    while len(answered) < limit:
        screen = machine.frame["screen"]
        if screen in ("patient.form_notice", "patient.form_after"):
            turn_to_the_last_page(machine)
            go_on("continue", screen, "")
        elif screen == "patient.rest_offer":
            go_on("go_on", screen, "")
        elif screen == "patient.question":
            asked = question(machine)
            while machine.mark("more"):  # what is read before the answers
                tap(machine, "more")
            tap(machine, option)
            go_on("continue", screen, asked)
            answered.append(asked)
        else:
            break
        settle(machine)
    return answered
