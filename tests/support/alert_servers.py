"""Where alerts go in a test: a web server and a mail relay on this machine, for one test.

Prints one JSON line with their ports, then one for each thing received. The web server answers by path: /ok, /500,
/redirect; the relay refuses the recipient refused@clinic.example.
"""
import http.server
import json
import socketserver
import threading


def tell(**what):
    print(json.dumps(what), flush=True)


class Web(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        tell(path=self.path, type=self.headers.get("Content-Type", ""), body=body)
        self.send_response({"/500": 500, "/redirect": 302}.get(self.path, 204))
        if self.path == "/redirect":
            self.send_header("Location", "/ok")
        self.end_headers()

    def log_message(self, *_):
        pass


class Relay(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write((text + "\r\n").encode())

    def handle(self):
        self.say("220 relay of a test")
        mail = {}
        for line in self.rfile:
            word = line.decode().strip()
            verb = word.upper()
            if verb.startswith("EHLO"):
                self.say("250 relay of a test")
            elif verb.startswith("MAIL FROM:"):
                mail["from"] = word[10:].split()[0]
                self.say("250 ok")
            elif verb.startswith("RCPT TO:"):
                mail["to"] = word[8:].split()[0]
                self.say("550 nobody" if "refused@" in word else "250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                lines = []
                for data in self.rfile:
                    if data.strip() == b".":
                        break
                    lines.append(data.decode().rstrip("\r\n"))
                tell(**mail, lines=lines)
                self.say("250 taken")
            elif verb == "NOOP":
                tell(noop=True)
                self.say("250 ok")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("502 not here")


servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web),
           socketserver.ThreadingTCPServer(("127.0.0.1", 0), Relay)]
tell(web=servers[0].server_address[1], relay=servers[1].server_address[1])
for server in servers[1:]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
servers[0].serve_forever()
