#include "tests/journeys/demo_clinic.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <yyjson.h>

namespace anteroom::journeys {
namespace {

namespace fs = std::filesystem;

std::string text_at(const std::string& json, const char* pointer) {
  yyjson_doc* document = yyjson_read(json.data(), json.size(), 0);
  const char* text = yyjson_get_str(yyjson_doc_ptr_get(document, pointer));
  std::string found = text == nullptr ? "" : text;
  yyjson_doc_free(document);
  return found;
}

std::string queue_section(const std::string& name, const std::string& server, const std::string& queue) {
  return std::format("[{}]\nserver = \"{}\"\nqueue = \"{}\"\npaper = \"a4\"\ndeadline_seconds = 10\n\n", name, server,
                     queue);
}

}  // namespace

DemoClinic::DemoClinic(const fs::path& folder, const std::string& of_kiosk, const std::string& more)
    : m_folder(folder), m_data(folder / "data"), m_config(folder / "anteroom.toml") {
  fs::remove_all(m_folder);
  fs::create_directories(m_folder);
  m_printers = std::make_unique<ChildProcess>(
      std::vector<std::string>{"print_lab", "--folder", (m_folder / "printers").string()},
      ChildOptions{.environment = {},
                   .kept_descriptors = {},
                   .capture_output = true,
                   .pipe_input = true,
                   .log_file = (m_folder / "printers.log").string()});
  const auto printers = m_printers->read_line(std::chrono::seconds{40});
  if (!printers) throw std::runtime_error("the printers did not start; see " + (m_folder / "printers.log").string());
  const std::string server = text_at(*printers, "/server");
  {
    std::ofstream config(m_config);
    config << "[kiosk]\nname = \"Demo kiosk\"\nclinic = \"Demo Pain Clinic\"\ndata_folder = \"" << m_data.string()
           << "\"\n"
           << of_kiosk << "\n[display]\nwidth_mm = 217\ntheme = \"light\"\n\n"
           << queue_section("printer", server, "summary") << queue_section("nurses_printer", server, "nurses")
           << "[safety]\ncontact = \"Charge nurse\"\nemergency_number = \"911\"\n\n"
           << "[[safety.numbers]]\nlabel = \"Suicide & Crisis Lifeline\"\nnumber = \"988\"\n\n"
           << more;
  }
  const Ran init = run({"anteroom", "--config", m_config.string(), "admin", "init", "--nurse", "R. Meyer"});
  if (init.exit_code != 0) throw std::runtime_error(std::format("anteroom admin init ended with {}", init.exit_code));
  m_secrets = {text_at(init.output, "/passphrase"), text_at(init.output, "/pin")};
}

DemoClinic::~DemoClinic() {
  m_printers.reset();
  std::error_code ignored;
  fs::remove_all(m_folder, ignored);
}

std::vector<fs::path> DemoClinic::received(const std::string& printer) const {
  std::vector<fs::path> files;
  const fs::path folder = m_folder / "printers" / "received" / printer;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".pdf") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string DemoClinic::log() const {
  std::ifstream stream(log_file());
  return {std::istreambuf_iterator<char>(stream), {}};
}

void DemoClinic::tell_printers(const std::string& command) { m_printers->write_line(command); }

std::size_t bytes_in_clear(const fs::path& folder, const std::string& text) {
  std::size_t found = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    for (auto at = bytes.find(text); at != std::string::npos; at = bytes.find(text, at + 1)) found += text.size();
  }
  return found;
}

}  // namespace anteroom::journeys
