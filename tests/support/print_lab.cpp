#include "tests/support/print_lab.h"

#include <algorithm>
#include <arpa/inet.h>
#include <format>
#include <fstream>
#include <grp.h>
#include <netinet/in.h>
#include <signal.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace anteroom::testing {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int start_tries = 3;  // somebody may take a free port between our look and our use

void write_file(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

std::string file_text(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

// A connected socket, or -1.
int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

bool wait_for_port(int port, ChildProcess& owner) {
  for (const auto end = Clock::now() + 10s; Clock::now() < end && owner.running(); std::this_thread::sleep_for(20ms)) {
    const int socket = connect_to(port);
    if (socket < 0) continue;
    ::close(socket);
    return true;
  }
  return false;
}

constexpr const char* bus_configuration =
    R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={0}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
)";

// As a kiosk's image sets it up: nothing kept, nothing logged, a job whose printer breaks is given up and not repeated.
constexpr const char* spooler_configuration = R"(Listen 127.0.0.1:{0}
Browsing No
BrowseLocalProtocols none
WebInterface No
DefaultShared No
PreserveJobFiles No
PreserveJobHistory 300
MaxJobs 50
ErrorPolicy abort-job
LogLevel info
AccessLogLevel none
PageLogFormat
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Location /admin>
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  SubscriptionPrivateAccess default
  SubscriptionPrivateValues default
  <Limit All>
    Order allow,deny
    Allow localhost
  </Limit>
</Policy>
)";

constexpr const char* spooler_files = R"(ServerRoot {0}/etc
RequestRoot {0}/spool
TempDir {0}/spool/tmp
CacheDir {0}/cache
StateDir {0}/run
ErrorLog {0}/log/error
AccessLog {0}/log/access
PageLog {0}/log/page
FileDevice No
Sandboxing relaxed
)";

// What the emulator calls with each document: holds it while there is trouble, asks whether it was taken back, and only
// then lets it out on paper. {0} trouble file, {1} folder of what came out, {2} our query.
constexpr const char* engine = R"sh(#!/bin/sh
while [ -f '{0}' ]; do
  echo "STATE: +$(cat '{0}')" >&2
  kill -0 "$PPID" 2>/dev/null || exit 1
  sleep 0.2
  [ -f '{0}' ] || echo "STATE: -$(cat '{0}.last')" >&2
done
kill -0 "$PPID" 2>/dev/null || exit 1
if ipptool -t "$IPP_JOB_URI" '{2}' 2>/dev/null | grep -q 'FAIL'; then exit 1; fi
if [ -f '{0}.slow' ]; then touch '{0}.feeding'; sleep "$(cat '{0}.slow')"; rm -f '{0}.feeding'; fi
name='{1}'/$(date +%s%N)
cp "$1" "$name.part" && mv "$name.part" "$name.pdf"
)sh";

// Passes while nobody has cancelled the job.
constexpr const char* still_wanted = R"({
  OPERATION Get-Job-Attributes
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri job-uri $uri
  STATUS successful-ok
  EXPECT job-state-reasons WITH-VALUE "/^job-printing$/"
}
)";

}  // namespace

TemporaryFolder::TemporaryFolder(const std::string& prefix) {
  std::string name = (fs::path("/tmp") / (prefix + "-XXXXXX")).string();
  if (::mkdtemp(name.data()) != nullptr) m_path = name;
  ::chmod(m_path.c_str(), 0711);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!m_path.empty()) fs::remove_all(m_path, ignored);
}

PrintLab::PrintLab(std::vector<std::string> queues, fs::path received) : m_received(fs::absolute(received)) {
  for (std::string& queue : queues) m_printers[std::move(queue)];
}

PrintLab::~PrintLab() {
  for (const auto& [queue, printer] : m_printers) {
    if (printer.process) switch_off(queue);
  }
  thaw_spooler();
  m_spooler.reset();
}

Result<std::unique_ptr<PrintLab>> PrintLab::start(std::vector<std::string> queues, fs::path received) {
  std::unique_ptr<PrintLab> lab(new PrintLab(std::move(queues), std::move(received)));
  if (lab->m_folder.path().empty()) return failure(Fault::io, "no folder below /tmp");
  if (auto bus = lab->start_bus(); !bus) return std::unexpected(bus.error());
  if (auto spooler = lab->start_spooler(); !spooler) return std::unexpected(spooler.error());
  for (const auto& [queue, printer] : lab->m_printers) {
    if (auto added = lab->add_queue(queue); !added) return std::unexpected(added.error());
  }
  return lab;
}

std::unique_ptr<ChildProcess> PrintLab::start_program(std::vector<std::string> command, const fs::path& log) const {
  return std::make_unique<ChildProcess>(
      std::move(command),
      ChildOptions{.environment = {{"DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + (m_folder.path() / "bus").string()}},
                   .kept_descriptors = {},
                   .capture_output = false,
                   .pipe_input = false,
                   .log_file = log.string()});
}

// The emulator wants a system bus for DNS-SD, although nothing needs to be on it.
Result<void> PrintLab::start_bus() {
  const fs::path& folder = m_folder.path();
  const std::string socket = folder / "bus";
  write_file(folder / "bus.conf", std::vformat(bus_configuration, std::make_format_args(socket)));
  m_bus = start_program({"dbus-daemon", "--config-file=" + (folder / "bus.conf").string(), "--nofork", "--nopidfile"},
                        folder / "bus.log");
  for (const auto end = Clock::now() + 5s; !fs::exists(socket); std::this_thread::sleep_for(10ms)) {
    if (!m_bus->running() || Clock::now() > end) {
      return failure(Fault::unavailable, "dbus-daemon did not start: " + file_text(folder / "bus.log"));
    }
  }
  return {};
}

Result<void> PrintLab::start_spooler() {
  const fs::path& folder = m_folder.path();
  for (const char* part : {"etc", "spool/tmp", "cache", "run", "log"}) fs::create_directories(folder / part);
  const std::string place = folder;
  write_file(folder / "etc/cups-files.conf", std::vformat(spooler_files, std::make_format_args(place)));
  for (int attempt = 0; attempt < start_tries; ++attempt) {
    const int port = free_port();
    write_file(folder / "etc/cupsd.conf", std::vformat(spooler_configuration, std::make_format_args(port)));
    m_spooler =
        start_program({"/usr/sbin/cupsd", "-f", "-c", folder / "etc/cupsd.conf", "-s", folder / "etc/cups-files.conf"},
                      folder / "cupsd.log");
    m_server = std::format("127.0.0.1:{}", port);
    if (wait_for_port(port, *m_spooler)) return {};
  }
  return failure(Fault::unavailable, "cupsd did not start: " + log());
}

Result<void> PrintLab::add_queue(const std::string& queue) {
  const fs::path& folder = m_folder.path();
  fs::create_directories(m_received / queue);
  fs::create_directories(folder / queue / "documents");
  const fs::path script = folder / queue / "engine.sh";
  const std::string trouble = trouble_file(queue);
  const std::string out = m_received / queue;
  const std::string query = folder / "still-wanted.test";
  write_file(query, still_wanted);
  write_file(script, std::vformat(engine, std::make_format_args(trouble, out, query)));
  fs::permissions(script, fs::perms::owner_all);
  Result<void> on;
  for (int attempt = 0; attempt < start_tries; ++attempt) {
    m_printers.at(queue).port = free_port();
    on = switch_on(queue);
    if (on) break;
  }
  if (!on) return on;
  const auto device = std::format("ipp://localhost:{}/ipp/print", m_printers.at(queue).port);
  const auto added = start_program({"/usr/sbin/lpadmin", "-h", m_server, "-p", queue, "-E", "-v", device, "-m",
                                    "everywhere", "-o", "printer-error-policy=abort-job"},
                                   folder / "lpadmin.log")
                         ->wait(20s);
  if (added != 0) return failure(Fault::unavailable, "lpadmin made no queue: " + file_text(folder / "lpadmin.log"));
  return {};
}

Result<void> PrintLab::switch_on(const std::string& queue) {
  Printer& printer = m_printers.at(queue);
  const fs::path folder = m_folder.path() / queue;
  printer.process =
      start_program({"/usr/sbin/ippeveprinter", "-r", "off", "-n", "localhost", "-p", std::to_string(printer.port),
                     "-f", "application/pdf", "-c", folder / "engine.sh", "-d", folder / "documents", queue},
                    folder / "log");
  if (wait_for_port(printer.port, *printer.process)) return refill(queue);
  return failure(Fault::unavailable, "ippeveprinter did not start: " + file_text(folder / "log"));
}

// Without a goodbye, as a power switch does.
void PrintLab::switch_off(const std::string& queue) {
  ChildProcess& process = *m_printers.at(queue).process;
  if (process.running()) process.send(SIGKILL);
  (void)process.wait(5s);
}

// The emulator's own page about its trays, as a person would fill it in.
Result<void> PrintLab::set_sheets(const std::string& queue, int sheets) {
  const int socket = connect_to(m_printers.at(queue).port);
  if (socket < 0) return failure(Fault::unavailable, "the printer is off");
  const std::string request = std::format(
      "GET /media?size1=iso_a4_210x297mm&type1=stationery&level1={}"
      "&size3=na_number-10_4.125x9.5in&type3=envelope&level3=25 HTTP/1.1\r\n"
      "Host: localhost\r\nConnection: close\r\n\r\n",
      sheets);
  const auto sent = ::send(socket, request.data(), request.size(), MSG_NOSIGNAL);
  // To the end of the page: the emulator takes the form in after it has begun to answer.
  std::string kept;
  std::string answer;
  while (!answer.contains("</html>")) {
    const auto line = read_line_from(socket, kept, 3s);
    if (!line) break;
    answer += *line;
  }
  ::close(socket);
  if (sent > 0 && answer.contains("200 OK")) return {};
  return failure(Fault::unavailable, "the printer's page about its trays does not answer");
}

Result<void> PrintLab::take_paper(const std::string& queue) { return set_sheets(queue, 0); }
Result<void> PrintLab::refill(const std::string& queue) { return set_sheets(queue, 250); }

fs::path PrintLab::trouble_file(const std::string& queue) const { return m_folder.path() / queue / "trouble"; }

void PrintLab::run_into(const std::string& queue, const std::string& reason) {
  write_file(trouble_file(queue).string() + ".last", reason);
  write_file(trouble_file(queue), reason);
}

void PrintLab::feed_slowly(const std::string& queue, std::chrono::seconds time) {
  write_file(trouble_file(queue).concat(".slow"), std::to_string(time.count()));
}

bool PrintLab::is_feeding(const std::string& queue) const { return fs::exists(trouble_file(queue).concat(".feeding")); }

void PrintLab::clear(const std::string& queue) { fs::remove(trouble_file(queue)); }

void PrintLab::stop_spooler() { m_spooler->stop(); }

void PrintLab::freeze_spooler() { m_spooler->send(SIGSTOP); }

void PrintLab::thaw_spooler() {
  if (m_spooler && m_spooler->running()) m_spooler->send(SIGCONT);
}

Result<void> PrintLab::administer(const std::string& command, const std::string& queue) {
  if (run({"/usr/sbin/" + command, "-h", m_server, queue}).exit_code == 0) return {};
  return failure(Fault::internal, command + " failed");
}

std::vector<fs::path> PrintLab::received(const std::string& queue) const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(m_received / queue)) {
    if (entry.path().extension() == ".pdf") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> PrintLab::held(const std::string& queue) const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(m_folder.path() / queue / "documents")) files.push_back(entry.path());
  return files;
}

std::vector<fs::path> PrintLab::spooled() const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(m_folder.path() / "spool")) {
    if (entry.path().filename().string().starts_with("d")) files.push_back(entry.path());
  }
  return files;
}

std::string PrintLab::log() const {
  return file_text(m_folder.path() / "cupsd.log") + file_text(m_folder.path() / "log/error");
}

}  // namespace anteroom::testing
